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

/** Daemons that have been up for long: nobody looks at the process table, deaths are seen, reused pids are not mistaken. */
class SteadyIT {
    private static final int EACH = 25;
    /** Far above all others: pids that are set back and overtake the last seen one within a look, as no kernel's do, are missed. */
    private static final long STRANGERS = 10_000;

    private static final Duration YOUNG = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private PidNamespace namespace;

    @SuppressWarnings("NullAway.Init")
    private Foreign foreign;

    @SuppressWarnings("NullAway.Init")
    private Saver saver;

    @BeforeEach
    void start() throws Exception {
        namespace = PidNamespace.prompt();
        foreign = Foreign.below(directory, namespace);
        saver = Saver.inItsOwnJvm(namespace.inside(), directory);
    }

    @AfterEach
    void end() throws Exception {
        if (saver != null) {
            saver.close();
        }
        if (namespace != null) {
            namespace.close();
        }
    }

    @Test
    void whileAllAreUpNobodyLooksAndADeathIsSeenAllTheSame() {
        List<Path> told = startPcheck("pfile_told", "");
        List<Path> polled = startPcheck("pfile_polled", ";DETECT poll");
        Path stranger = foreign.sleeper("old-stranger");
        foreign.startWithPid(STRANGERS, stranger);

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
            assertStory(dying, "up " + pid, "down " + pid, "restart " + pid);
        }
        aReusedPidIsNotMistaken(told.get(8), stranger);
        aReusedPidIsNotMistaken(polled.get(8), stranger);
        aPidOfALongKnownStrangerIsNotMistaken(told.get(9), STRANGERS);
        assertThat(saver.events().stream().filter(event -> event.event().equals("pent.down")))
                .hasSize(5);
    }

    private void aReusedPidIsNotMistaken(Path dying, Path stranger) {
        long pid = saver.row(dying).pid();
        foreign.replace(pid, saver.agent().getPid(), stranger);
        Foreign.await().until(() -> saver.isUpAgain(dying, pid));
        assertStory(dying, "up " + pid, "down " + pid, "restart " + pid);
    }

    /** What looks remember of an old process is forgotten when its pid is somebody else's: here the daemon's itself. */
    private void aPidOfALongKnownStrangerIsNotMistaken(Path dying, long strangers) {
        long pid = saver.row(dying).pid();
        long monitor = saver.agent().getPid();
        foreign.signal("STOP", monitor);
        try {
            foreign.signal("KILL", pid, strangers);
            foreign.startWithPid(strangers, dying);
        } finally {
            foreign.signal("CONT", monitor);
        }
        Foreign.await().until(() -> saver.isUpAgain(dying, pid));
        assertThat(saver.story(dying))
                .as("gone, another match lives: no script")
                .containsExactly("up " + pid, "down " + pid, "up " + strangers);
    }

    private void assertStory(Path program, String... before) {
        List<String> story = new ArrayList<>(List.of(before));
        story.add("up " + saver.row(program).pid());
        assertThat(saver.story(program)).isEqualTo(story);
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
        List<Path> programs = new ArrayList<>();
        List<String> pents = new ArrayList<>();
        for (int i = 1; i <= EACH; i++) {
            Path program = foreign.sleeper(pcheck + "-" + i);
            foreign.start(program, "1000000");
            programs.add(program);
            pents.add(saver.pent(program));
        }
        saver.start(pcheck, "MONITOR_INTERVAL 1" + param, pents.toArray(String[]::new));
        Foreign.await().until(() -> programs.stream().allMatch(saver::isUp));
        return programs;
    }
}
