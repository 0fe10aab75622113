package org.okiagari.ejb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** While every PENT is up, and has been for a while, nobody looks at the process table; deaths are seen all the same. */
class NoScanIT {
    private static final int EACH = 25;
    private static final Duration YOUNG = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private Foreign foreign;

    @SuppressWarnings("NullAway.Init")
    private Saver saver;

    @BeforeEach
    void start() {
        foreign = Foreign.below(directory);
        saver = Saver.here(directory);
    }

    @AfterEach
    void end() throws Exception {
        saver.close();
        foreign.close();
    }

    @Test
    void whileAllAreUpNobodyLooksAndADeathIsSeenAllTheSame() {
        List<Path> told = startPcheck("pfile_told", "");
        List<Path> polled = startPcheck("pfile_polled", ";DETECT poll");

        awaitNoYoungProcess();
        long scans = saver.agent().getScanCount();
        long ticks = ticks();
        Foreign.await().until(() -> ticks() > ticks + 8);
        long more = saver.agent().getScanCount() - scans;
        if (Files.exists(Path.of("/proc/thread-self/children"))) {
            assertThat(more).as("looks while all are up").isZero();
        } else {
            // The kernel does not tell descendants, so each tick looks for them, but at what changed alone (ADR 0061,
            // 0066).
            assertThat(more).as("looks in %d ticks", ticks() - ticks).isLessThanOrEqualTo(ticks() - ticks + 1);
        }
        assertThat(saver.agent().getFailCount()).isZero();

        for (Path dying : List.of(told.get(7), polled.get(7))) {
            long pid = saver.row(dying).pid();
            foreign.signal("KILL", pid);
            Foreign.await().until(() -> saver.isUpAgain(dying, pid));
            assertThat(saver.story(dying))
                    .containsExactly(
                            "up " + pid,
                            "down " + pid,
                            "restart " + pid,
                            "up " + saver.row(dying).pid());
        }
        assertThat(saver.events().stream().filter(event -> event.event().equals("pent.down")))
                .hasSize(2);
    }

    private static void awaitNoYoungProcess() {
        long began = System.nanoTime();
        Foreign.await()
                .atMost(YOUNG.plusSeconds(10))
                .until(() -> System.nanoTime() - began > YOUNG.plusSeconds(2).toNanos());
    }

    private long ticks() {
        return saver.ticks("pfile_told") + saver.ticks("pfile_polled");
    }

    private List<Path> startPcheck(String pcheck, String param) {
        Path restart = saver.script("restart", "exec setsid -f $1 1000000 </dev/null >/dev/null 2>&1");
        List<Path> programs = new ArrayList<>();
        List<String> pents = new ArrayList<>();
        for (int i = 1; i <= EACH; i++) {
            Path program = foreign.sleeper(pcheck + "-" + i);
            foreign.start(program, "1000000");
            programs.add(program);
            pents.add(program + " : " + restart + " " + program + " : 600 : 9 : continue");
        }
        saver.start(pcheck, "MONITOR_INTERVAL 1" + param, pents.toArray(String[]::new));
        Foreign.await().until(() -> programs.stream().allMatch(saver::isUp));
        return programs;
    }
}
