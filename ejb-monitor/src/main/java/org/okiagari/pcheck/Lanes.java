package org.okiagari.pcheck;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Work that may wait a little, in the order it came, a few pieces at a time: a storm of it leaves threads of the pool for
 * everything else.
 */
final class Lanes {
    private static final int WIDTH = 3;

    private final Scheduler scheduler;
    private final Queue<Runnable> inbox = new ConcurrentLinkedQueue<>();
    private final AtomicInteger open = new AtomicInteger();

    Lanes(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Hands over work, which must not throw; it runs soon on the pool. */
    void post(Runnable work) {
        inbox.add(work);
        openOne();
    }

    private void openOne() {
        int before = open.getAndUpdate(count -> Math.min(WIDTH, count + 1));
        if (before < WIDTH) {
            try {
                scheduler.execute(this::drain);
            } catch (Throwable t) {
                open.decrementAndGet();
                throw t;
            }
        }
    }

    private void drain() {
        try {
            for (Runnable work = inbox.poll(); work != null; work = inbox.poll()) {
                work.run();
            }
        } finally {
            open.decrementAndGet();
            // What came in while all lanes were open, and was not seen by the last of them.
            if (!inbox.isEmpty()) {
                openOne();
            }
        }
    }
}
