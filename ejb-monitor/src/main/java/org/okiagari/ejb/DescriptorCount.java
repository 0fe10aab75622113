package org.okiagari.ejb;

import java.time.Duration;
import java.util.function.Supplier;
import org.okiagari.jmx.Descriptors;
import org.okiagari.pcheck.Clock;

/** Counts the server's open descriptors now and then: a count may read a directory, which no reader of a bean waits for. */
final class DescriptorCount {
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Clock clock;
    private final Supplier<Descriptors> counter;
    private volatile Descriptors last = Descriptors.UNKNOWN;
    private boolean hasCounted;
    private long countedNanos;

    /** Counts by a clock. */
    DescriptorCount(Clock clock, Supplier<Descriptors> counter) {
        this.clock = clock;
        this.counter = counter;
    }

    /** Returns the last count, {@link Descriptors#UNKNOWN} before the first. */
    Descriptors last() {
        return last;
    }

    /** Counts if the last count is old; never throws. One thread at a time. */
    void refresh() {
        long now = clock.now().nanos();
        if (!hasCounted || now - countedNanos >= PAUSE.toNanos()) {
            hasCounted = true;
            countedNanos = now;
            last = count();
        }
    }

    private Descriptors count() {
        try {
            return counter.get();
        } catch (RuntimeException | Error e) {
            // No descriptor may be left to count the others with. The guard of the timers must outlive all.
            return Descriptors.UNKNOWN;
        }
    }
}
