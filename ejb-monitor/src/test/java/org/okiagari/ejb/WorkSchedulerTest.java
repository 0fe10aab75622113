package org.okiagari.ejb;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Our own threads. */
class WorkSchedulerTest {
    /** Nobody takes so long from one line to the next. */
    private static final Duration CANCELLED = Duration.ofSeconds(3);

    @Test
    void runsWorkOutlivesItsFailuresAndLeavesNoThread() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(2);
        WorkScheduler scheduler = new WorkScheduler();

        for (int i = 0; i < 20; i++) {
            scheduler.execute(() -> {
                throw new AssertionError("a bug");
            });
        }
        scheduler.execute(done::countDown);
        scheduler.schedule(CANCELLED, runs::incrementAndGet).cancel();
        scheduler.schedule(CANCELLED.plusMillis(100), done::countDown);
        scheduler.schedule(Duration.ofHours(1), runs::incrementAndGet);

        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        scheduler.close();
        scheduler.execute(runs::incrementAndGet);
        assertThat(runs).hasValue(0);
        // The pool says it has ended a moment before its last thread has.
        Awaitility.await()
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("okiagari-work")));
    }
}
