package org.okiagari.saver;

import java.time.Duration;

/**
 * Who a process is: a bare pid may be somebody else by now.
 *
 * @param pid its pid
 * @param startTime in clock ticks since boot, {@code /proc/PID/stat} field 22
 */
public record ProcessId(long pid, long startTime) {
    /** A clock tick of the kernel's for us (USER_HZ), on every architecture. */
    private static final Duration TICK = Duration.ofMillis(10);

    /** Returns how long ago it began, to the tick; never negative. */
    public Duration age(Now now) {
        Duration age = Duration.ofNanos(now.nanos()).minus(TICK.multipliedBy(startTime));
        return age.isNegative() ? Duration.ZERO : age;
    }
}
