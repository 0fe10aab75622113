package org.okiagari.ejb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.okiagari.check.Needs;

/** Deaths of daemons that are not our children, where no tick comes to help: the interval is an hour. */
class DeathsByEventIT {
    private static final int SIGUSR1 = 10;
    /** Families are sampled every 10 s where checks are rare, which finds a death too. */
    private static final Duration SAMPLE = Duration.ofSeconds(9);

    private static final String HOURLY = "MONITOR_INTERVAL 3600";

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private Foreign foreign;

    @SuppressWarnings("NullAway.Init")
    private Saver saver;

    @SuppressWarnings("NullAway.Init")
    private Path restart;

    @BeforeEach
    void start() {
        foreign = Foreign.below(directory);
        saver = Saver.here(directory);
        restart = saver.script("restart", "setsid -f \"$@\" </dev/null >/dev/null 2>&1");
    }

    @AfterEach
    void end() throws Exception {
        saver.close();
        foreign.close();
    }

    private String pent(Path program, String arguments) {
        return program + " : " + restart + " " + program + " " + arguments + " : 600 : 9 : continue";
    }

    @Test
    void theKernelTellsAForeignDeathAndWherePolledOnlyTheTickSeesIt() {
        Path told = foreign.sleeper("told-d");
        Path polled = foreign.sleeper("polled-d");
        long first = foreign.start(told, "1000000");
        long second = foreign.start(polled, "1000000");
        saver.start("pfile_told", HOURLY, pent(told, "1000000"));
        long started = System.nanoTime();
        saver.start("pfile_polled", HOURLY + ";DETECT poll", pent(polled, "1000000"));
        Foreign.await().until(() -> saver.isUp(told) && saver.isUp(polled));
        assertThat(saver.row(told).watchedBy()).isEqualTo("event");
        assertThat(saver.row(polled).watchedBy()).isEqualTo("poll");

        foreign.signal("KILL", first, second);

        Foreign.await().atMost(Duration.ofSeconds(6)).until(() -> saver.isUpAgain(told, first));
        long third = saver.row(told).pid();
        assertThat(saver.story(told))
                .containsExactly("up " + first, "down " + first, "restart " + first, "up " + third);
        List<String> story = saver.story(polled);
        if (Duration.ofNanos(System.nanoTime() - started).compareTo(SAMPLE) < 0) {
            assertThat(story).containsExactly("up " + second);
        }
        assertThat(saver.ticks("pfile_told")).isZero();

        saver.tick("pfile_polled");
        Foreign.await().until(() -> saver.isUpAgain(polled, second));
        assertThat(saver.story(polled)).contains("down " + second, "restart " + second);
    }

    @ParameterizedTest
    @CsvSource({"exit 42,USR1", "signal 11,SEGV", "signal 9,KILL", "signal 6,ABRT"})
    void theDownTellsHowItEnded(String exit, String signal) throws IOException {
        Needs.need(isKernelAtLeast(6, 15), "Linux 6.15, which tells how a process ended that is no child of ours");
        Path program = foreign.scriptable("ending-d");
        long pid = foreign.start(program, "-e", "$SIG{USR1} = sub { exit 42 }; sleep 1 while 1");
        foreign.awaitHandler(pid, SIGUSR1);
        saver.start("pfile_ending", HOURLY, program + " : - : 0 : 0 : continue");
        Foreign.await().until(() -> saver.isUp(program));

        foreign.signal(signal, pid);

        Foreign.await().until(() -> saver.row(program).procSts().equals("DOWN"));
        assertThat(saver.row(program).lastExitStatus()).isEqualTo(exit);
        assertThat(saver.lastEvent(program, "pent.down").detail()).contains("\"exit\":\"" + exit + "\"");
    }

    private static boolean isKernelAtLeast(int major, int minor) throws IOException {
        String[] parts = Files.readString(Path.of("/proc/sys/kernel/osrelease")).split("[.-]");
        int found = Integer.parseInt(parts[0]);
        return found > major || found == major && Integer.parseInt(parts[1]) >= minor;
    }

    @Test
    void anUpgradeOfTheProgramIsNoDeathAndADeathAfterItIsOne() throws IOException {
        Path program = foreign.sleeper("upgraded-d");
        long first = foreign.start(program, "1000000");
        saver.start("pfile_upgraded", HOURLY, pent(program, "1000000"));
        Foreign.await().until(() -> saver.isUp(program));

        Path newer = Files.copy(Path.of("/bin/sleep"), directory.resolve("newer"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.move(newer, program, StandardCopyOption.ATOMIC_MOVE);

        assertThat(Files.readSymbolicLink(Path.of("/proc/" + first + "/exe"))).hasToString(program + " (deleted)");
        saver.tick("pfile_upgraded");
        saver.pcheck("pfile_upgraded").reload();
        Foreign.await().until(() -> saver.story(program).size() == 2);
        assertThat(saver.story(program))
                .as("up, and up again after the reload")
                .containsExactly("up " + first, "up " + first);

        foreign.signal("KILL", first);
        Foreign.await().until(() -> saver.isUpAgain(program, first));
        long second = saver.row(program).pid();
        assertThat(Files.readSymbolicLink(Path.of("/proc/" + second + "/exe"))).isEqualTo(program);
        assertThat(saver.story(program)).endsWith("up " + first, "down " + first, "restart " + first, "up " + second);
    }
}
