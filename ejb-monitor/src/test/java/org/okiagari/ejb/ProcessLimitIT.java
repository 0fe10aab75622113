package org.okiagari.ejb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.okiagari.check.PidsCgroup;

/** the kernel starts no process and no thread for us any more. That is never a death, and never an attempt. */
class ProcessLimitIT {
    private static final String RESTART = "exec setsid -f $1 1000000 </dev/null >/dev/null 2>&1";

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private PidsCgroup cgroup;

    @SuppressWarnings("NullAway.Init")
    private Foreign foreign;

    @SuppressWarnings("NullAway.Init")
    private Saver saver;

    @BeforeEach
    void start() {
        cgroup = PidsCgroup.make();
        foreign = Foreign.below(directory);
    }

    @AfterEach
    void end() throws Exception {
        if (cgroup != null) {
            cgroup.free();
        }
        if (saver != null) {
            saver.close();
        }
        if (cgroup != null) {
            cgroup.close();
            foreign.close();
        }
    }

    private void startSaver(String os) throws Exception {
        List<String> prefix = new ArrayList<>(cgroup.inside());
        prefix.addAll(List.of("env", "JAVA_TOOL_OPTIONS=-Dokiagari.os=" + os));
        saver = Saver.inItsOwnJvm(prefix, directory);
        saver.check().allDeathsAreTold();
    }

    private Path daemon(String name) {
        Path program = foreign.sleeper(name);
        foreign.start(program, "1000000");
        return program;
    }

    private String pent(Path program, Path script) {
        return program + " : " + script + " " + program + " : 600 : 9 : continue";
    }

    private long kill(Path program) {
        long pid = saver.row(program).pid();
        foreign.signal("KILL", pid);
        return pid;
    }

    private void awaitTicks(String pcheck, int more) {
        long before = saver.ticks(pcheck);
        Foreign.await().until(() -> saver.ticks(pcheck) >= before + more);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jnr", "java"})
    void r22StartsRefusedByTheKernelAreTriedAgainAtTheNextTick(String os) throws Exception {
        startSaver(os);
        Path restart = saver.script("restart", RESTART);
        Path told = daemon("told");
        Path polled = daemon("polled");
        Path later = daemon("later");
        saver.start("pfile_told", "MONITOR_INTERVAL 1", pent(told, restart), pent(later, restart));
        saver.start("pfile_polled", "MONITOR_INTERVAL 1;DETECT poll", pent(polled, restart));
        Foreign.await().until(() -> saver.isUp(told) && saver.isUp(polled) && saver.isUp(later));

        // Fewer than there are: a thread of the JVM that ends makes no room.
        cgroup.allowMore(-20);
        long toldPid = kill(told);
        long polledPid = kill(polled);
        awaitRefused(told);
        awaitRefused(polled);
        awaitTicks("pfile_told", 3);
        awaitTicks("pfile_polled", 1);
        for (Path one : List.of(told, polled)) {
            assertThat(saver.row(one).procSts()).isEqualTo("RESTART");
            assertThat(saver.row(one).restartCount()).isEqualTo(1);
            assertThat(saver.row(one).retryCount()).isEqualTo(1);
        }
        long laterPid = kill(later);
        awaitRefused(later);
        assertThat(saver.pcheck("pfile_told").getAllProcCount()).isEqualTo(2);

        cgroup.free();
        long ticks = saver.ticks("pfile_told");
        Foreign.await()
                .until(() -> saver.isUpAgain(told, toldPid)
                        && saver.isUpAgain(polled, polledPid)
                        && saver.isUpAgain(later, laterPid));
        assertThat(saver.ticks("pfile_told") - ticks).isLessThanOrEqualTo(10);
        assertRefusedOnce(told, toldPid);
        assertRefusedOnce(polled, polledPid);
        assertRefusedOnce(later, laterPid);
    }

    private void awaitRefused(Path program) {
        // Each question makes a dump.
        Foreign.await().pollInterval(Duration.ofMillis(300)).until(() -> isRefused(program));
    }

    private boolean isRefused(Path program) {
        return saver.row(program).procSts().equals("RESTART")
                && saver.story(program).stream().anyMatch(line -> line.startsWith("scriptfailed"));
    }

    private void assertRefusedOnce(Path program, long killed) {
        assertThat(saver.row(program).restartCount()).isEqualTo(1);
        assertThat(saver.story(program))
                .containsExactly(
                        "up " + killed,
                        "down " + killed,
                        "restart " + killed,
                        "scriptfailed " + killed,
                        "up " + saver.row(program).pid());
        assertThat(saver.lastEvent(program, "pent.scriptfailed").detail())
                .asString()
                .contains("not counted");
    }

    @Test
    void r22AScriptThatForksWithoutEndHoldsUpNobodyElse() throws Exception {
        startSaver("jnr");
        Path restart = saver.script("restart", RESTART);
        Path forks = saver.script(
                "forks",
                "exec perl -e 'for (1 .. 10000) { my $p = fork; if (defined $p && !$p) { sleep 600; exit } } sleep 600'");
        Path bomb = daemon("bomb");
        Path other = daemon("other");
        saver.start(
                "pfile_forks",
                "MONITOR_INTERVAL 1;SCRIPT_TIMEOUT 15",
                bomb + " : " + forks + " : 600 : 1 : continue",
                // Each second its script may find room for itself and none for its daemon.
                pent(other, restart).replace(": 9 :", ": 1000 :"));
        Foreign.await().until(() -> saver.isUp(bomb) && saver.isUp(other));

        cgroup.allowMore(60);
        kill(bomb);
        Foreign.await().until(cgroup::isFull);
        long otherPid = kill(other);
        awaitRefused(other);
        awaitTicks("pfile_forks", 2);
        assertThat(saver.row(bomb).procSts()).isEqualTo("RESTART");

        // Its time is over after 15 s, and its whole session with it: there is room again.
        Foreign.await().atMost(Duration.ofSeconds(90)).until(() -> saver.isUpAgain(other, otherPid));
        assertThat(saver.story(other))
                .as("its script may be refused a process too, and that is its own failure")
                .startsWith("up " + otherPid, "down " + otherPid, "restart " + otherPid, "scriptfailed " + otherPid)
                .endsWith("up " + saver.row(other).pid());
        Foreign.await().until(() -> saver.row(bomb).procSts().equals("RETRY_OVER"));
        assertThat(saver.row(bomb).restartCount()).isEqualTo(1);
        Foreign.await()
                .until(() -> foreign.pidsOf(Path.of("/usr/bin/perl")).stream()
                        .noneMatch(pid -> ProcessHandle.of(pid)
                                .flatMap(process -> process.info().commandLine())
                                .filter(line -> line.contains("1 .. 10000"))
                                .isPresent()));
    }
}
