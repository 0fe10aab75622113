package org.okiagari.linux;

import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.okiagari.pcheck.MonitorThread;

/**
 * The thread that starts programs, one after the other. While the kernel holds one up, as it does when a file server hangs,
 * another thread goes on with the rest.
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

    SpawnThreads(ScheduledExecutorService watchdog, long patienceMillis) {
        this.watchdog = watchdog;
        this.patienceMillis = patienceMillis;
        pool.prestartAllCoreThreads();
    }

    /** One start of a program; guarded by the outer object. */
    private static final class Start {
        private boolean isSlow;
        private boolean isOver;
    }

    /**
     * Does work when its turn has come.
     *
     * @throws RejectedExecutionException after the end
     */
    Future<?> submit(Runnable work) {
        return pool.submit(() -> run(work));
    }

    private void run(Runnable work) {
        Start start = new Start();
        Future<?> check = watched(start);
        try {
            work.run();
        } finally {
            if (check != null) {
                check.cancel(false);
            }
            over(start);
        }
    }

    private @Nullable Future<?> watched(Start start) {
        try {
            return watchdog.schedule(() -> tooSlow(start), patienceMillis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            return null; // closed; what was begun is still done
        }
    }

    private synchronized void tooSlow(Start start) {
        if (!start.isOver) {
            start.isSlow = true;
            slow++;
            resize();
        }
    }

    private synchronized void over(Start start) {
        start.isOver = true;
        if (start.isSlow) {
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
