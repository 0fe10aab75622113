package org.okiagari.ejb;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.okiagari.pcheck.MonitorThread;
import org.okiagari.saver.Now;

/** A tick outlives whatever a check throws. */
class TicksTest {
    private final Logger logger = Logger.getLogger(Ticks.class.getName());
    private final List<String> said = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord log) {
            said.add(log.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private long nanos;
    private final Ticks ticks = new Ticks(() -> new Now(nanos, Instant.EPOCH));

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
    }

    @AfterEach
    void stopListening() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
    }

    /** */
    @Test
    void exceptionsAndErrorsStayInsideAndTheNextCheckRuns() {
        List<Runnable> failing = List.of(
                () -> {
                    throw new IllegalStateException("bug");
                },
                () -> {
                    throw new OutOfMemoryError("unable to create native thread");
                },
                () -> {
                    throw new StackOverflowError();
                });
        AtomicInteger runs = new AtomicInteger();

        for (int inARow = 1; inARow <= 10; inARow++) {
            for (Runnable check : failing) {
                for (int i = 0; i < inARow; i++) {
                    ticks.tick("a", check);
                }
                ticks.tick("a", runs::incrementAndGet);
            }
        }

        assertThat(runs).hasValue(30);
    }

    @Test
    void aCheckInAThreadOfTheServerIsPartOfWhatMonitoringCosts() {
        ThreadMXBean cpu = ManagementFactory.getThreadMXBean();
        long before = MonitorThread.cpuNanos();

        ticks.tick("a", () -> {
            long until = cpu.getCurrentThreadCpuTime() + Duration.ofMillis(10).toNanos();
            while (cpu.getCurrentThreadCpuTime() < until) {
                Thread.onSpinWait();
            }
        });

        assertThat(MonitorThread.cpuNanos() - before)
                .isGreaterThanOrEqualTo(Duration.ofMillis(10).toNanos());
    }

    @Test
    void aFailureIsSaidOnceAMinuteForEachPcheck() {
        for (int second = 0; second < 60; second++) {
            nanos = Duration.ofSeconds(second).toNanos();
            ticks.tick("a", () -> {
                throw new IllegalStateException("bug");
            });
        }
        ticks.tick("b", () -> {
            throw new IllegalStateException("bug");
        });
        assertThat(said).hasSize(2);

        nanos = Duration.ofSeconds(60).toNanos();
        ticks.tick("a", () -> {
            throw new IllegalStateException("bug");
        });
        assertThat(said).hasSize(3);
    }
}
