package org.okiagari.pcheck;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.okiagari.saver.Now;

/**
 * Keeps the health segments of all pchecks true, from a thread of its own: no tick waits for it, however slow the disk is.
 *
 * <p>A change wakes the thread, at most ten times a second; writing takes at most a fiftieth of one processor, however many
 * PENTs there are and however fast they change. Without a change there is a heartbeat each second and nothing else.
 */
public final class HealthBoard implements PcheckListener, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(HealthBoard.class.getName());
    private static final Duration PASS = Duration.ofMillis(100);
    private static final Duration BEAT = Duration.ofSeconds(1);
    /** A first pass, in cold code, takes long; what is shown must not be old for that. */
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(250);

    private static final Duration COMPLAINT = Duration.ofMinutes(1);
    private static final Duration END = Duration.ofSeconds(5);
    private static final int SHARE = 50;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final HealthSegments segments;
    private final Clock clock;
    private final List<Shown> all = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private long lastComplaint;
    private boolean hasComplained;
    private volatile boolean hasChanged;
    private boolean closed;

    /** One pcheck on the board; all but {@code hasEnded} belongs to the board's thread. */
    private static final class Shown {
        private final Pcheck pcheck;
        private final HealthSegments.Segment segment;
        private @Nullable PcheckSnapshot last;
        private long lastNanos;
        private volatile boolean hasEnded;

        Shown(Pcheck pcheck, HealthSegments.Segment segment) {
            this.pcheck = pcheck;
            this.segment = segment;
        }
    }

    /** Starts the thread. */
    public HealthBoard(HealthSegments segments, Clock clock) {
        this.segments = segments;
        this.clock = clock;
        this.thread = new MonitorThread("okiagari-health", this::run);
        thread.start();
    }

    @Override
    public void started(Pcheck pcheck) {
        all.add(new Shown(pcheck, segments.open(pcheck.snapshot().param().ipckeyText())));
        changed(pcheck);
    }

    @Override
    public void changed(Pcheck pcheck) {
        if (!hasChanged) {
            synchronized (this) {
                hasChanged = true;
                notifyAll();
            }
        }
    }

    @Override
    public void reloaded(Pcheck pcheck) {
        // Its next snapshot tells; a reload cannot change the key.
    }

    @Override
    public void ended(Pcheck pcheck) {
        all.stream().filter(shown -> shown.pcheck == pcheck).forEach(shown -> shown.hasEnded = true);
        changed(pcheck);
    }

    /** Forgets what earlier servers left behind; call it when all pchecks have been started. */
    public void sweep() {
        segments.sweep();
    }

    /** Removes the segments of what has ended, and ends the thread. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            thread.join(END.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        boolean isLast = false;
        while (!isLast) {
            isLast = isClosed();
            // Before the snapshots are read: a change from now on is seen now or wakes us again.
            hasChanged = false;
            long begin = System.nanoTime();
            all.forEach(this::pass);
            rest(Math.max(PASS.toNanos(), SHARE * (System.nanoTime() - begin)));
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Waits until something changed or the next heartbeat is due, but for a while whatever happens. */
    private synchronized void rest(long leastNanos) {
        long begin = System.nanoTime();
        long least = Math.min(leastNanos, LONGEST_PAUSE.toNanos());
        long most = Math.max(least, untilBeat());
        try {
            long waited = 0;
            while (!closed && waited < (hasChanged ? least : most)) {
                // One more: wait(0) would be for ever.
                wait(((hasChanged ? least : most) - waited) / NANOS_PER_MILLI + 1);
                waited = System.nanoTime() - begin;
            }
        } catch (InterruptedException e) {
            // Nobody but close() ends this thread, and that is seen at the next pass.
        }
    }

    private long untilBeat() {
        long now = clock.now().nanos();
        return all.stream()
                .mapToLong(shown -> BEAT.toNanos() - (now - shown.lastNanos))
                .min()
                .orElse(BEAT.toNanos());
    }

    /** Never throws: whatever becomes of the segments, the thread lives on and tries again. */
    private void pass(Shown shown) {
        try {
            if (shown.hasEnded) {
                all.remove(shown);
                shown.segment.remove();
                return;
            }
            Now now = clock.now();
            PcheckSnapshot present = shown.pcheck.snapshot();
            if (present != shown.last || now.nanos() - shown.lastNanos >= BEAT.toNanos()) {
                shown.segment.show(present, now);
                shown.last = present;
                shown.lastNanos = now.nanos();
            }
        } catch (RuntimeException | Error e) {
            complain(shown.pcheck, e);
        }
    }

    private void complain(Pcheck pcheck, Throwable e) {
        long now = System.nanoTime();
        if (!hasComplained || now - lastComplaint >= COMPLAINT.toNanos()) {
            hasComplained = true;
            lastComplaint = now;
            // What the disk says is told by its sentence; anything else is a fault of ours.
            Throwable trace = e instanceof UncheckedIOException ? null : e;
            LOG.log(
                    Level.WARNING,
                    trace,
                    () -> "The health segment of " + pcheck.name() + " cannot be written; monitoring goes on: "
                            + e.getMessage());
        }
    }
}
