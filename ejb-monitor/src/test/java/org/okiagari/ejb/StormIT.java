package org.okiagari.ejb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.okiagari.api.EventRow;
import org.okiagari.api.PentRow;
import org.okiagari.check.Alone;

/** A thousand daemons of two pchecks, of which two hundred die at once: each of these is told and started once, no other is. */
@Alone(why = "a thousand daemons leave a neighbour no processor")
class StormIT {
    private static final int EACH = 500;
    private static final int DYING = 100;

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
    void everyDeathIsToldAndAnsweredOnce() throws Exception {
        Path runs = directory.resolve("runs");
        Path restart = saver.script("restart", "echo $1 >>" + runs, "setsid -f $1 1000000 </dev/null >/dev/null 2>&1");
        startPcheck("pfile_a", restart);
        startPcheck("pfile_b", restart);
        Foreign.await().until(() -> all().stream().allMatch(row -> row.procSts().equals("AVAIL")));
        Map<String, Long> before = all().stream().collect(Collectors.toMap(PentRow::pname, PentRow::pid));
        long lastSeq = saver.events().stream().mapToLong(EventRow::seq).max().orElseThrow();

        List<PentRow> dying =
                all().stream().filter(row -> row.pentId() % (EACH / DYING) == 0).toList();
        foreign.signal("KILL", dying.stream().mapToLong(PentRow::pid).toArray());

        Foreign.await()
                .atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(awaited(dying)).isEmpty());
        saver.tick("pfile_a");
        saver.tick("pfile_b");
        Map<String, List<String>> told = new HashMap<>();
        for (EventRow event : saver.events()) {
            if (event.seq() > lastSeq && !event.pent().isEmpty()) {
                told.computeIfAbsent(event.pent(), none -> new ArrayList<>()).add(event.event());
            }
        }
        assertThat(told.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        dying.stream().map(PentRow::pname).toList());
        assertThat(told.values())
                .allSatisfy(story -> assertThat(story).containsExactly("pent.down", "pent.restart", "pent.up"));
        assertThat(Files.readAllLines(runs))
                .containsExactlyInAnyOrderElementsOf(
                        dying.stream().map(PentRow::pname).toList());
        assertThat(all().stream().filter(row -> Objects.equals(row.pid(), before.get(row.pname()))))
                .hasSize(2 * (EACH - DYING));
        assertThat(all()).allMatch(row -> row.watchedBy().equals("event"));
        assertThat(saver.agent().getEventDrops()).isZero();
    }

    /** Returns those that are not up with a new process. */
    private List<PentRow> awaited(List<PentRow> dead) {
        Map<String, Long> old = dead.stream().collect(Collectors.toMap(PentRow::pname, PentRow::pid));
        return all().stream()
                .filter(row -> old.containsKey(row.pname()))
                .filter(row -> !row.procSts().equals("AVAIL") || Objects.equals(row.pid(), old.get(row.pname())))
                .toList();
    }

    private List<PentRow> all() {
        return Arrays.asList(saver.agent().getAllPents());
    }

    private void startPcheck(String pcheck, Path restart) throws Exception {
        List<String> pents = new ArrayList<>();
        List<String> programs = new ArrayList<>();
        for (int i = 1; i <= EACH; i++) {
            Path program = foreign.sleeper(pcheck + "-" + i);
            programs.add(program.toString());
            pents.add(program + " : " + restart + " " + program + " : 600 : 9 : continue");
        }
        foreign.startAll(programs);
        saver.start(pcheck, "MONITOR_INTERVAL 10", pents.toArray(String[]::new));
    }
}
