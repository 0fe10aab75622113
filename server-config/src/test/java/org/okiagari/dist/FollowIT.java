package org.okiagari.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.okiagari.check.Alone;

/** {@code padmin events --follow} over the kill and the orderly restart of a real server: nothing is left out or repeated. */
@Alone(why = "padmin waits 60 s for a server that is started anew")
class FollowIT {
    @Test
    void followsOverRestartsOfTheServer() throws IOException {
        Host host = Host.make("follow");
        // The server ends first: it would restart the daemon that the test ends.
        try (SampleDaemon daemon = SampleDaemon.start(host.home, "follow", "0x1f0a0301", 100, "continue");
                host) {
            long pid = start(host, daemon);
            Process follow = host.start("padmin", "events", "--after", "0", "--follow", "--json");
            Host.soon().until(() -> numbers(host.output(follow, "out")).size() >= 2);

            dies(host, daemon);
            Host.signal("KILL", pid);
            Host.soon().until(() -> host.serverPid() == 0);
            daemon.kill();
            long next = start(host, daemon);
            dies(host, daemon);
            Host.signal("TERM", next);
            Host.soon().until(() -> host.serverPid() == 0);
            start(host, daemon);
            dies(host, daemon);

            List<String> written = numbers(Files.readString(host.log("events.jsonl")));
            Host.soon().until(() -> numbers(host.output(follow, "out")).size() >= written.size());
            List<String> followed = numbers(host.output(follow, "out"));
            assertThat(followed.subList(0, written.size())).isEqualTo(written);
            assertThat(followed).doesNotHaveDuplicates();
            assertThat(host.output(follow, "err"))
                    .isEqualTo(
                            ("padmin: the server went away; waiting for it for 60 s\n" + "padmin: the server is back\n")
                                    .repeat(2));
            assertThat(follow.isAlive()).isTrue();

            Host.Result after = host.run("padmin", "events", "--after", "2", "--json");
            assertThat(numbers(after.out())).startsWith("3", "4").containsSequence(written.subList(2, written.size()));
        }
    }

    private static List<String> numbers(String lines) {
        return lines.lines()
                .filter(line -> line.endsWith("}"))
                .map(line -> line.substring(line.lastIndexOf(':') + 1, line.length() - 1))
                .toList();
    }

    private static void dies(Host host, SampleDaemon daemon) {
        long dead = daemon.kill();
        Host.soon().until(() -> daemon.pid() > 0 && daemon.pid() != dead);
        Host.soon().until(() -> isUp(host, daemon));
    }

    private static boolean isUp(Host host, SampleDaemon daemon) {
        Host.Result shown = host.run("padmin", "-f", daemon.pfile.toString(), "-c", "show pent");
        return shown.code() == 0 && shown.out().contains("AVAIL");
    }

    private static long start(Host host, SampleDaemon daemon) throws IOException {
        host.start("pcheck", "-f", daemon.pfile.toString());
        Host.soon().until(() -> isUp(host, daemon));
        return host.serverPid();
    }
}
