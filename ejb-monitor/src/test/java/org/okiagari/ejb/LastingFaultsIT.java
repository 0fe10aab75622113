package org.okiagari.ejb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reload and an orderly end while something is wrong. */
class LastingFaultsIT {
    private static final String PCHECK = "pfile_lasting";
    private static final String PARAM = "MONITOR_INTERVAL 1;SETTLE 0";
    private static final int CHECKS = 5;

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private Bench bench;

    @BeforeEach
    void start() throws IOException {
        bench = Bench.start(directory);
    }

    @AfterEach
    void end() throws Exception {
        if (bench != null) {
            bench.close();
        }
    }

    @Test
    @DisplayName("R-40: a reload during a lasting fault repeats what a reload does, and nothing else")
    void aReloadDuringALastingFaultRepeatsOnlyWhatAReloadDoes() throws Exception {
        Path good = bench.foreign.sleeper("good-d");
        Path gone = bench.foreign.sleeper("gone-d");
        Path hopeless = bench.foreign.sleeper("hopeless-d");
        bench.saver.start(
                PCHECK,
                PARAM,
                bench.good(good),
                gone + " : - : 600 : 1 : continue",
                Bench.pent(hopeless, bench.script("restart_hopeless", "exit 1"), 1));
        awaitFault(gone, hopeless);

        bench.saver.pcheck(PCHECK).reload();

        Bench.within(2).until(() -> bench.kinds(hopeless).size() == 8);
        awaitFault(gone, hopeless);
        bench.passChecks(PCHECK, CHECKS);
        assertThat(bench.kinds(good)).containsExactly("up", "up");
        assertThat(bench.kinds(gone)).containsExactly("setpidfail", "setpidfail");
        assertThat(bench.kinds(hopeless))
                .containsExactly(
                        "setpidfail",
                        "restart",
                        "scriptfailed",
                        "retryover",
                        "setpidfail",
                        "restart",
                        "scriptfailed",
                        "retryover");
        bench.areKilled(hopeless);
    }

    private void awaitFault(Path gone, Path hopeless) {
        bench.awaitState(gone, "DOWN");
        bench.awaitState(hopeless, "RETRY_OVER");
    }

    @Test
    @DisplayName("R-42: an orderly end lets a script end in peace, and the next server awaits it")
    void anOrderlyEndLetsAScriptEndInPeace() throws Exception {
        Path gate = directory.resolve("gate");
        Path program = bench.foreign.sleeper("slow-d");
        Path script =
                bench.script("restart_slow", "while [ ! -e " + gate + " ]; do sleep 0.05; done", Bench.daemon(program));
        bench.saver.start(PCHECK, PARAM, Bench.pent(program, script, 9));
        Bench.within(2).until(() -> bench.scripts.starts() == 1);
        long pid = Long.parseLong(bench.scripts.all().get(0)[2]);

        long begin = System.nanoTime();
        bench = bench.restarted();

        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .as("the end, and the next start")
                .isLessThan(Duration.ofSeconds(30));
        assertThat(Bench.state(pid))
                .as("it lives, and makes a sleep(1) now and then")
                .isIn("S", "R", "D");
        bench.awaitState(program, "RESTART");
        bench.passChecks(PCHECK, CHECKS);
        assertThat(bench.saver.row(program).restartCount()).isEqualTo(1);
        Files.createFile(gate);
        bench.awaitState(program, "AVAIL");
        assertThat(bench.scripts.starts()).isEqualTo(1);
        assertThat(bench.scripts.all().get(1)[0]).isEqualTo("end");
    }
}
