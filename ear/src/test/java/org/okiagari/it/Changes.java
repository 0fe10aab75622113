package org.okiagari.it;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A daemon that dies and is started again, every second, as long as somebody looks on; it runs at the end. */
final class Changes implements AutoCloseable {
    private final Daemon daemon;
    private final CountDownLatch isOver = new CountDownLatch(1);
    private final AtomicInteger count = new AtomicInteger();
    private final Thread thread = new Thread(this::change, "changes");

    private Changes(Daemon daemon) {
        this.daemon = daemon;
    }

    static Changes of(Daemon daemon) {
        Changes changes = new Changes(daemon);
        changes.thread.start();
        return changes;
    }

    /** Returns how often it died or was started so far. */
    int count() {
        return count.get();
    }

    @Override
    public void close() {
        isOver.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (Daemons.pidsOf(daemon.program()).isEmpty()) {
            daemon.start();
        }
    }

    private void change() {
        try {
            for (boolean isUp = true; !isOver.await(1, TimeUnit.SECONDS); isUp = !isUp) {
                if (isUp) {
                    daemon.kill(daemon.pid());
                } else {
                    daemon.start();
                }
                count.incrementAndGet();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
