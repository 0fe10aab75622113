package org.okiagari.ejb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.okiagari.check.Alone;
import org.okiagari.check.Needs;

/** What the looks after the end of a restart script make of daemons that come late, by way of short-lived parents, or never. */
@Alone(why = "parents that must live less than 90 ms, their start included")
class AfterTheScriptIT {
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

    @ParameterizedTest
    @ValueSource(strings = {"0.03", "0.3", "3"})
    void aDaemonThatComesAfterItsScriptIsUpThen(String seconds) {
        Path program = foreign.sleeper("late-d");
        Path restart = saver.script(
                "restart",
                "(sleep " + seconds + "; date +%s%N >" + directory + "/came; exec setsid -f " + program
                        + " 1000000) </dev/null >/dev/null 2>&1 &");
        long first = foreign.start(program, "1000000");
        saver.start("pfile_late", "MONITOR_INTERVAL 3600", program + " : " + restart + " : 600 : 9 : continue");
        Foreign.await().until(() -> saver.isUp(program));

        foreign.signal("KILL", first);

        Foreign.await().until(() -> saver.isUpAgain(program, first));
        long second = saver.row(program).pid();
        assertThat(foreign.pidsOf(program)).containsExactly(second);
        assertThat(saver.story(program))
                .containsExactly("up " + first, "down " + first, "restart " + first, "up " + second);
        long came = Long.parseLong(foreign.run("cat", directory + "/came").strip()) / 1_000_000;
        assertThat(Duration.ofMillis(saver.row(program).upSince() - came))
                .as("the looks are a second apart at most; families are sampled each 10 s, which would find it too")
                .isLessThan(Duration.ofSeconds(8));
    }

    @Test
    void aDaemonThatNeverComesIsDownAfterTheInterval() {
        Path program = foreign.sleeper("never-d");
        Path restart = saver.script("restart", "exit 0");
        long first = foreign.start(program, "1000000");
        saver.start("pfile_never", "MONITOR_INTERVAL 2", program + " : " + restart + " : 600 : 1 : continue");
        Foreign.await().until(() -> saver.isUp(program));

        foreign.signal("KILL", first);

        Foreign.await().until(() -> saver.row(program).procSts().equals("RETRY_OVER"));
        assertThat(saver.story(program))
                .containsExactly(
                        "up " + first, "down " + first, "restart " + first, "down " + first, "retryover " + first);
        Duration waited = Duration.between(
                OffsetDateTime.parse(saver.lastEvent(program, "pent.restart").time()),
                OffsetDateTime.parse(saver.lastEvent(program, "pent.down").time()));
        assertThat(waited).isBetween(Duration.ofMillis(1990), Duration.ofSeconds(20));
    }

    /** Each generation lives so many ms after it has forked the next; where the machine made it 90, it is tried again. */
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 15, 30, 60})
    void theParentsOfADaemonThatForksTwiceAreNotTheDaemon(int millis) {
        Path slow = directory.resolve("slow");
        for (int attempt = 0; attempt < 30; attempt++) {
            assertThat(slow.toFile().delete()).isEqualTo(attempt > 0);
            Path program = foreign.scriptable("twice-d" + attempt);
            long[] pids = restartTwiceForking(program, millis, slow);
            if (!Files.exists(slow)) {
                assertThat(saver.story(program))
                        .containsExactly("up " + pids[0], "down " + pids[0], "restart " + pids[0], "up " + pids[1]);
                return;
            }
        }
        Needs.wish(false, "a machine quick enough for a parent that lives " + millis + " ms");
    }

    /** Returns the pids of the first daemon, and of the one that its restart script has left in the end. */
    private long[] restartTwiceForking(Path program, int millis, Path slow) {
        String twice = String.join(
                " ",
                "use Time::HiRes qw(time); use POSIX qw(setsid);",
                "my $born = shift;",
                "sub life { select undef, undef, undef, " + millis / 1000.0 + ";",
                "  if (time - $born > 0.09) { open my $f, q(>), q(" + slow + ") } }",
                "if (fork) { life; exit }",
                "$born = time; setsid;",
                "if (fork) { life; exit }",
                "sleep 1 while 1");
        Path restart = saver.script(
                "restart" + program.getFileName(),
                program + " -e '" + twice + "' $(date +%s.%N) </dev/null >/dev/null 2>&1 &",
                "exit 0");
        long first = foreign.start(program, "-e", "sleep 1 while 1");
        saver.start(
                "pfile_" + program.getFileName(),
                "MONITOR_INTERVAL 3600",
                program + " : " + restart + " : 600 : 1 : continue");
        Foreign.await().until(() -> saver.isUp(program));

        foreign.signal("KILL", first);

        Foreign.await()
                .until(() -> saver.isUpAgain(program, first)
                        && foreign.pidsOf(program).size() == 1
                        && (saver.row(program).pid() == foreign.pidsOf(program).get(0) || Files.exists(slow)));
        return new long[] {first, saver.row(program).pid()};
    }
}
