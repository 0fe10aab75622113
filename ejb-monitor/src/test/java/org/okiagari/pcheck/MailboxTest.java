package org.okiagari.pcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who runs what waits, and how few trips over the pool it takes. */
class MailboxTest {
    private final Pool pool = new Pool();
    private final List<String> done = new ArrayList<>();

    /** A pool whose work is done when the test says so. */
    private static final class Pool implements Scheduler {
        final Deque<Runnable> work = new ArrayDeque<>();
        boolean isFull;

        @Override
        public void execute(Runnable piece) {
            if (isFull) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            work.add(piece);
        }

        @Override
        public Cancellable schedule(Duration delay, Runnable piece) {
            throw new UnsupportedOperationException();
        }

        void runAll() {
            while (!work.isEmpty()) {
                work.remove().run();
            }
        }
    }

    private static void fail(Throwable thrown) {
        throw new AssertionError(thrown);
    }

    @Test
    void manyPiecesTakeOneTripOverThePool() {
        Mailbox mailbox = new Mailbox(pool, MailboxTest::fail);

        mailbox.post(() -> done.add("a"));
        mailbox.post(() -> done.add("b"));

        assertThat(pool.work).hasSize(1);
        pool.runAll();
        assertThat(done).containsExactly("a", "b");
        mailbox.post(() -> done.add("c"));
        pool.runAll();
        assertThat(done).containsExactly("a", "b", "c");
    }

    @Test
    void whatIsPostedInTheTurnIsDoneInTheTurn() {
        Mailbox mailbox = new Mailbox(pool, MailboxTest::fail);

        mailbox.postAndDrain(() -> {
            mailbox.post(() -> done.add("second"));
            done.add("first");
        });

        assertThat(done).containsExactly("first", "second");
        assertThat(pool.work).isEmpty();
    }

    @Test
    void wantOfThreadsLeavesTheWorkToTheNextWhoComesBy() {
        Mailbox mailbox = new Mailbox(pool, MailboxTest::fail);
        pool.isFull = true;
        assertThat(catching(() -> mailbox.post(() -> done.add("a")))).isInstanceOf(OutOfMemoryError.class);
        pool.isFull = false;

        mailbox.post(() -> done.add("b"));
        pool.runAll();

        assertThat(done).containsExactly("a", "b");
    }

    private static Throwable catching(Runnable work) {
        try {
            work.run();
            return new AssertionError("nothing was thrown");
        } catch (Throwable t) {
            return t;
        }
    }
}
