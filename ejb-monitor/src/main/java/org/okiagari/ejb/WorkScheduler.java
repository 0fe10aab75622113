package org.okiagari.ejb;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.okiagari.pcheck.MonitorThread;
import org.okiagari.pcheck.Scheduler;

/**
 * Short work on a few threads of our own: they keep time by the monotonic clock and end with us, on every server alike.
 */
final class WorkScheduler implements Scheduler, AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(WorkScheduler.class.getName());
    private static final int THREADS = 8;
    private static final long END_SECONDS = 5;

    private final ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(THREADS, threads());

    WorkScheduler() {
        pool.setRemoveOnCancelPolicy(true);
        pool.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        // In an emergency there may be no new thread.
        pool.prestartAllCoreThreads();
    }

    @Override
    public void execute(Runnable work) {
        schedule(Duration.ZERO, work);
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable work) {
        try {
            ScheduledFuture<?> future = pool.schedule(() -> runSafely(work), delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException e) {
            LOGGER.log(Level.FINE, "Work came after the end and is left out", e);
            return () -> {};
        }
    }

    /** Ends the threads; work that runs may finish within a bound. */
    @Override
    public void close() {
        pool.shutdown();
        try {
            if (!pool.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
                pool.shutdownNow();
            }
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private static void runSafely(Runnable work) {
        try {
            work.run();
        } catch (Throwable e) {
            LOGGER.log(Level.SEVERE, "Internal error; monitoring goes on", e);
        }
    }

    private static ThreadFactory threads() {
        AtomicInteger count = new AtomicInteger();
        return work -> new MonitorThread("okiagari-work-" + count.incrementAndGet(), work);
    }
}
