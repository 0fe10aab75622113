package org.okiagari.linux;

/**
 * Tells young processes from old ones. Start times of /proc are since boot, our clock may begin when it likes: what is to be
 * added to it is told by {@code /proc/uptime}, and by each process that is seen, for nobody starts in the future. A process
 * may pass for younger than it is, never for older.
 */
final class Ages {
    /** So long an exec() is likely: a process that was started a moment ago becomes what it is meant to be. */
    private static final long YOUNG_NANOS = 30_000_000_000L;
    /** Start times are in ticks of USER_HZ, 100 a second on every architecture we run on. */
    private static final long TICK_NANOS = 10_000_000;

    private final byte[] uptime = new byte[64];
    private long offset = Long.MIN_VALUE / 2;

    /** Sets it by the system's own clock. In a container it may be the container's, which began later. */
    void set(ProcReader reader, long nowNanos) throws CannotLook {
        int length = reader.read(".", "uptime", uptime);
        long ticks = 0;
        for (int i = 0; i < length && uptime[i] != ' '; i++) {
            // Two digits follow the point.
            ticks = uptime[i] == '.' ? ticks : ticks * 10 + uptime[i] - '0';
        }
        if (length > 0) {
            started(ticks, nowNanos);
        }
    }

    /** A process that started at a tick since boot was seen. */
    void started(long ticks, long nowNanos) {
        offset = Math.max(offset, ticks * TICK_NANOS - nowNanos);
    }

    /** Tells whether it may have started in the last 30 seconds. */
    boolean isYoung(long startTicks, long nowNanos) {
        return offset + nowNanos - startTicks * TICK_NANOS < YOUNG_NANOS;
    }
}
