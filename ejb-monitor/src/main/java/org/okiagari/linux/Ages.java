package org.okiagari.linux;

/**
 * Tells young processes from old ones on a clock that need not begin with the system: nobody starts in the future, so the
 * youngest process that was ever seen tells what time it was at least. A process may pass for younger than it is, never for
 * older.
 */
final class Ages {
    /** So long an exec() is likely: a process that was started a moment ago becomes what it is meant to be. */
    private static final long YOUNG_NANOS = 30_000_000_000L;
    /** Start times of /proc are in ticks of USER_HZ, 100 a second on every architecture we run on. */
    private static final long TICK_NANOS = 10_000_000;

    /** What is to be added to our clock for the time since boot, at least. */
    private long offset = Long.MIN_VALUE / 2;

    /** A process that started at a tick since boot was seen. */
    void started(long ticks, long nowNanos) {
        offset = Math.max(offset, ticks * TICK_NANOS - nowNanos);
    }

    /** Tells whether it may have started in the last 30 seconds. */
    boolean isYoung(long startTicks, long nowNanos) {
        return offset + nowNanos - startTicks * TICK_NANOS < YOUNG_NANOS;
    }
}
