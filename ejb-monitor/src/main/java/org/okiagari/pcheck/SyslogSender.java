package org.okiagari.pcheck;

import java.time.Instant;

/** Sends lines to the system log. Called by one thread, the journal's own; it may take a moment. */
public interface SyslogSender {
    /**
     * Sends a line: {@code <PRI>MMM d HH:mm:ss ident[pid]: text}, facility daemon.
     *
     * @param severity 0 (emergency) to 7 (debug); 6 = info
     * @param time when it happened
     * @param text one line, already escaped
     * @return false if it should be tried again later
     */
    boolean send(String ident, long pid, int severity, Instant time, String text);
}
