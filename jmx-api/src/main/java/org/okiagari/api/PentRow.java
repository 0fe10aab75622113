package org.okiagari.api;

/**
 * One PENT as {@code show pent} shows it, and what we know beyond.
 *
 * @param pcheck name of its pcheck
 * @param pname the process as the pfile names it
 * @param pid last known pid, 0 if it was never seen; it is kept after a death
 * @param retryCount restarts not yet followed by Up
 * @param restartCount restarts in the present GRACE window
 * @param procSts WAIT, AVAIL, DOWN, RESTART or RETRY_OVER
 * @param retryOverAct the action as the pfile writes it
 * @param rerunTime time of the window's first restart as padmin prints it, {@code -----} for none
 * @param windowSince the same in ms since 1970, 0 for none
 * @param pentId number in the pfile, from 1
 * @param monitorSts on or off
 * @param matchedPath what the process was recognised by (path of its program or script), empty if never seen
 * @param upSince wall clock of the last Up in ms since 1970, 0 while it is not AVAIL
 * @param lastExitStatus how the last process ended ({@code exit 3}, {@code signal 9}), {@code unknown}, or empty if none died
 * @param lastRestartMillis duration of the last restart from death seen to Up in ms, -1 for none
 * @param lastDetectionMillis age of the last death when it was seen in ms, -1 if not known
 * @param watchedBy event or poll
 * @param polledBecause why no event tells its death: {@code DETECT = poll}, or what the kernel refused; empty by event
 */
public record PentRow(
        String pcheck,
        String pname,
        long pid,
        int retryCount,
        int restartCount,
        String procSts,
        String retryOverAct,
        String rerunTime,
        long windowSince,
        int pentId,
        String monitorSts,
        String matchedPath,
        long upSince,
        String lastExitStatus,
        long lastRestartMillis,
        long lastDetectionMillis,
        String watchedBy,
        String polledBecause) {}
