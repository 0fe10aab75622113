package org.okiagari.pcheck;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * How old the last look of a pcheck is, beside what its own MONITOR_INTERVAL allows (ADR 0160).
 *
 * @param age since its last check that saw all it had to see, or since its start where there was none yet
 * @param interval its MONITOR_INTERVAL
 */
record LookAge(Duration age, Duration interval) {
    /** An hour is nothing to a pcheck that looks once a day, and far too much for one that looks each second. */
    private static final Comparator<LookAge> BY_DELAY = Comparator.comparingDouble(LookAge::intervals);

    /** Returns how many of its intervals it is old. */
    private double intervals() {
        return (double) age.toNanos() / interval.toNanos();
    }

    /** Returns the one that is furthest behind its own interval. */
    static Optional<LookAge> latest(Collection<LookAge> ages) {
        return ages.stream().max(BY_DELAY);
    }
}
