package org.okiagari.pcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Each test burns more CPU time than all others that may run beside it could. */
class MonitorThreadTest {
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();
    private static final long BURNT = 100_000_000;

    @Test
    void aThreadThatEndedStaysCounted() throws InterruptedException {
        long before = MonitorThread.cpuNanos();

        MonitorThread thread = new MonitorThread("okiagari-test", MonitorThreadTest::burn);
        thread.start();
        thread.join();

        assertThat(thread.isDaemon()).isTrue();
        assertThat(MonitorThread.cpuNanos() - before).isBetween(BURNT, 3 * BURNT);
    }

    @Test
    void oneThatFailsStaysCountedToo() throws InterruptedException {
        long before = MonitorThread.cpuNanos();

        MonitorThread thread = new MonitorThread("okiagari-test", () -> {
            burn();
            throw new IllegalStateException("bug");
        });
        thread.setUncaughtExceptionHandler((dead, why) -> {});
        thread.start();
        thread.join();

        assertThat(MonitorThread.cpuNanos() - before).isBetween(BURNT, 3 * BURNT);
    }

    @Test
    void oneThatRunsIsCountedWhileItRuns() throws InterruptedException {
        CountDownLatch hasBurnt = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        long before = MonitorThread.cpuNanos();

        new MonitorThread("okiagari-test", () -> {
                    burn();
                    hasBurnt.countDown();
                    await(mayEnd);
                })
                .start();
        hasBurnt.await();
        long after = MonitorThread.cpuNanos();
        mayEnd.countDown();

        assertThat(after - before).isBetween(BURNT, 3 * BURNT);
    }

    @Test
    void workOnAStrangersThreadIsCountedOnceHoweverDeepItGoes() {
        long before = MonitorThread.cpuNanos();

        MonitorThread.counted(() -> MonitorThread.counted(() -> MonitorThread.counted(MonitorThreadTest::burn)));

        assertThat(MonitorThread.cpuNanos() - before).isBetween(BURNT, 2 * BURNT - 1);
    }

    @Test
    void workOnOurOwnThreadIsCountedOnce() throws InterruptedException {
        long before = MonitorThread.cpuNanos();

        MonitorThread thread = new MonitorThread("okiagari-test", () -> MonitorThread.counted(MonitorThreadTest::burn));
        thread.start();
        thread.join();

        assertThat(MonitorThread.cpuNanos() - before).isBetween(BURNT, 2 * BURNT - 1);
    }

    @Test
    void whatIsNotOursIsNotCounted() {
        long before = MonitorThread.cpuNanos();

        burn();

        assertThat(MonitorThread.cpuNanos() - before).isLessThan(BURNT);
    }

    @Test
    void failingWorkIsCountedAndFails() {
        long before = MonitorThread.cpuNanos();

        assertThatThrownBy(() -> MonitorThread.counted(() -> {
                    burn();
                    throw new IllegalStateException("bug");
                }))
                .hasMessage("bug");
        MonitorThread.counted(() -> {});

        assertThat(MonitorThread.cpuNanos() - before).isGreaterThanOrEqualTo(BURNT);
    }

    @Test
    void theSumNeverFallsWhileThreadsComeAndGo() throws InterruptedException {
        AtomicLong last = new AtomicLong();
        for (int i = 0; i < 300; i++) {
            MonitorThread thread = new MonitorThread("okiagari-test", () -> {});
            thread.start();
            for (int look = 0; look < 10; look++) {
                long now = MonitorThread.cpuNanos();
                assertThat(now).isGreaterThanOrEqualTo(last.getAndSet(now));
            }
            thread.join();
        }
    }

    private static void burn() {
        long until = CPU.getCurrentThreadCpuTime() + BURNT;
        while (CPU.getCurrentThreadCpuTime() < until) {
            Thread.onSpinWait();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
