package org.okiagari.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.okiagari.saver.ProcessId;

class DescendantsTest {
    private static final long MYPID = 50;
    private static final ProcessId MASTER = new ProcessId(60, 600);

    private final FakeProc proc = new FakeProc();
    private final Descendants descendants = new Descendants(proc, () -> 0, MYPID);

    DescendantsTest() {
        proc.child(MYPID, 1, 500).children(MYPID, Map.of(MYPID, ""));
        proc.child(60, 1, 600).children(60, Map.of(60L, ""));
    }

    private Set<Long> pids() {
        return descendants.of(MASTER).orElseThrow().stream().map(ProcessId::pid).collect(Collectors.toSet());
    }

    private FakeProc child(long pid, long ppid) {
        return proc.child(pid, ppid, pid * 10).children(pid, Map.of(pid, ""));
    }

    @Test
    void tellsNothingWhereTheKernelDoesNot() {
        Descendants none = new Descendants(new FakeProc().child(60, 1, 600), () -> 0, MYPID);

        assertThat(none.of(MASTER)).isEmpty();
    }

    @Test
    void asksLittleOfAProcessWithoutChildren() {
        for (int i = 0; i < 9; i++) {
            assertThat(pids()).isEmpty();
        }
        proc.reads();

        for (int i = 0; i < 8; i++) {
            pids();
        }

        assertThat(proc.reads())
                .as("its children each time, and once who it is")
                .isEqualTo(9);
    }

    @Test
    void seesChildrenAndTheirs() {
        proc.children(60, Map.of(60L, "61 62 "));
        child(61, 60).children(61, Map.of(61L, "63 "));
        child(62, 60);
        child(63, 61);

        assertThat(descendants.of(MASTER).orElseThrow())
                .containsExactlyInAnyOrder(new ProcessId(61, 610), new ProcessId(62, 620), new ProcessId(63, 630));
    }

    @Test
    void aSteadyFamilyCostsOneReadForEachThatHasChildren() {
        proc.children(60, Map.of(60L, "61 62 64 65 66 67 "));
        LongStream.of(61, 62, 64, 65, 66, 67).forEach(pid -> child(pid, 60));
        proc.children(61, Map.of(61L, "63 "));
        child(63, 61);
        pids();
        proc.reads();

        pids();

        assertThat(proc.reads()).as("60 and 61, and some without in turn").isBetween(2, 4);
    }

    @Test
    void seesWhoComesToWhomeverWithinFourCalls() {
        proc.children(60, Map.of(60L, "61 "));
        child(61, 60);
        pids();
        proc.children(61, Map.of(61L, "62 "));
        child(62, 61);

        for (int i = 0; i < 3; i++) {
            pids();
        }

        assertThat(pids()).containsExactlyInAnyOrder(61L, 62L);
    }

    @Test
    void forgetsWhoIsGone() {
        proc.children(60, Map.of(60L, "61 62 "));
        child(61, 60);
        child(62, 60);
        assertThat(pids()).hasSize(2);

        proc.children(60, Map.of(60L, "62 "));

        assertThat(pids()).containsExactly(62L);
    }

    @Test
    void aZombieIsNobody() {
        proc.children(60, Map.of(60L, "61 "));
        child(61, 60).dies(61);

        assertThat(pids()).isEmpty();
    }

    @Test
    void whoIsSomebodyElsesChildIsNot() {
        proc.children(60, Map.of(60L, "61 "));
        child(61, 7);

        assertThat(pids()).isEmpty();
    }

    @Test
    void seesTheChildrenOfAllThreadsInTurn() {
        Map<Long, String> threads = new TreeMap<>();
        for (long tid = 60; tid < 100; tid++) {
            threads.put(tid, "");
        }
        threads.put(77L, "201 ");
        threads.put(99L, "202 ");
        proc.children(60, threads);
        child(201, 60);
        child(202, 60);
        pids();
        proc.reads();
        pids();
        assertThat(proc.reads()).as("of 40 threads").isLessThan(12);

        for (int i = 0; i < 5; i++) {
            pids();
        }

        assertThat(pids()).containsExactlyInAnyOrder(201L, 202L);
    }

    @Test
    void aLaterProcessWithThePidIsSomebodyElse() {
        proc.children(60, Map.of(60L, "61 "));
        child(61, 60);

        assertThat(descendants.of(new ProcessId(60, 599))).contains(Set.of());
    }

    @Test
    void aChildWhosePidIsUsedAgainIsKnownAfterAWhile() {
        proc.children(60, Map.of(60L, "61 "));
        child(61, 60);
        assertThat(descendants.of(MASTER).orElseThrow()).containsExactly(new ProcessId(61, 610));
        proc.child(61, 60, 999);

        for (int i = 0; i < 8; i++) {
            pids();
        }

        assertThat(descendants.of(MASTER).orElseThrow()).containsExactly(new ProcessId(61, 999));
    }

    @Test
    void aHugeFamilyIsLearntInPieces() {
        String all = LongStream.range(1000, 2000).mapToObj(pid -> pid + " ").collect(Collectors.joining());
        proc.children(60, Map.of(60L, all));
        LongStream.range(1000, 2000).forEach(pid -> child(pid, 60));

        assertThat(pids()).hasSize(256);
        pids();
        pids();

        for (int i = 0; i < 20; i++) {
            assertThat(pids()).hasSize(1000);
        }
    }
}
