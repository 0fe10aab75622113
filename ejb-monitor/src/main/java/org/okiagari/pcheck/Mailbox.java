package org.okiagari.pcheck;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Runs the work of one pcheck one piece at a time, in order, whichever thread comes by.
 *
 * <p>Everything that changes a pcheck goes through it, so that nothing else needs a lock.
 */
final class Mailbox {
    private final Scheduler scheduler;
    private final Consumer<Throwable> onError;
    private final Queue<Runnable> inbox = new ConcurrentLinkedQueue<>();
    private final ReentrantLock turn = new ReentrantLock();
    private final AtomicBoolean isDrainDue = new AtomicBoolean();

    /**
     * Makes an empty one.
     *
     * @param onError is told what work throws; it must not throw itself
     */
    Mailbox(Scheduler scheduler, Consumer<Throwable> onError) {
        this.scheduler = scheduler;
        this.onError = onError;
    }

    /** Hands over work; it runs soon on the pool. */
    void post(Runnable work) {
        inbox.add(work);
        // Whoever has the turn takes it; and one who is about to drain will see it.
        if (!turn.isHeldByCurrentThread()) {
            wakeDrain();
        }
    }

    private void wakeDrain() {
        if (isDrainDue.compareAndSet(false, true)) {
            try {
                scheduler.execute(this::drainSoon);
            } catch (Throwable t) {
                // No thread for it: the next one who comes by tries again, at the latest the tick.
                isDrainDue.set(false);
                throw t;
            }
        }
    }

    /**
     * Hands over work that another thread shall not have to be woken for: it runs on this one when it has heard all that it
     * hears just now ({@link MonitorThread#hear}), if nobody has the turn then and nothing waits. It must not block. Other
     * work is never run here.
     */
    void postUrgent(Runnable work) {
        if (turn.isHeldByCurrentThread() || !MonitorThread.follow(() -> atOnce(work))) {
            post(work);
        }
    }

    private void atOnce(Runnable work) {
        boolean isMine = inbox.isEmpty() && turn.tryLock();
        if (!isMine) {
            post(work);
            return;
        }
        try {
            runOne(work);
        } finally {
            turn.unlock();
        }
        if (!inbox.isEmpty()) {
            wakeDrain();
        }
    }

    private void drainSoon() {
        isDrainDue.set(false);
        drain();
    }

    /** Hands over work and runs what waits on this thread, unless another thread is at it. */
    void postAndDrain(Runnable work) {
        inbox.add(work);
        MonitorThread.counted(this::drain);
    }

    private void drain() {
        // The check after unlock belongs to the one who unlocks: work added while the lock was held is never forgotten.
        while (!inbox.isEmpty() && turn.tryLock()) {
            try {
                for (Runnable work = inbox.poll(); work != null; work = inbox.poll()) {
                    runOne(work);
                }
            } finally {
                turn.unlock();
            }
        }
    }

    /** The top of everything that a pcheck does: whatever is thrown, monitoring goes on. */
    private void runOne(Runnable work) {
        try {
            work.run();
        } catch (Throwable t) {
            onError.accept(t);
        }
    }
}
