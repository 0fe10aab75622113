package org.okiagari.saver;

import java.time.Duration;
import java.time.Instant;

/**
 * One reading of the clocks, taken once per step and passed in.
 *
 * @param nanos monotonic; every interval and deadline is computed from it
 * @param wall wall clock, only for what people see
 */
public record Now(long nanos, Instant wall) {
    /** Returns the time since an earlier monotonic reading. */
    public Duration since(long earlierNanos) {
        return Duration.ofNanos(nanos - earlierNanos);
    }

    /** Returns the monotonic reading after {@code duration}. */
    public long plus(Duration duration) {
        return nanos + duration.toNanos();
    }

    /** Tells whether a deadline is reached. */
    public boolean isAtOrAfter(long deadlineNanos) {
        return nanos - deadlineNanos >= 0;
    }
}
