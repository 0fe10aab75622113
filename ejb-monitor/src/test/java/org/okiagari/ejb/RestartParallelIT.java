package org.okiagari.ejb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.okiagari.api.EventRow;
import org.okiagari.api.PentRow;
import org.okiagari.check.ScriptNotes;

/** RESTART_PARALLEL 2: young scripts wait for each other in the order of the deaths, and a hung one holds nobody back. */
class RestartParallelIT {
    private static final int BOUND = 2;
    /** A script is young for a second after it was started, which is a moment before that is told. */
    private static final Duration SURELY_YOUNG = Duration.ofMillis(600);

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private Foreign foreign;

    @SuppressWarnings("NullAway.Init")
    private Saver saver;

    @BeforeEach
    void start() {
        foreign = Foreign.below(directory);
        saver = Saver.here(directory, "RESTART_PARALLEL = " + BOUND);
    }

    @AfterEach
    void end() throws Exception {
        saver.close();
        foreign.close();
    }

    @Test
    void sixDeathsAreServedTwoAtATimeInTheirOrder() throws Exception {
        ScriptNotes notes = new ScriptNotes(directory.resolve("order"));
        Path restart = saver.script(
                "restart",
                notes.line("start"),
                "sleep 0.4",
                notes.line("end"),
                "setsid -f $1 1000000 </dev/null >/dev/null 2>&1");
        List<Path> programs = new ArrayList<>();
        List<Long> pids = new ArrayList<>();
        List<String> pents = new ArrayList<>();
        for (int i = 1; i <= 6; i++) {
            Path program = foreign.sleeper("queued-" + i);
            programs.add(program);
            pids.add(foreign.start(program, "1000000"));
            pents.add(program + " : " + restart + " " + program + " : 600 : 9 : continue");
        }
        saver.start("pfile_queue", "MONITOR_INTERVAL 3600", pents.toArray(String[]::new));
        Foreign.await().until(() -> programs.stream().allMatch(saver::isUp));

        for (int i = 5; i >= 0; i--) {
            foreign.signal("KILL", pids.get(i));
            int dead = i;
            Foreign.await().until(() -> isToldDead(programs.get(dead), pids.get(dead)));
        }

        Foreign.await().until(() -> programs.stream().allMatch(saver::isUp));
        List<String> deaths = pentsOf("pent.down");
        assertThat(deaths).hasSize(6).isEqualTo(pentsOf("pent.restart"));
        assertThat(deaths.get(0)).isEqualTo(programs.get(5).toString());
        assertThat(notes.starts()).isEqualTo(6);
        assertThat(notes.mostAtOnce(Bench.begun(saver.events()), SURELY_YOUNG))
                .as("young scripts at once")
                .isBetween(1, BOUND);
    }

    /** Who looks late may find it up again already. */
    private boolean isToldDead(Path program, long pid) {
        PentRow row = saver.row(program);
        return !row.procSts().equals("AVAIL") || row.pid() != pid;
    }

    private List<String> pentsOf(String kind) {
        return saver.events().stream()
                .filter(event -> event.event().equals(kind))
                .map(EventRow::pent)
                .toList();
    }

    @Test
    void scriptsThatHangHoldNobodyBack() {
        Path hangs = saver.script("hangs", "exec " + foreign.sleeper("hung-script") + " 300");
        Path restart = saver.script("restart", "setsid -f $1 1000000 </dev/null >/dev/null 2>&1");
        List<Path> hung = List.of(foreign.sleeper("hung-1"), foreign.sleeper("hung-2"), foreign.sleeper("hung-3"));
        long[] pids = hung.stream()
                .mapToLong(program -> foreign.start(program, "1000000"))
                .toArray();
        Path other = foreign.sleeper("quick-d");
        long quick = foreign.start(other, "1000000");
        saver.start(
                "pfile_hung",
                "MONITOR_INTERVAL 3600",
                hung.stream()
                        .map(p -> p + " : " + hangs + " : 600 : 9 : continue")
                        .toArray(String[]::new));
        saver.start(
                "pfile_quick",
                "MONITOR_INTERVAL 3600",
                other + " : " + restart + " " + other + " : 600 : 9 : continue");
        Foreign.await().until(() -> saver.isUp(other) && hung.stream().allMatch(saver::isUp));

        foreign.signal("KILL", pids);
        Foreign.await()
                .until(() -> foreign.pidsOf(directory.resolve("programs/hung-script"))
                                .size()
                        == hung.size());
        foreign.signal("KILL", quick);

        Foreign.await().until(() -> saver.isUpAgain(other, quick));
        assertThat(saver.row(hung.get(2)).procSts()).isEqualTo("RESTART");
        Duration waited = Duration.between(
                OffsetDateTime.parse(saver.lastEvent(other, "pent.down").time()),
                OffsetDateTime.parse(saver.lastEvent(other, "pent.restart").time()));
        assertThat(waited).as("two scripts are young for a second at most").isLessThan(Duration.ofSeconds(10));
    }
}
