package org.okiagari.linux;

import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.okiagari.pcheck.MonitorThread;

/**
 * The thread that starts programs, one after the other: what must be on record first is written by it too, for each hand-over
 * between threads costs time (ADR 0091). While it is held up, as by a disk or a file server that hangs, another thread goes
 * on with the rest.
 */
final class SpawnThreads {
    private static final Logger LOG = Logger.getLogger(SpawnThreads.class.getName());
    private static final int MOST = 8;

    private final ScheduledExecutorService watchdog;
    private final long patienceMillis;
    private final ThreadPoolExecutor pool = new ThreadPoolExecutor(
            1,
            MOST,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> new MonitorThread("okiagari-spawn", work));
    private int slow;

    /**
     * Makes the first thread.
     *
     * @param patienceMillis so long a record may hold up its start, and a start all others
     */
    SpawnThreads(ScheduledExecutorService watchdog, long patienceMillis) {
        this.watchdog = watchdog;
        this.patienceMillis = patienceMillis;
        pool.prestartAllCoreThreads();
    }

    /** A program that is to start. Neither may throw anything but an error. */
    interface Start {
        /** Puts it on record; false if it is not to start. Where this takes too long, it starts without. */
        boolean prepare();

        /** Starts it; called once at most. */
        void spawn();
    }

    /** One start under way. */
    private final class Work implements Runnable {
        private final Start start;
        private final AtomicBoolean isTaken = new AtomicBoolean();
        private boolean isSlow;
        private boolean isOver;

        Work(Start start) {
            this.start = start;
        }

        @Override
        public void run() {
            Future<?> check = watched(this);
            try {
                if (start.prepare() && isTaken.compareAndSet(false, true)) {
                    start.spawn();
                }
            } finally {
                isTaken.set(true);
                if (check != null) {
                    check.cancel(false);
                }
                over(this);
            }
        }
    }

    /**
     * Starts a program when its turn has come.
     *
     * @throws RejectedExecutionException after the end
     */
    void submit(Start start) {
        pool.execute(new Work(start));
    }

    private @Nullable Future<?> watched(Work work) {
        try {
            return watchdog.schedule(() -> tooSlow(work), patienceMillis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            return null; // closed; what was begun is still done
        }
    }

    private void tooSlow(Work work) {
        if (isHeldUp(work) && work.isTaken.compareAndSet(false, true)) {
            // A record is worth a moment and no more: a disk that hangs stops no restart.
            try {
                pool.execute(new Work(new Unprepared(work.start)));
            } catch (RejectedExecutionException e) {
                LOG.fine("A start was held up until the end");
            }
        }
    }

    /** A start whose record takes too long. */
    private record Unprepared(Start start) implements Start {
        @Override
        public boolean prepare() {
            return true;
        }

        @Override
        public void spawn() {
            start.spawn();
        }
    }

    private synchronized boolean isHeldUp(Work work) {
        if (!work.isOver) {
            work.isSlow = true;
            slow++;
            resize();
        }
        return work.isSlow;
    }

    private synchronized void over(Work work) {
        work.isOver = true;
        if (work.isSlow) {
            slow--;
            resize();
        }
    }

    private void resize() {
        try {
            pool.setCorePoolSize(Math.min(MOST, 1 + slow));
        } catch (OutOfMemoryError e) {
            LOG.warning("No thread to start scripts while one is held up: " + e.getMessage());
        }
    }

    /** Takes no more work, and waits for what there is. */
    void close(long seconds) throws InterruptedException {
        pool.shutdown();
        pool.awaitTermination(seconds, TimeUnit.SECONDS);
    }
}
