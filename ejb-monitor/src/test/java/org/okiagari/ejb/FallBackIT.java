package org.okiagari.ejb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.okiagari.api.PentRow;
import org.okiagari.check.Needs;

/** Where the kernel has no pidfd for us, or none left, monitoring goes on by polling, and says so. */
class FallBackIT {
    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private Foreign foreign;

    @SuppressWarnings("NullAway.Init")
    private Saver saver;

    @BeforeEach
    void start() {
        foreign = Foreign.below(directory);
    }

    @AfterEach
    void end() throws Exception {
        if (saver != null) {
            saver.close();
        }
        foreign.close();
    }

    @Test
    void threeHundredPentsAreWatchedWithTwoHundredDescriptors() throws Exception {
        Needs.need(Files.isExecutable(Path.of("/usr/bin/prlimit")), "/usr/bin/prlimit");
        saver = Saver.inItsOwnJvm(List.of(), directory);
        long jvm = saver.agent().getPid();
        long limit = descriptors(jvm) + 200;
        foreign.run("prlimit", "--pid", Long.toString(jvm), "--nofile=" + limit + ":" + limit);

        startPcheck(300);

        Foreign.await()
                .until(() -> rows().stream().allMatch(row -> row.procSts().equals("AVAIL")));
        assertThat(saver.agent().getFellBackToPoll()).isPositive();
        assertThat(saver.agent().getWatchedByEvent()).isPositive();
        assertThat(descriptors(jvm)).isLessThan(limit);
        List<PentRow> dying = new ArrayList<>();
        for (String how : List.of("event", "poll")) {
            dying.addAll(rows().stream()
                    .filter(row -> row.watchedBy().equals(how))
                    .limit(20)
                    .toList());
        }
        assertThat(dying).hasSize(40);
        assertAllAreSaved(dying);
    }

    @Test
    void withoutPidfdPollingSavesAllTheSame() throws Exception {
        Needs.need(Files.isExecutable(Path.of("/usr/bin/strace")), "/usr/bin/strace (Debian package strace)");
        saver = Saver.inItsOwnJvm(
                List.of(
                        "strace",
                        "-f",
                        "-qq",
                        "-o",
                        "/dev/null",
                        "--seccomp-bpf",
                        "-e",
                        "inject=pidfd_open:error=ENOSYS"),
                directory);

        startPcheck(10);

        Foreign.await()
                .until(() -> rows().stream().allMatch(row -> row.procSts().equals("AVAIL")));
        assertThat(rows()).allMatch(row -> row.watchedBy().equals("poll"));
        assertThat(saver.agent().getFellBackToPoll()).isEqualTo(10);
        assertAllAreSaved(rows().subList(0, 3));
    }

    private void assertAllAreSaved(List<PentRow> dying) {
        foreign.signal("KILL", dying.stream().mapToLong(PentRow::pid).toArray());

        Foreign.await().until(() -> dying.stream().allMatch(row -> saver.isUpAgain(row.pname(), row.pid())));
        List<String> down = saver.events().stream()
                .filter(event -> event.event().equals("pent.down"))
                .map(event -> event.pent())
                .toList();
        assertThat(down)
                .containsExactlyInAnyOrderElementsOf(
                        dying.stream().map(PentRow::pname).toList());
    }

    private List<PentRow> rows() {
        return Arrays.asList(saver.agent().getAllPents());
    }

    private static long descriptors(long pid) throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return all.count();
        }
    }

    private void startPcheck(int count) throws IOException {
        List<String> programs = new ArrayList<>();
        List<String> pents = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            Path program = foreign.sleeper("scarce-" + i);
            programs.add(program.toString());
            pents.add(saver.pent(program));
        }
        foreign.startAll(programs);
        saver.start("pfile_scarce", "MONITOR_INTERVAL 1", pents.toArray(String[]::new));
    }
}
