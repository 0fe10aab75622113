package org.okiagari.pcheck;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/**
 * Many durations, counted in buckets that are one eighth of a power of two wide: a quantile is right to 12 %, the largest
 * exact. Any thread adds and reads; nobody waits.
 */
public final class Timing {
    /** Buckets for each power of two. */
    private static final int STEPS = 8;

    private static final int STEP_BITS = 3;
    /** Up to 2^41 us, some 25 days. */
    private static final int BUCKETS = 40 * STEPS;

    private final AtomicLongArray buckets = new AtomicLongArray(BUCKETS);
    private final LongAdder sumNanos = new LongAdder();
    private final LongAccumulator maxNanos = new LongAccumulator(Math::max, 0);

    /** Adds a duration in ns; a negative one counts as zero. */
    public void add(long nanos) {
        long span = Math.max(0, nanos);
        buckets.incrementAndGet(bucket(span / 1_000));
        sumNanos.add(span);
        maxNanos.accumulate(span);
    }

    /** Returns how many were added. */
    public long count() {
        return atMostMicros(Long.MAX_VALUE);
    }

    /** Returns how many were not longer than this, to the width of a bucket. */
    public long atMostMicros(long micros) {
        long count = 0;
        for (int i = 0; i < BUCKETS && topMicros(i) <= micros; i++) {
            count += buckets.get(i);
        }
        return count;
    }

    /** Returns the sum of all, in ns. */
    public long sumNanos() {
        return sumNanos.sum();
    }

    /** Returns the longest, in ns; 0 when none was added. */
    public long maxNanos() {
        return maxNanos.get();
    }

    /**
     * Returns a span in us that this part of all did not exceed, -1 when none was added.
     *
     * @param part 0 to 1: 0.5 is the median
     */
    public long quantileMicros(double part) {
        long rank = (long) Math.ceil(part * count());
        long passed = 0;
        for (int i = 0; i < BUCKETS; i++) {
            passed += buckets.get(i);
            if (passed > 0 && passed >= rank) {
                return Math.min(topMicros(i), maxNanos() / 1_000);
            }
        }
        return -1;
    }

    private static int bucket(long micros) {
        if (micros < STEPS) {
            return (int) micros;
        }
        int power = Long.SIZE - 1 - Long.numberOfLeadingZeros(micros);
        int step = (int) (micros >>> (power - STEP_BITS)) - STEPS;
        return Math.min(BUCKETS - 1, (power - STEP_BITS + 1) * STEPS + step);
    }

    /** Returns the longest span of a bucket, in us. */
    private static long topMicros(int bucket) {
        if (bucket < STEPS) {
            return bucket;
        }
        int power = bucket / STEPS - 1;
        return ((long) (STEPS + bucket % STEPS + 1) << power) - 1;
    }
}
