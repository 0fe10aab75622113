package org.okiagari.pfile;

import java.time.Duration;

/**
 * One monitored process entry, as one line of the pfile says it.
 *
 * @param id pent_id, from 1
 * @param line number of its line, from 1
 * @param pname the process: a bare name or an absolute path, unescaped
 * @param command the restart command as written, {@code -} = only report
 * @param grace GRACE; zero with a command = the window never closes
 * @param retry most restarts inside GRACE, 0 or more
 * @param action what follows when they are used up
 * @param actionText the action as written, as padmin shows it
 */
public record Pent(
        int id,
        int line,
        String pname,
        String command,
        Duration grace,
        int retry,
        RetryOverAction action,
        String actionText) {

    /** Tells whether there is something to run. */
    public boolean hasCommand() {
        return !command.equals("-");
    }
}
