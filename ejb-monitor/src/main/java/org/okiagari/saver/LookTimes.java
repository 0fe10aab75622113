package org.okiagari.saver;

import java.time.Duration;

/** When to look again while a process is awaited: often at first, later each second. */
final class LookTimes {
    /** Between two looks of one check, and between the two sights of one match. */
    static final Duration PAUSE = Duration.ofMillis(100);

    /** The least time between the two sights of a match that make it Up: longer than look-alikes and the parents of a daemon live. */
    static final Duration SECOND_LOOK = Duration.ofMillis(100);

    /** So long the looks come more often than each second. */
    static final Duration OFTEN = Duration.ofSeconds(1);

    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;
    private static final long[] FIRST = {
        10 * MILLI, 20 * MILLI, 50 * MILLI, 100 * MILLI, 200 * MILLI, 500 * MILLI, SECOND
    };

    private LookTimes() {}

    /**
     * Returns the time of the next look: 10, 20, 50, 100, 200, 500 ms after {@code since}, then each second, the last one at
     * {@code until}. After {@code until} the looks go on each second.
     */
    static long next(long since, long until, Now now) {
        long elapsed = now.nanos() - since;
        long next = now.nanos() + SECOND - Math.floorMod(elapsed, SECOND);
        for (long step : FIRST) {
            if (elapsed < step) {
                next = since + step;
                break;
            }
        }
        return now.isAtOrAfter(until) || next - until < 0 ? next : until;
    }
}
