package org.okiagari.web.audit;

import java.time.Duration;

/** A bucket of {@value #BURST} refusals that is filled by one each second; what finds it empty is counted. */
final class RefusalLimit {
    static final int BURST = 60;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private long left = BURST;
    private long filledAt;
    private boolean isStarted;
    private long omitted;

    /** Returns how many were left out since the last one that was not, or -1 if this one is left out. */
    synchronized long take(long now) {
        if (!isStarted) {
            filledAt = now;
            isStarted = true;
        }
        long seconds = (now - filledAt) / SECOND;
        if (seconds > 0) {
            left = Math.min(BURST, left + seconds);
            filledAt += seconds * SECOND;
        }
        if (left == 0) {
            omitted++;
            return -1;
        }
        left--;
        long before = omitted;
        omitted = 0;
        return before;
    }
}
