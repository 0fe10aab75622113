package org.okiagari.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.okiagari.pcheck.ProcessTable.Depth;
import org.okiagari.saver.ProcessIndex;
import org.okiagari.saver.Seen;

/** Random walks: what a look tells is what there is, but for what ADR 0065 says that a look at CHANGES can not see. */
class ProcessScanSimulationTest {
    private static final long MYPID = 2;
    private static final int PIDS = 40;
    private static final List<String> LAUNCHERS = List.of("/usr/bin/dash", "/usr/bin/sudo", "/usr/bin/python3");
    private static final List<String> OTHERS = List.of("/usr/sbin/crond", "/opt/a", "/opt/b");

    private final FakeProc proc = new FakeProc();
    private final AtomicLong now = new AtomicLong(1_000_000_000_000L);
    private final Map<Long, Truth> truth = new HashMap<>();
    private final Set<Long> held = new HashSet<>();

    /**
     * A process as it is.
     *
     * @param told the program that the last look which read it has seen; none before the first
     * @param wasYoung when it was read last
     */
    private record Truth(long start, String exe, boolean isDead, String told, boolean wasYoung) {
        boolean isHidden(boolean isHeld) {
            return !told.isEmpty() && (isHeld || !wasYoung && !LAUNCHERS.contains(told));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void tellsWhatThereIs(long seed) throws CannotLook {
        Random random = new Random(seed);
        proc.process(1, 1, "/sbin/init", "init").process(MYPID, 40, "/usr/bin/java", "java");
        try (CommandLines lines = new CommandLines(() -> proc, now::get)) {
            ProcessScan scan = new ProcessScan(proc, lines, now::get, held::contains, MYPID, true);
            for (int step = 0; step < 400; step++) {
                for (int i = random.nextInt(6); i > 0; i--) {
                    happens(random, 3 + random.nextInt(PIDS));
                }
                now.addAndGet(random.nextInt(20) * 1_000_000_000L);
                proc.uptime("%d.%02d".formatted(now.get() / 1_000_000_000L, now.get() / 10_000_000 % 100));
                Depth depth = random.nextInt(4) == 0 ? Depth.ALL : Depth.CHANGES;
                check(scan.look(depth), depth, "seed " + seed + " step " + step + " " + depth);
            }
        }
    }

    private void happens(Random random, long pid) {
        Truth there = truth.get(pid);
        String exe = random.nextBoolean()
                ? LAUNCHERS.get(random.nextInt(LAUNCHERS.size()))
                : OTHERS.get(random.nextInt(OTHERS.size()));
        if (random.nextInt(200) == 0) {
            proc.forgets();
        } else if (there == null || random.nextInt(4) == 0) {
            long start = now.get() / 10_000_000;
            proc.process(pid, start, exe, exe);
            truth.put(pid, new Truth(start, exe, false, "", true));
            held.remove(pid);
        } else if (random.nextInt(3) == 0) {
            proc.gone(pid);
            truth.remove(pid);
            held.remove(pid);
        } else if (!there.isDead && random.nextInt(4) == 0) {
            proc.dies(pid);
            truth.put(pid, new Truth(there.start, there.exe, true, there.told, there.wasYoung));
            held.remove(pid);
        } else if (!there.isDead && random.nextInt(3) == 0) {
            held.add(pid);
        } else if (!there.isDead) {
            proc.exec(pid, exe, exe);
            truth.put(pid, new Truth(there.start, exe, false, there.told, there.wasYoung));
        }
    }

    private void check(ProcessIndex index, Depth depth, String where) {
        for (Seen seen : index.processes()) {
            assertThat(truth.containsKey(seen.id().pid()) || seen.id().pid() <= MYPID)
                    .as("%s: %s is gone", where, seen)
                    .isTrue();
        }
        for (Map.Entry<Long, Truth> entry : truth.entrySet()) {
            long pid = entry.getKey();
            Truth there = entry.getValue();
            boolean mayBeOld = depth == Depth.CHANGES && there.isHidden(held.contains(pid));
            Seen seen = index.byPid(pid).orElse(null);
            String told = "";
            if (seen != null) {
                told = seen.exe();
                assertThat(seen.id().startTime()).as("%s: %s", where, seen).isEqualTo(there.start);
                assertThat(told).as("%s: %s", where, seen).isIn(mayBeOld ? there.told : there.exe, there.exe);
                assertThat(there.isDead && !mayBeOld)
                        .as("%s: %s is dead", where, seen)
                        .isFalse();
            } else {
                assertThat(there.isDead).as("%s: %s is not seen", where, there).isTrue();
            }
            boolean isYoung = now.get() - there.start * 10_000_000 < 30_000_000_000L;
            boolean wasRead = !mayBeOld || !told.equals(there.told);
            entry.setValue(new Truth(there.start, there.exe, there.isDead, told, wasRead ? isYoung : there.wasYoung));
        }
    }
}
