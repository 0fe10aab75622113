package org.okiagari.ejb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An orderly end and a new process a moment later is an administrator's restart and no death; a crash in the same pattern is
 * one at once. So it is whether pid 1 reaps orphans at once or late.
 */
class AdministratorsRestartIT {
    private static final int SIGTERM = 15;
    /** Well inside SETTLE, on a busy machine too. */
    private static final String A_MOMENT = "0.4";

    private static final String SETTLE = ";SETTLE 10000";
    /** Longer than anybody here waits: what is told was not settled. */
    private static final String FOR_EVER = ";SETTLE 600000";

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private PidNamespace namespace;

    @SuppressWarnings("NullAway.Init")
    private Foreign foreign;

    @SuppressWarnings("NullAway.Init")
    private Saver saver;

    private void start(String reaper) throws Exception {
        namespace = reaper.equals("late") ? PidNamespace.late() : PidNamespace.prompt();
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

    /** Ends a daemon as somebody does who is not we. */
    private static String end(long pid, String signal) {
        return "kill -" + signal + " " + pid + "; ";
    }

    private static String start(Path program) {
        return "setsid -f " + program + " -e '$SIG{TERM} = sub { exit 0 }; sleep 1 while 1' </dev/null >/dev/null 2>&1";
    }

    /** Runs this, which ends or has ended the first daemon, and returns the pid of the next. */
    private long next(Path program, long first, String commands) {
        assertThat(foreign.run("sh", "-c", commands)).isEmpty();
        Foreign.await()
                .until(() -> foreign.innerPidsOf(program).stream().anyMatch(pid -> pid != first)
                        && foreign.innerPidsOf(program).size() == 1);
        return foreign.innerPidsOf(program).get(0);
    }

    @ParameterizedTest
    @CsvSource({"prompt,exit 0", "late,exit 0", "prompt,signal 15", "late,signal 15"})
    void anOrderlyEndAndANewProcessIsNoDeath(String reaper, String end) throws Exception {
        start(reaper);
        Path program = foreign.scriptable("managed-d");
        Path ran = directory.resolve("ran");
        Path restart = saver.script("restart", "touch " + ran);
        String handler = end.equals("exit 0") ? "$SIG{TERM} = sub { exit 0 }; " : "";
        long first = foreign.start(program, "-e", handler + "sleep 1 while 1");
        if (end.equals("exit 0")) {
            foreign.awaitHandler(first, SIGTERM);
        }
        saver.start(
                "pfile_managed", "MONITOR_INTERVAL 1" + SETTLE, program + " : " + restart + " : 600 : 9 : continue");
        Foreign.await().until(() -> saver.isUp(program));

        long second = next(program, first, end(first, "TERM") + "sleep " + A_MOMENT + "; " + start(program));

        Foreign.await().until(() -> saver.isUpAgain(program, first));
        assertThat(saver.row(program).pid()).isEqualTo(second);
        assertThat(saver.story(program)).containsExactly("up " + first, "up " + second);
        assertThat(saver.row(program).restartCount()).isZero();
        assertThat(saver.row(program).lastExitStatus()).isEqualTo(end);
        assertThat(ran).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"prompt,KILL,signal 9", "late,KILL,signal 9", "prompt,SEGV,signal 11", "late,SEGV,signal 11"})
    void aCrashAndANewProcessIsADeathAtOnce(String reaper, String signal, String end) throws Exception {
        start(reaper);
        Path program = foreign.scriptable("crashing-d");
        Path ran = directory.resolve("ran");
        Path restart = saver.script("restart", "touch " + ran);
        long first = foreign.start(program, "-e", "sleep 1 while 1");
        saver.start(
                "pfile_crashing",
                "MONITOR_INTERVAL 60" + FOR_EVER,
                program + " : " + restart + " : 600 : 9 : continue");
        Foreign.await().until(() -> saver.isUp(program));

        assertThat(foreign.run("sh", "-c", end(first, signal))).isEmpty();
        Foreign.await().until(() -> Files.exists(ran));
        long second = next(program, first, start(program));

        Foreign.await().until(() -> saver.isUpAgain(program, first));
        assertThat(saver.story(program))
                .containsExactly("up " + first, "down " + first, "restart " + first, "up " + second);
        assertThat(saver.row(program).lastExitStatus()).isEqualTo(end);
    }
}
