package org.okiagari.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.okiagari.pcheck.ProcessTable.Depth;
import org.okiagari.saver.ProcessIndex;
import org.okiagari.saver.Seen;

/** A look at the news misses nobody, wherever the kernel is in giving out pids (ADR 0092). */
class ProcessNewsTest {
    private static final long MYPID = 2;
    private static final long FIRST = 10;
    private static final int CROWD = 300;
    private static final long PID_MAX = 4000;

    private final FakeProc proc = new FakeProc();
    private final AtomicLong now = new AtomicLong(1_000_000_000_000L);
    private final Map<Long, String> alive = new HashMap<>();
    private final CommandLines lines = new CommandLines(() -> proc, now::get);
    private final ProcessScan scan = new ProcessScan(proc, lines, now::get, pid -> false, MYPID, true);
    private long last = FIRST + CROWD;
    private long forks = 100_000;

    @BeforeEach
    void begin() throws CannotLook {
        proc.process(1, 1, "/sbin/init", "init").process(MYPID, 40, "/usr/bin/java", "java");
        for (long pid = FIRST; pid < FIRST + CROWD; pid++) {
            proc.process(pid, 100, "/opt/crowd", "crowd");
            alive.put(pid, "/opt/crowd");
        }
        told();
        scan.look(Depth.ALL);
        now.addAndGet(60_000_000_000L);
        told();
        scan.look(Depth.ALL);
    }

    private void told() {
        proc.pids(last, forks, PID_MAX, alive.size() + 2);
        proc.uptime("%d.%02d".formatted(now.get() / 1_000_000_000L, now.get() / 10_000_000 % 100));
    }

    /** Pids are given out in order; threads and short-lived processes take some of them. */
    private long fork(int skipped) {
        for (int i = 0; i <= skipped; i++) {
            do {
                last = last + 1 < PID_MAX ? last + 1 : FIRST;
            } while (alive.containsKey(last));
            forks++;
        }
        String exe = "/opt/" + forks;
        proc.process(last, now.get() / 10_000_000, exe, exe);
        alive.put(last, exe);
        return last;
    }

    private ProcessIndex news() throws CannotLook {
        told();
        return scan.look(Depth.NEWS);
    }

    @Test
    void readsNobodyWhenThereIsNoNews() throws CannotLook {
        proc.reads();
        proc.links();
        ProcessIndex before = news();

        assertThat(news()).isSameAs(before);
        assertThat(proc.newsLists()).isEqualTo(2);
        assertThat(proc.reads() + proc.links()).isZero();
    }

    @Test
    void showsWhoCameAndStillWhoIsGone() throws CannotLook {
        long pid = fork(3);
        proc.gone(FIRST + 5);

        ProcessIndex news = news();

        assertThat(news.byPid(pid)).isPresent();
        assertThat(news.byPid(FIRST + 5)).isPresent();
        assertThat(scan.wasWhole()).isFalse();
        assertThat(scan.look(Depth.CHANGES).byPid(FIRST + 5)).isEmpty();
        assertThat(scan.wasWhole()).isTrue();
    }

    @Test
    void readsAgainWhoMayBecomeAnother() throws CannotLook {
        long pid = fork(0);
        news();
        proc.exec(pid, "/opt/b", "/opt/b");

        assertThat(news().byPid(pid)).map(Seen::exe).contains("/opt/b");

        proc.gone(pid).unreadable(pid);
        assertThat(news().byPid(pid)).isEmpty();
    }

    @Test
    void listsAllWhenPidsBeginAnew() throws CannotLook {
        last = PID_MAX - 2;
        forks += PID_MAX;
        news();
        fork(0);
        long low = fork(0);
        assertThat(low).isLessThan(1000);

        assertThat(news().byPid(low)).isPresent();
        assertThat(scan.wasWhole()).isTrue();
    }

    /** Seen by nothing but the number of forks: the last pid is above the one before. */
    @Test
    void listsAllWhenPidsMayHaveGoneOnceRound() throws CannotLook {
        news();
        long low = FIRST + CROWD + 1;
        proc.process(low, now.get() / 10_000_000, "/opt/low", "low");
        last += 20;
        forks += PID_MAX;

        assertThat(news().byPid(low)).isPresent();
        assertThat(scan.wasWhole()).isTrue();
    }

    @Test
    void listsAllWhereTheKernelDoesNotTell() throws CannotLook {
        proc.pids(last, forks, PID_MAX, 3);
        proc.exec(MYPID, "", "");
        proc.unreadable(0);
        ProcessIndex all =
                new ProcessScan(new Silent(proc), lines, now::get, pid -> false, MYPID, true).look(Depth.NEWS);

        assertThat(all.size()).isGreaterThanOrEqualTo(CROWD);
    }

    /** A /proc without anything but processes. */
    private record Silent(FakeProc proc) implements ProcReader {
        @Override
        public void list(Visitor visitor) throws CannotLook {
            proc.list(visitor);
        }

        @Override
        public int read(String entry, String name, byte[] into) {
            return entry.equals(".") || entry.startsWith("sys") ? GONE : proc.read(entry, name, into);
        }

        @Override
        public String link(String entry, String name, String expected) {
            return proc.link(entry, name, expected);
        }

        @Override
        public int threadCount(long pid) {
            return proc.threadCount(pid);
        }

        @Override
        public long[] threads(long pid) {
            return proc.threads(pid);
        }

        @Override
        public void close() {
            proc.close();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void missesNobody(long seed) throws CannotLook {
        Random random = new Random(seed);
        int partial = 0;
        for (int step = 0; step < 600; step++) {
            for (int i = random.nextInt(4); i > 0; i--) {
                fork(random.nextInt(random.nextInt(20) == 0 ? 3000 : 40));
            }
            alive.keySet().stream()
                    .skip(random.nextInt(alive.size()))
                    .findFirst()
                    .filter(pid -> random.nextBoolean())
                    .ifPresent(pid -> {
                        alive.remove(pid);
                        proc.gone(pid);
                    });
            now.addAndGet(random.nextInt(5_000) * 1_000_000L);
            Depth depth = Depth.values()[random.nextInt(10) == 0 ? random.nextInt(3) : 0];
            told();
            ProcessIndex index = scan.look(depth);
            partial += scan.wasWhole() ? 0 : 1;
            String where = "seed " + seed + " step " + step + " " + depth;
            alive.forEach((pid, exe) -> assertThat(index.byPid(pid).map(Seen::exe))
                    .as("%s: pid %s", where, pid)
                    .isEqualTo(Optional.of(exe)));
            assertThat(scan.wasWhole() ? index.size() : alive.size() + 2)
                    .as(where)
                    .isEqualTo(alive.size() + 2);
        }
        assertThat(partial).isBetween(200, 580);
    }
}
