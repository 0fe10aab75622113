package org.okiagari.pcheck;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Dumps that nobody asked for: after RETRY_OVER, at an end that is not in order, after an internal error.
 *
 * <p>Ten thousand PENTs that give up at once are a few dumps, a second apart, of which the last shows them all. What cannot be
 * written, and an error that comes back at each check, is said once a minute.
 */
final class SelfDumps {
    private static final Logger LOG = Logger.getLogger(SelfDumps.class.getName());
    private static final Duration APART = Duration.ofSeconds(1);
    private static final Duration COMPLAINT = Duration.ofMinutes(1);

    private final Environment environment;
    private final Reports reports;
    private final Supplier<PcheckSnapshot> snapshot;
    private final AtomicBoolean waits = new AtomicBoolean();
    private final Since lastDump = new Since();
    private final Since lastComplaint = new Since();
    private final Since lastError = new Since();

    /** A moment on the monotonic clock, none at first. */
    private static final class Since {
        private @Nullable Long nanos;

        /** Returns how much of a time is left since that moment, zero if none is; it does not change the moment. */
        synchronized Duration left(Duration time, long now) {
            Long then = nanos;
            long passed = then == null ? Long.MAX_VALUE : now - then;
            return passed >= time.toNanos() ? Duration.ZERO : time.minusNanos(passed);
        }

        synchronized void set(long now) {
            nanos = now;
        }

        /** Tells whether that time has passed, and begins anew if so. */
        synchronized boolean passed(Duration time, long now) {
            boolean isOver = left(time, now).isZero();
            if (isOver) {
                set(now);
            }
            return isOver;
        }
    }

    SelfDumps(Environment environment, Reports reports, Supplier<PcheckSnapshot> snapshot) {
        this.environment = environment;
        this.reports = reports;
        this.snapshot = snapshot;
    }

    /** Writes a dump soon, on the pool: it shows what is true then. */
    void soon() {
        if (waits.compareAndSet(false, true)) {
            environment.scheduler().schedule(lastDump.left(APART, now()), this::write);
        }
    }

    /** Says that work of the pcheck failed by a fault of ours, and writes a dump; both once a minute. */
    void internalError(Throwable error) {
        if (lastError.passed(COMPLAINT, now())) {
            LOG.log(
                    Level.SEVERE,
                    error,
                    () -> "Internal error in pcheck " + snapshot.get().name() + "; monitoring goes on: " + error);
            soon();
        }
    }

    private void write() {
        waits.set(false);
        lastDump.set(now());
        PcheckSnapshot present = snapshot.get();
        try {
            environment.dumps().write(present);
            reports.dumped(present.shmDumpFile(), Requester.SERVER);
        } catch (Refused refused) {
            if (lastComplaint.passed(COMPLAINT, now())) {
                reports.failed("dump", Requester.SERVER, refused.problems().get(0));
            }
        }
    }

    private long now() {
        return environment.clock().now().nanos();
    }
}
