package org.okiagari.linux;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.okiagari.pcheck.MonitorThread;

/**
 * The two threads behind all state logs: the writer, which may wait for a disk, and the one for attempts, which hands a few
 * bytes to the kernel, unless the thread that starts a script does that itself (ADR 0091). Neither is ever interrupted, for
 * that would close the files.
 */
final class StateLogThreads implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(StateLogThreads.class.getName());
    private static final String SLOW = "The disk of the saved states is slow";
    private static final long COMPLAINT_NANOS = 60_000_000_000L;
    private static final int MOST_WAITING = 10_000;
    private static final long END_SECONDS = 2;

    private final ScheduledThreadPoolExecutor writer = new ScheduledThreadPoolExecutor(1, named("okiagari-state"));
    private final ThreadPoolExecutor attempts = new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), named("okiagari-attempts"));
    /** Held by whoever writes of attempts; who waits for it on the thread for attempts is counted before. */
    private final ReentrantLock turn = new ReentrantLock();

    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong behind = new AtomicLong();
    private final Waits attemptWaits = new Waits();
    /** Of ends apart: an attempt that took long a moment ago is no reason to leave a state unwritten. */
    private final Waits endWaits = new Waits();

    private long complaints;
    private long complainedNanos;

    /** Work on files. */
    interface Work {
        /** Does it. */
        void run() throws IOException;
    }

    StateLogThreads() {
        writer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        writer.setRemoveOnCancelPolicy(true);
        writer.prestartAllCoreThreads();
        attempts.prestartAllCoreThreads();
    }

    private static ThreadFactory named(String name) {
        return work -> new MonitorThread(name, work);
    }

    /** Returns how often something could not be handed to the kernel, or not in time. */
    long behind() {
        return behind.get();
    }

    /** Does it on the thread for attempts, in order. */
    Future<?> atOnce(String trouble, Work work) {
        waiting.incrementAndGet();
        try {
            return attempts.submit(() -> {
                turn.lock();
                try {
                    run(trouble, work);
                } finally {
                    turn.unlock();
                    waiting.decrementAndGet();
                }
            });
        } catch (RejectedExecutionException e) {
            waiting.decrementAndGet();
            behind(trouble, e);
            return CompletableFuture.completedFuture(null);
        }
    }

    /**
     * Does it on this thread, for a hand-over would take longer than the work; or, where others are at it or wait already, on
     * the thread for attempts, and waits for it, but not long. The caller must be able to bear that a disk hangs.
     */
    void here(String trouble, Work work, long millis) {
        if (waiting.get() > 0 || !turn.tryLock()) {
            attemptWaits.await(atOnce(trouble, work), millis);
            return;
        }
        long began = System.nanoTime();
        try {
            run(trouble, work);
        } finally {
            turn.unlock();
        }
        if (System.nanoTime() - began > TimeUnit.MILLISECONDS.toNanos(millis)) {
            behind(SLOW, new TimeoutException());
        }
    }

    /** Does it on the writer's thread, not before a time has passed. */
    Future<?> later(String trouble, Work work, long millis) {
        try {
            return writer.schedule(() -> run(trouble, work), millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(null);
        }
    }

    private void run(String trouble, Work work) {
        try {
            work.run();
        } catch (IOException | RuntimeException e) {
            behind(trouble, e);
        }
    }

    /** Waits for the end of a log, so that whoever opens it next finds all; where one hangs already, not at all. */
    void awaitEnd(Future<?> work, long millis) {
        endWaits.await(work, millis);
    }

    /** Waits, but not long; behind one that hangs, not at all. */
    private final class Waits {
        private volatile @Nullable Future<?> hanging;

        void await(Future<?> work, long millis) {
            Future<?> before = hanging;
            long patience = before == null || before.isDone() ? millis : 0;
            try {
                work.get(patience, TimeUnit.MILLISECONDS);
                hanging = null;
            } catch (TimeoutException e) {
                hanging = before == null || before.isDone() ? work : before;
                behind(SLOW, e);
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Counts a trouble, and says it once a minute. */
    private void behind(String trouble, Exception why) {
        behind.incrementAndGet();
        long now = System.nanoTime();
        synchronized (this) {
            if (complaints++ > 0 && now - complainedNanos < COMPLAINT_NANOS) {
                return;
            }
            complainedNanos = now;
        }
        LOGGER.log(Level.WARNING, trouble + "; monitoring goes on", why);
    }

    /** Ends both; what hangs is left behind. */
    @Override
    public void close() {
        writer.shutdown();
        attempts.shutdown();
        try {
            writer.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
            attempts.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
