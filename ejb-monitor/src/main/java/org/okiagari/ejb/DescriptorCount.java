package org.okiagari.ejb;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.okiagari.jmx.Descriptors;
import org.okiagari.pcheck.Clock;

/** Counts the server's open descriptors now and then: each count reads a directory, which no reader of a bean may wait for. */
final class DescriptorCount {
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final Clock clock;
    private volatile Descriptors last = Descriptors.UNKNOWN;
    private volatile long countedNanos;

    DescriptorCount(Clock clock) {
        this.clock = clock;
    }

    /** Returns the last count, {@link Descriptors#UNKNOWN} before the first. */
    Descriptors last() {
        return last;
    }

    /** Counts if the last count is old; never throws. */
    void refresh() {
        long now = clock.now().nanos();
        if (last == Descriptors.UNKNOWN || now - countedNanos >= PAUSE.toNanos()) {
            countedNanos = now;
            last = count();
        }
    }

    private static Descriptors count() {
        try {
            if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
                return new Descriptors(unix.getOpenFileDescriptorCount(), unix.getMaxFileDescriptorCount(), 0);
            }
        } catch (RuntimeException | Error e) {
            // InternalError: no descriptor is left to count the others with. The guard of the timers must outlive all.
        }
        return new Descriptors(-1, -1, 0);
    }
}
