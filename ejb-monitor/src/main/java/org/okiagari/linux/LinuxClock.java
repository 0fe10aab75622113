package org.okiagari.linux;

import java.time.Instant;
import java.util.function.LongSupplier;
import org.okiagari.pcheck.Clock;
import org.okiagari.saver.Now;

/** Reads both clocks. Monotonic is CLOCK_BOOTTIME, which counts suspend too; without JNR it is {@code nanoTime}. */
final class LinuxClock implements Clock {
    private final LongSupplier monotonic;

    private LinuxClock(LongSupplier monotonic) {
        this.monotonic = monotonic;
    }

    /** Returns the clock of a kernel; once it has answered it always does. */
    static LinuxClock of(Os os) {
        BootTime bootTime = new BootTime(os);
        return bootTime.isKnown() ? new LinuxClock(bootTime) : ofJvm();
    }

    static LinuxClock ofJvm() {
        return new LinuxClock(System::nanoTime);
    }

    LongSupplier monotonic() {
        return monotonic;
    }

    @Override
    public Now now() {
        return new Now(monotonic.getAsLong(), Instant.now());
    }

    private static final class BootTime implements LongSupplier {
        private static final int CLOCK_BOOTTIME = 7;
        private static final long NANOS = 1_000_000_000L;

        private final Os os;
        private final Os.Memory time;

        BootTime(Os os) {
            this.os = os;
            this.time = os.allocate(16);
        }

        boolean isKnown() {
            return os.call(Sys.CLOCK_GETTIME, CLOCK_BOOTTIME, time.address(), 0) == 0;
        }

        @Override
        public synchronized long getAsLong() {
            if (!isKnown()) {
                throw new IllegalStateException("CLOCK_BOOTTIME is gone");
            }
            return time.bytes().getLong(0) * NANOS + time.bytes().getLong(8);
        }
    }
}
