package org.okiagari.ejb;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.okiagari.jmx.Descriptors;
import org.okiagari.pcheck.Clock;

/** Counts the server's open descriptors now and then: each count reads a directory, which no reader of a bean may wait for. */
final class DescriptorCount {
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final Clock clock;
    private final LongSupplier watching;
    private volatile Descriptors last = Descriptors.UNKNOWN;
    private volatile long countedNanos;

    /** Counts by a clock; {@code watching} tells how many are held to watch processes. */
    DescriptorCount(Clock clock, LongSupplier watching) {
        this.clock = clock;
        this.watching = watching;
    }

    /** Returns the last count, {@link Descriptors#UNKNOWN} before the first. */
    Descriptors last() {
        return last;
    }

    /** Counts if the last count is old; never throws. */
    void refresh() {
        long now = clock.now().nanos();
        if (countedNanos == 0 || now - countedNanos >= PAUSE.toNanos()) {
            countedNanos = now;
            last = count();
        }
    }

    private Descriptors count() {
        try {
            if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
                return new Descriptors(
                        unix.getOpenFileDescriptorCount(), unix.getMaxFileDescriptorCount(), watching.getAsLong());
            }
        } catch (RuntimeException | Error e) {
            // InternalError: no descriptor is left to count the others with. The guard of the timers must outlive all.
        }
        return Descriptors.UNKNOWN;
    }
}
