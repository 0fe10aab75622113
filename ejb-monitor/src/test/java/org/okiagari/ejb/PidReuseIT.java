package org.okiagari.ejb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A pid that is in use again is never taken for the process that had it.
 *
 * <p>The monitor is stopped (SIGSTOP) while the daemon dies and another process gets its pid, so that it can notice nothing
 * in between.
 */
class PidReuseIT {
    @TempDir
    static Path directory;

    @SuppressWarnings("NullAway.Init")
    private static PidNamespace namespace;

    @SuppressWarnings("NullAway.Init")
    private static Foreign foreign;

    @SuppressWarnings("NullAway.Init")
    private static Saver saver;

    @BeforeAll
    static void start() throws Exception {
        namespace = PidNamespace.prompt();
        foreign = Foreign.below(directory, namespace);
        saver = Saver.inItsOwnJvm(namespace.inside(), directory);
    }

    @AfterAll
    static void end() throws Exception {
        if (saver != null) {
            saver.close();
        }
        if (namespace != null) {
            namespace.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"event", "poll"})
    void anotherProgramWithThePidIsNotTheDaemon(String detect) {
        Path program = foreign.sleeper("reused-" + detect);
        Path stranger = foreign.sleeper("stranger-" + detect);
        long pid = foreign.start(program, "1000000");
        saver.start("pfile_other_" + detect, "MONITOR_INTERVAL 1;DETECT " + detect, saver.pent(program));
        Foreign.await().until(() -> saver.isUp(program));

        foreign.replace(pid, saver.agent().getPid(), stranger);

        Foreign.await().until(() -> saver.isUpAgain(program, pid));
        assertThat(saver.story(program))
                .containsExactly(
                        "up " + pid,
                        "down " + pid,
                        "restart " + pid,
                        "up " + saver.row(program).pid());
        assertThat(foreign.run("readlink", "/proc/" + pid + "/exe").strip())
                .as("nobody hurt the stranger")
                .isEqualTo(stranger.toString());
    }

    /** CONTRACT section 4: gone, another match lives: Down, Up, no script. Only the start time tells the two apart. */
    @ParameterizedTest
    @CsvSource({"event", "poll"})
    void theSameProgramWithThePidIsAnotherProcess(String detect) {
        Path program = foreign.sleeper("again-" + detect);
        long pid = foreign.start(program, "1000000");
        saver.start("pfile_same_" + detect, "MONITOR_INTERVAL 1;DETECT " + detect, saver.pent(program));
        Foreign.await().until(() -> saver.isUp(program));

        foreign.replace(pid, saver.agent().getPid(), program);

        Foreign.await().until(() -> saver.story(program).size() == 3 && saver.isUp(program));
        assertThat(saver.story(program)).containsExactly("up " + pid, "down " + pid, "up " + pid);
        assertThat(saver.row(program).lastExitStatus()).isIn("signal 9", "unknown");

        foreign.signal("KILL", pid); // the new one is the one that is watched
        Foreign.await().until(() -> saver.isUpAgain(program, pid));
        assertThat(saver.story(program)).contains("restart " + pid).hasSize(6);
    }

    @Test
    void aDaemonThatComesBackWithItsOldPidOrThatOfAStrangerIsFound() throws Exception {
        Path program = foreign.sleeper("returns-d");
        Path stranger = foreign.sleeper("was-there-d");
        Path wanted = directory.resolve("wanted");
        Path withPid = Files.writeString(directory.resolve("with-pid.pl"), Foreign.WITH_PID);
        Path restart = saver.script("restart_with_pid", "exec perl " + withPid + " $(cat " + wanted + ") $1 1000000");
        long pid = foreign.start(program, "1000000");
        saver.start(
                "pfile_returns",
                "MONITOR_INTERVAL 1",
                program + " : " + restart + " " + program + " : 600 : 9 : continue");
        Foreign.await().until(() -> saver.isUp(program));

        Files.writeString(wanted, Long.toString(pid));
        foreign.signal("KILL", pid);
        Foreign.await().until(() -> saver.story(program).size() == 4);
        assertThat(saver.story(program)).containsExactly("up " + pid, "down " + pid, "restart " + pid, "up " + pid);

        long strangers = foreign.start(stranger, "1000000");
        Foreign.await().until(() -> saver.agent().getLastLookAgeMillis() < 500); // the stranger is known by its pid
        Files.writeString(wanted, Long.toString(strangers));
        foreign.signal("KILL", strangers);
        foreign.signal("KILL", pid);
        Foreign.await().until(() -> saver.story(program).size() == 7);
        assertThat(saver.story(program)).endsWith("down " + pid, "restart " + pid, "up " + strangers);
    }
}
