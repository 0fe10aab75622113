package org.okiagari.ejb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Watched processes in odd states: dead and not waited for, stopped, uninterruptible. */
class OddProcessesIT {
    private static final String PCHECK = "pfile_odd";
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

    private void startPcheck(Path program) {
        Path script = bench.script("restart_odd", Bench.daemon(program));
        bench.saver.start(PCHECK, PARAM, Bench.pent(program, script, 9));
        bench.awaitState(program, "AVAIL");
    }

    @Test
    @DisplayName("R-27: a zombie that its parent does not wait for is Down")
    void aZombieIsDown() throws Exception {
        Path parent = bench.foreign.scriptable("careless");
        Path program = bench.foreign.sleeper("zombie-d");
        bench.foreign.start(parent, "-e", "fork || exec @ARGV; sleep 1000000 while 1", program.toString(), "1000000");
        Bench.within(1).until(() -> bench.foreign.pidsOf(program).size() == 1);
        startPcheck(program);
        long pid = bench.saver.row(program).pid();

        bench.foreign.signal("KILL", pid);

        Bench.within(2).until(() -> bench.saver.isUpAgain(program, pid));
        assertThat(Bench.state(pid)).isEqualTo("Z");
        assertThat(bench.kinds(program)).containsExactly("up", "down", "restart", "up");
    }

    @Test
    @DisplayName("R-28: a stopped process is alive")
    void aStoppedProcessIsAlive() throws Exception {
        Path program = bench.foreign.sleeper("stopped-d");
        long pid = bench.foreign.start(program, "1000000");
        startPcheck(program);

        bench.foreign.signal("STOP", pid);

        staysUp(program, pid, "T");
        bench.foreign.signal("CONT", pid);
        bench.isSaved(program);
    }

    /** The parent of vfork(2) is uninterruptible until its child has ended; here that child waits for ever. */
    @Test
    @DisplayName("R-28: an uninterruptible process is alive")
    @EnabledIfSystemProperty(named = "os.arch", matches = "amd64", disabledReason = "needs the number of vfork(2)")
    void anUninterruptibleProcessIsAlive() throws Exception {
        Path program = bench.foreign.scriptable("waiting-d");
        long pid = bench.foreign.start(program, "-e", "syscall(58); sleep 1000000 while 1");
        Bench.within(1).until(() -> Bench.state(pid).equals("D"));

        startPcheck(program);

        staysUp(program, pid, "D");
    }

    private void staysUp(Path program, long pid, String state) {
        Bench.within(1).until(() -> Bench.state(pid).equals(state));
        bench.passChecks(PCHECK, CHECKS);
        assertThat(Bench.state(pid)).isEqualTo(state);
        assertThat(bench.saver.row(program).procSts()).isEqualTo("AVAIL");
        assertThat(bench.saver.story(program)).isEqualTo(List.of("up " + pid));
    }
}
