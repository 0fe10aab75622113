package org.okiagari.journal;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.okiagari.pcheck.MonitorThread;

/**
 * A thread and a bounded queue in front of something that may be slow: what does not fit is dropped and counted, and the
 * number is told once things go on.
 */
final class Delivery<T> implements AutoCloseable {
    /** Where things go. */
    interface Target<T> {
        /** Delivers one; false = not now, try again later. */
        boolean deliver(T item);

        /** Is told that so many were dropped since the last time. */
        void dropped(long count);
    }

    private static final Logger LOGGER = Logger.getLogger(Delivery.class.getName());
    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final long LAST_PAUSE_MILLIS = 30_000;
    private static final Duration END = Duration.ofSeconds(2);

    private final BlockingQueue<T> queue;
    private final Target<T> target;
    private final AtomicLong offered = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final Object done = new Object();
    private final Thread thread;
    private long finished;
    private volatile boolean closed;

    Delivery(String threadName, int capacity, Target<T> target) {
        this.queue = new LinkedBlockingQueue<>(capacity);
        this.target = target;
        this.thread = new MonitorThread(threadName, this::run);
        thread.start();
    }

    /** Hands one over; never waits. */
    void offer(T item) {
        offered.incrementAndGet();
        if (closed || !queue.offer(item)) {
            dropped.incrementAndGet();
            finish();
        }
    }

    /** Waits until all that was offered so far is delivered or dropped, at most so long; tells whether it is. */
    boolean flush(Duration atMost) {
        long wanted = offered.get();
        long deadline = System.nanoTime() + atMost.toNanos();
        synchronized (done) {
            long leftMillis = atMost.toMillis();
            while (finished < wanted && leftMillis > 0) {
                try {
                    done.wait(leftMillis);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
                leftMillis = (deadline - System.nanoTime()) / 1_000_000;
            }
            return finished >= wanted;
        }
    }

    /** Delivers what waits, within a bound, and ends the thread. */
    @Override
    public void close() {
        flush(END);
        closed = true;
        thread.interrupt();
        try {
            thread.join(END.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!closed) {
                // What is dropped is dropped because something waits: there is always a next one to tell it after.
                deliverAtLast(queue.take());
                finish();
                sayDropped();
            }
        } catch (InterruptedException e) {
            // close() asks the thread to end; what waits could not be delivered in time.
            Thread.currentThread().interrupt();
        }
    }

    private void deliverAtLast(T item) throws InterruptedException {
        long pause = FIRST_PAUSE_MILLIS;
        while (!tryOnce(item)) {
            synchronized (this) {
                wait(pause);
            }
            pause = Math.min(pause * 2, LAST_PAUSE_MILLIS);
        }
    }

    /** A target that throws will not do better on the same item. */
    private boolean tryOnce(T item) {
        try {
            return target.deliver(item);
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, thread.getName() + ": one item is left out", e);
            return true;
        }
    }

    private void sayDropped() {
        long count = dropped.getAndSet(0);
        if (count > 0) {
            try {
                target.dropped(count);
            } catch (RuntimeException e) {
                LOGGER.log(Level.WARNING, thread.getName() + ": " + count + " items were dropped", e);
            }
        }
    }

    private void finish() {
        synchronized (done) {
            finished++;
            done.notifyAll();
        }
    }
}
