package org.okiagari.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.okiagari.api.health.LastKnown;
import org.okiagari.api.health.Segment;
import org.okiagari.api.health.ServerProcess;
import org.okiagari.pcheck.PcheckSnapshot;
import org.okiagari.pcheck.PentSnapshot;
import org.okiagari.pcheck.ShowText;
import org.okiagari.pcheck.Snapshots;
import org.okiagari.saver.Now;
import org.okiagari.saver.PentState;
import org.okiagari.saver.ProcSts;

/** What a segment holds, and what it costs. */
class HealthFileTest {
    private static final Now NOW = new Now(5_000_000_000L, Instant.parse("2007-01-18T04:34:43Z"));
    private static final Now LATER = new Now(6_000_000_000L, Instant.parse("2007-01-18T04:34:44Z"));

    @TempDir
    Path run;

    private Path file;
    private HealthFile health;

    @BeforeEach
    void open() throws Exception {
        file = LastKnown.file(run, "0x1f000501");
        health = new HealthFile(file, ServerProcess.self(), LastKnown.bootId());
    }

    private static PentSnapshot pent(int id, int pid) {
        return Snapshots.pent(
                id, "/usr/sbin/crond" + id, Snapshots.state(ProcSts.AVAIL, true, pid, 0, 0, Optional.empty()));
    }

    private static PcheckSnapshot pcheck(List<PentSnapshot> pents) {
        return Snapshots.pcheck("pfile_crond", 0x1f000501L, pents);
    }

    private Segment read() throws Exception {
        return Segment.read(file).orElseThrow();
    }

    @Test
    void tellsWhatPadminPrints() throws Exception {
        PcheckSnapshot snapshot = Snapshots.pcheck(pent(1, 8033), Snapshots.pent(2, "\u8d77\u304d", PentState.fresh()));

        health.show(snapshot, NOW);

        LastKnown known = LastKnown.of(file).orElseThrow();
        assertThat(known.health().head().list()).isEqualTo(ShowText.list(List.of(snapshot)));
        assertThat(known.health().head().param()).isEqualTo(ShowText.param(snapshot));
        assertThat(known.health().head().pfile()).isEqualTo(snapshot.pfile());
        assertThat(String.join("\n", known.health().pents())).isEqualTo(ShowText.pent(snapshot));
        assertThat(known.life()).isEqualTo(ServerProcess.Life.ALIVE);
        assertThat(known.writer().pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void beatsWhileNothingChangesAndWritesWhenSomethingDoes() throws Exception {
        health.show(pcheck(List.of(pent(1, 8033))), NOW);
        health.show(pcheck(List.of(pent(1, 8033))), LATER);

        assertThat(read().gen()).isEqualTo(1);
        assertThat(read().heartbeatMillis()).isEqualTo(6_000);

        health.show(pcheck(List.of(pent(1, 8107))), LATER);
        assertThat(read().gen()).isEqualTo(2);
        assertThat(LastKnown.of(file).orElseThrow().health().pents().get(0)).contains("= 8107\n");
    }

    @Test
    void growsShrinksAndComesBackWhereItWasDeleted() throws Exception {
        List<PentSnapshot> many = new ArrayList<>();
        for (int id = 1; id <= 500; id++) {
            many.add(pent(id, 8000 + id));
        }

        health.show(pcheck(many.subList(0, 1)), NOW);
        health.show(pcheck(many), NOW);
        assertThat(LastKnown.of(file).orElseThrow().health().pents()).hasSize(500);

        health.show(pcheck(many.subList(0, 3)), NOW);
        assertThat(LastKnown.of(file).orElseThrow().health().pents()).hasSize(3);

        Files.delete(file);
        health.show(pcheck(many.subList(0, 3)), NOW);
        assertThat(LastKnown.of(file).orElseThrow().health().pents()).hasSize(3);

        health.remove();
        assertThat(run).isEmptyDirectory();
    }

    @Test
    void garbageIsNoSegment() throws Exception {
        health.show(pcheck(List.of(pent(1, 8033))), NOW);
        byte[] good = Files.readAllBytes(file);

        for (int length : new int[] {0, 1, 63, 64, 80, good.length / 2}) {
            Files.write(file, java.util.Arrays.copyOf(good, length));
            assertThat(LastKnown.of(file)).as("cut to %d", length).isEmpty();
        }
        for (int at = 64 + good.length / 2; at < 64 + good.length / 2 + 200; at++) {
            byte[] bad = good.clone();
            bad[at] ^= 1;
            Files.write(file, bad);
            assertThat(LastKnown.of(file)).as("another byte at %d", at).isEmpty();
        }
    }

    /** Measured: 1.5 ms for one change among 10,000, 20 ms for 10,000; the bounds leave room for a busy machine. */
    @Test
    void costsLittleForTenThousandPents() {
        List<PentSnapshot> pents = new ArrayList<>();
        for (int id = 1; id <= 10_000; id++) {
            pents.add(pent(id, 8000 + id));
        }
        long unchanged = Long.MAX_VALUE;
        long one = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            pents.set(5_000, pent(5_001, 100_000 + round));
            PcheckSnapshot changed = pcheck(pents);
            one = Math.min(one, cpuNanos(() -> health.show(changed, NOW)));
            unchanged = Math.min(unchanged, cpuNanos(() -> health.show(changed, LATER)));
        }
        System.out.println("health segment, 10,000 PENTs: one change " + one / 1000 + " us, none " + unchanged / 1000
                + " us of CPU");

        assertThat(one).isLessThan(50_000_000);
        assertThat(unchanged).isLessThan(one);
    }

    private static long cpuNanos(Runnable work) {
        long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        work.run();
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin;
    }
}
