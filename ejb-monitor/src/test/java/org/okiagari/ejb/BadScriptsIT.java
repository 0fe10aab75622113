package org.okiagari.ejb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restart scripts that do what no script should do, in the list of faults; a good daemon beside them is saved meanwhile. */
class BadScriptsIT {
    private static final String PCHECK = "pfile_bad";
    private static final String QUICK = "MONITOR_INTERVAL 1;SETTLE 0;";
    private static final long MIB = 1 << 20;
    private static final int CHILDREN = 500;

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private Bench bench;

    @SuppressWarnings("NullAway.Init")
    private Path good;

    @SuppressWarnings("NullAway.Init")
    private Path bad;

    @BeforeEach
    void start() throws IOException {
        bench = Bench.start(directory);
        good = bench.foreign.sleeper("good-d");
        bad = bench.foreign.sleeper("bad-d");
    }

    @AfterEach
    void end() throws Exception {
        if (bench != null) {
            bench.close();
        }
    }

    private void startPcheck(String param, int retry, String... work) {
        Path script = bench.script("restart_bad", work);
        bench.saver.start(PCHECK, QUICK + param, bench.good(good), Bench.pent(bad, script, retry));
        bench.awaitState(good, "AVAIL");
    }

    @Test
    @DisplayName("R-17: a script that hangs and ignores TERM is killed 10 s after its time-out, with its session")
    void aScriptThatHangsAndIgnoresTermIsKilled() throws Exception {
        Path hangs = bench.foreign.sleeper("hung-script");
        startPcheck("SCRIPT_TIMEOUT 1", 1, "trap '' TERM", hangs + " 1000 &", hangs + " 1000", "wait");
        Bench.within(1).until(() -> bench.foreign.pidsOf(hangs).size() == 2);

        Duration away = bench.isSaved(good);

        Bench.within(3)
                .atMost(Duration.ofSeconds(60))
                .until(() -> bench.foreign.pidsOf(hangs).isEmpty());
        bench.awaitState(bad, "RETRY_OVER");
        assertThat(bench.kinds(bad)).containsExactly("setpidfail", "restart", "scriptfailed", "retryover");
        assertThat(bench.between(bad, "pent.restart", "pent.scriptfailed"))
                .isBetween(Duration.ofSeconds(11), Duration.ofSeconds(40));
        assertThat(away).as("of the other one, while the script hung").isLessThan(Duration.ofSeconds(10));
        assertThat(bench.scripts.starts()).isEqualTo(2);
        bench.areKilled(bad);
    }

    @Test
    @DisplayName("R-19, R-20: a daemon of two forks is spared, and may hold the script's output open for ever")
    void aDaemonIsSparedAndMayHoldTheOutputOpen() throws Exception {
        startPcheck("SCRIPT_TIMEOUT 1", 9, "setsid -f setsid -f " + bad + " 1000000");
        bench.awaitState(bad, "AVAIL");
        long threads = bench.threads();
        long pid = bench.saver.row(bad).pid();
        assertThat(bench.saver.row(bad).lastRestartMillis()).isLessThan(10_000);

        long until = bench.saver.ticks(PCHECK) + 4;
        Bench.within(5).until(() -> bench.saver.ticks(PCHECK) > until);

        assertThat(bench.saver.row(bad).pid()).as("the time-out is over").isEqualTo(pid);
        assertThat(bench.kinds(bad)).containsExactly("setpidfail", "restart", "up");
        Path output = bench.saver.log().resolve(PCHECK + ".script.log");
        assertThat(Files.readSymbolicLink(Path.of("/proc/" + pid + "/fd/1"))).isEqualTo(output.toRealPath());
        bench.isSaved(bad);
        bench.isSaved(good);
        assertThat(Files.readSymbolicLink(
                        Path.of("/proc/" + bench.saver.row(bad).pid() + "/fd/1")))
                .as("the file is the same")
                .isEqualTo(output.toRealPath());
        // The thread that started a script ends a moment after it.
        Bench.within(1)
                .untilAsserted(() -> assertThat(bench.threads())
                        .as("no thread reads the output")
                        .isLessThanOrEqualTo(threads));
    }

    @Test
    @DisplayName("R-22: a script that forks hundreds of children holds nobody back, and all are ended")
    void aScriptThatForksManyChildrenHoldsNobodyBack() throws Exception {
        Path forked = bench.foreign.sleeper("forked");
        startPcheck(
                "SCRIPT_TIMEOUT 4",
                1,
                "i=0; while [ $i -lt " + CHILDREN + " ]; do " + forked + " 1000 & i=$((i + 1)); done",
                "wait");
        Bench.within(3).until(() -> bench.foreign.pidsOf(forked).size() > CHILDREN / 10);

        bench.isSaved(good);

        bench.awaitState(bad, "RETRY_OVER");
        assertThat(bench.foreign.pidsOf(forked)).isEmpty();
        assertThat(bench.kinds(bad)).containsExactly("setpidfail", "restart", "scriptfailed", "retryover");
        bench.isSaved(good);
        bench.areKilled(bad);
    }

    @Test
    @DisplayName("A script that prints 1 GB fills no disk, and holds nobody back")
    void aScriptThatPrintsAGibibyteFillsNoDisk() throws Exception {
        startPcheck("", 9, "head -c 1G /dev/zero", Bench.daemon(bad));
        Path output = bench.saver.log().resolve(PCHECK + ".script.log");
        Path old = output.resolveSibling(output.getFileName() + ".1");
        List<Long> sizes = new ArrayList<>();
        bench.foreign.signal("KILL", bench.saver.row(good).pid());

        Bench.within(9).until(() -> {
            sizes.add(size(output) + size(old));
            return bench.saver.isUp(bad);
        });

        long most = sizes.stream().mapToLong(size -> size).max().orElseThrow();
        System.out.println("BadScriptsIT: of 1 GiB printed the disk had at most " + most / MIB + " MiB");
        assertThat(most).as("of 1 GiB").isLessThan(512 * MIB);
        Bench.within(3).until(() -> size(output) <= 10 * MIB);
        assertThat(size(old)).isLessThanOrEqualTo(20 * MIB);
        Bench.within(1).until(() -> bench.saver.isUp(good));
        assertThat(bench.kinds(good)).containsExactly("up", "down", "restart", "up");
    }

    private static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    @Test
    @DisplayName("R-25: exit 0 without a process is a failure, and so is a process after exit 1")
    void theExitStatusAndTheProcessMustAgree() throws Exception {
        Path late = bench.foreign.sleeper("late-d");
        Path lies = bench.script("restart_lies", "true");
        Path complains = bench.script("restart_complains", Bench.daemon(late), "exit 1");
        bench.saver.start(PCHECK, QUICK, Bench.pent(bad, lies, 2), Bench.pent(late, complains, 2));

        bench.awaitState(bad, "RETRY_OVER");
        bench.awaitState(late, "RETRY_OVER");

        assertThat(bench.kinds(bad)).containsExactly("setpidfail", "restart", "down", "restart", "down", "retryover");
        assertThat(bench.kinds(late))
                .containsExactly("setpidfail", "restart", "scriptfailed", "restart", "scriptfailed", "retryover");
        assertThat(bench.foreign.pidsOf(late)).isNotEmpty();
        assertThat(Files.readString(bench.saver.log().resolve("okiagari.log")))
                .contains("Restart script failed (" + late + ") status=1 [" + complains + "]");
        bench.areKilled(late);
    }
}
