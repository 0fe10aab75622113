package org.okiagari.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.okiagari.pcheck.StateLog;
import org.okiagari.saver.StateRecord;

/** State logs on disks that are full or hang. */
class StateLogOnBadDisksTest extends StateLogCases {
    @Test
    void aFullDiskStopsNothingAndIsHealed() {
        RecordFileTest.FullDisk full = new RecordFileTest.FullDisk();
        disk = full;
        StateLog log = writtenLog();
        full.room = 3;

        assertThat(log.starting(record(2, pent("a", 1)), "1.2.3", "/r.sh")).isTrue();
        log.put(List.of(record(3, pent("b", 1))));
        assertThat(store.behind()).isPositive();
        full.room = Long.MAX_VALUE;

        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(newest()).containsExactly(pent("a", 1), pent("b", 1)));
        log.close(false);
    }

    @Test
    void aDiskThatHangsHoldsNoRestartBackForLong() throws InterruptedException {
        CountDownLatch hangs = new CountDownLatch(1);
        StateLog log = writtenLog();
        disk = new Hanging(hangs);
        ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor();
        SpawnThreads threads = new SpawnThreads(watchdog, 100);
        CountDownLatch spawned = new CountDownLatch(50);
        try {
            for (int i = 2; i < 52; i++) {
                threads.submit(new Attempt(log, record(i, pent("a", i)), "1.2." + i, spawned));
            }
            assertThat(spawned.await(5, TimeUnit.SECONDS)).isTrue();
            assertThat(store.behind()).isPositive();
        } finally {
            hangs.countDown();
        }
        threads.close(10);
        watchdog.shutdown();
        log.close(false);
        assertThat(reopened().left().pents()).containsExactly(pent("a", 51));
    }

    @Test
    void anEndWaitsForADiskThatWasSlowAMomentAgo() throws IOException {
        CountDownLatch hangs = new CountDownLatch(1);
        StateLog log = writtenLog();
        log.starting(record(2, pent("a", 1)), "1.2.3", "/r.sh");
        disk = new Hanging(hangs);
        log.ended("1.2.3");
        log.put(List.of(record(3, pent("a", 2))));
        CompletableFuture<Void> end = CompletableFuture.runAsync(() -> log.close(false));
        assertThatThrownBy(() -> end.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);

        hangs.countDown();
        end.join();

        assertThat(newest()).containsExactly(pent("a", 2));
    }

    private StateLog writtenLog() {
        StateLog log = store.open(PFILE);
        log.put(List.of(record(1, pent("a", 0))));
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> Files.exists(file));
        return log;
    }

    private record Attempt(StateLog log, StateRecord.Present state, String run, CountDownLatch spawned)
            implements SpawnThreads.Start {
        @Override
        public boolean prepare() {
            return log.starting(state, run, "/r.sh");
        }

        @Override
        public void spawn() {
            log.ended(run);
            spawned.countDown();
        }
    }

    private record Hanging(CountDownLatch until) implements RecordFile.Disk {
        @Override
        public int write(FileChannel channel, ByteBuffer bytes) throws IOException {
            try {
                until.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return channel.write(bytes);
        }
    }
}
