package org.okiagari.ejb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A thousand short-lived processes that look like the daemon, while it is up, while it is down and while it is restarted: of
 * none of them an event tells.
 *
 * <p>Half of them run the same program, half another one of the same name; each lives 1 to 50 ms.
 */
class LookAlikesIT {
    private static final int COUNT = 1000;
    /** Keeps some of them alive at each moment; ends when all have lived, and prints the pids of those that lived too long. */
    private static final String CROWD = String.join(
            "\n",
            "use Time::HiRes qw(time);",
            "my ($count, @programs) = @ARGV;",
            "my %born;",
            "sub reap { my $how = shift;",
            "  while ((my $pid = waitpid(-1, $how)) > 0) { print qq($pid\\n) if time - delete $born{$pid} > 0.06 }",
            "}",
            "for my $i (1 .. $count) {",
            "  my $before = time;",
            "  my $pid = fork;",
            "  unless ($pid) { exec { $programs[$i % 2] } $programs[$i % 2], (1 + $i % 50) / 1000 }",
            "  $born{$pid} = $before;",
            "  select undef, undef, undef, 0.003;",
            "  reap(1);",
            "}",
            "reap(0);");

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private Foreign foreign;

    @SuppressWarnings("NullAway.Init")
    private Saver saver;

    @SuppressWarnings("NullAway.Init")
    private Path program;

    @SuppressWarnings("NullAway.Init")
    private Path namesake;

    @BeforeEach
    void start() throws Exception {
        foreign = Foreign.below(directory);
        program = foreign.sleeper("busy-d");
        namesake =
                Files.createDirectories(directory.resolve("programs/elsewhere")).resolve("busy-d");
        Files.createLink(namesake, program);
        saver = Saver.here(directory);
    }

    @AfterEach
    void end() throws Exception {
        saver.close();
        foreign.close();
    }

    /** Returns the pids of those that a busy machine let live longer than they should. */
    private List<String> passACrowd() {
        return foreign.run("perl", "-e", CROWD, Integer.toString(COUNT), program.toString(), namesake.toString())
                .lines()
                .toList();
    }

    @Test
    void aDaemonThatIsUpStaysUp() {
        long byPath = foreign.start(program, "1000000");
        saver.start("pfile_path", "MONITOR_INTERVAL 1", program + " : - : 0 : 0 : continue");
        saver.start("pfile_name", "MONITOR_INTERVAL 1;DETECT poll", "busy-d : - : 0 : 0 : continue");
        Foreign.await().until(() -> saver.isUp(program) && saver.isUp("busy-d"));

        passACrowd();

        assertThat(saver.story(program)).containsExactly("up " + byPath);
        assertThat(saver.story("busy-d")).containsExactly("up " + byPath);
        assertThat(saver.ticks("pfile_path")).isGreaterThan(1);
    }

    @Test
    void aDaemonThatIsDownStaysDown() {
        saver.start("pfile_path", "MONITOR_INTERVAL 1", program + " : - : 0 : 0 : continue");
        saver.start("pfile_name", "MONITOR_INTERVAL 1", "busy-d : - : 0 : 0 : continue");
        Foreign.await()
                .until(() -> saver.row(program).procSts().equals("DOWN")
                        && saver.row("busy-d").procSts().equals("DOWN"));

        CompletableFuture<List<String>> crowd = CompletableFuture.supplyAsync(this::passACrowd);
        while (!crowd.isDone()) { // many times as often as the timer does
            saver.tick("pfile_path");
            saver.tick("pfile_name");
        }

        assertThat(storyWithout(crowd.join(), program)).containsExactly("setpidfail 0");
        assertThat(storyWithout(crowd.join(), "busy-d")).containsExactly("setpidfail 0");
        long real = foreign.start(program, "1000000");
        // One of the crowd that lived too long may have been taken for it meanwhile.
        Foreign.await().until(() -> saver.isUp(program) && saver.row(program).pid() == real && saver.isUp("busy-d"));
    }

    @Test
    void aDaemonThatIsBeingRestartedIsUpOnlyWhenItIsThere() throws Exception {
        Path restart = saver.script(
                "restart",
                "while [ ! -e " + directory + "/go ]; do sleep 0.05; done",
                "(sleep 1.5; setsid -f " + program + " 1000000) </dev/null >/dev/null 2>&1 &");
        long first = foreign.start(program, "1000000");
        saver.start("pfile_path", "MONITOR_INTERVAL 10", program + " : " + restart + " : 600 : 9 : continue");
        Foreign.await().until(() -> saver.isUp(program));

        CompletableFuture<List<String>> crowd = CompletableFuture.supplyAsync(this::passACrowd);
        foreign.signal("KILL", first);
        Foreign.await().until(() -> saver.row(program).procSts().equals("RESTART"));
        Files.writeString(directory.resolve("go"), "");
        // One of the crowd that lived too long may have been taken for it last.
        Foreign.await()
                .until(() -> crowd.isDone()
                        && saver.isUp(program)
                        && !crowd.join()
                                .contains(Long.toString(saver.row(program).pid())));

        long second = saver.row(program).pid();
        assertThat(foreign.pidsOf(program)).contains(second);
        assertThat(storyWithout(crowd.join(), program))
                .as("no look-alike is taken for the daemon: neither when it dies, nor when its script has ended")
                .containsExactly("up " + first, "down " + first, "restart " + first, "up " + second);
    }

    private List<String> storyWithout(List<String> pids, Object pname) {
        return saver.story(pname).stream()
                .filter(word -> !pids.contains(word.substring(word.indexOf(' ') + 1)))
                .toList();
    }
}
