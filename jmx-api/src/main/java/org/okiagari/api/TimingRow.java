package org.okiagari.api;

/**
 * Durations of one kind since the start, as a histogram.
 *
 * @param name detection, restart or tick
 * @param boundsMicros upper bounds of the buckets in us, rising
 * @param counts durations not longer than each bound, and last of all the count of all: one element more than bounds. A
 *     duration that is less than an eighth below a bound may count as longer than it
 * @param sumMicros sum of all durations in us
 */
public record TimingRow(String name, long[] boundsMicros, long[] counts, long sumMicros) {
    /** Copies the arrays. */
    public TimingRow {
        boundsMicros = boundsMicros.clone();
        counts = counts.clone();
    }
}
