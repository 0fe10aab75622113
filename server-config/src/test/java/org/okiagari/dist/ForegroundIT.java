package org.okiagari.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** {@code pcheck -f} with no server: it brings one up, and that one ends with its last pcheck. */
class ForegroundIT {
    @Test
    void savesADaemonAndLeavesNothingBehind() throws IOException {
        try (Host host = Host.make("foreground");
                SampleDaemon daemon = SampleDaemon.start(host.home, "fore", "0x1f0a0001", 100, "continue")) {
            Process pcheck = host.start("pcheck", "-f", daemon.pfile.toString());
            Host.soon().until(() -> host.run("padmin", "-l").out().contains("message  = start"));

            assertThat(Host.arguments(pcheck.pid())).isEqualTo(host.bin("pcheck") + " -f " + daemon.pfile);
            assertThat(host.run("padmin", "-l").out())
                    .isEqualTo("ipckey   = 0x1f0a0001\nmypid    = " + host.serverPid()
                            + "\nmyname   = pcheck\npfile    = " + daemon.pfile + "\nmessage  = start\n");
            assertThat(host.serverPid()).isNotZero().isNotEqualTo(pcheck.pid());

            isSavedAndItsScriptSeen(host, daemon, pcheck);
            Host.soon().until(() -> Files.exists(host.home.resolve("run/address")));
            onlyItsPortListens(host);
            aSecondCommandIsRefused(host, daemon, pcheck);
            killingTheCommandEndsNothing(host, daemon, pcheck);
            termEndsThePcheckAndTheServer(host, daemon);
        }
    }

    private static void isSavedAndItsScriptSeen(Host host, SampleDaemon daemon, Process pcheck) {
        long killed = daemon.kill();

        Host.soon()
                .until(() -> show(host, daemon).contains("proc_sts       = AVAIL")
                        && show(host, daemon).contains("restart_count  = 1"));
        assertThat(daemon.pid()).isNotZero().isNotEqualTo(killed);
        assertThat(show(host, daemon)).contains("pid            = " + daemon.pid() + "\n");
        Host.soon().until(() -> host.output(pcheck, "out").contains("restarting fore\n"));
    }

    private static void onlyItsPortListens(Host host) throws IOException {
        assertThat(Host.listening(host.serverPid())).containsExactly("127.0.0.1:" + host.port);
    }

    private static void aSecondCommandIsRefused(Host host, SampleDaemon daemon, Process pcheck) {
        Host.Result second = host.run("pcheck", "-f", daemon.pfile.toString());

        assertThat(second.code()).isEqualTo(3);
        assertThat(second.err())
                .startsWith("pcheck: ")
                .contains(String.valueOf(pcheck.pid()))
                .hasLineCount(1);
    }

    private static void killingTheCommandEndsNothing(Host host, SampleDaemon daemon, Process pcheck)
            throws IOException {
        Host.signal("KILL", pcheck.pid());
        Host.exitCode(pcheck);

        long killed = daemon.kill();
        Host.soon().until(() -> daemon.pid() != 0 && daemon.pid() != killed);
        assertThat(host.run("padmin", "-l").out()).contains("message  = start");
        Host.soon().until(() -> Files.readString(host.log("server.out")).contains("Okiagari is ready: "));
    }

    private static void termEndsThePcheckAndTheServer(Host host, SampleDaemon daemon) throws IOException {
        long before = attached(host);
        Process again = host.start("pcheck", "-f", daemon.pfile.toString());
        Host.soon().until(() -> attached(host) == before + 1);

        Host.signal("TERM", again.pid());

        assertThat(Host.exitCode(again)).isZero();
        assertThat(host.run("padmin", "-l").out()).isEmpty();
        Host.soon().until(() -> host.serverPid() == 0);
        assertThat(daemon.pid()).isNotZero();
        Host.Result after = host.run("padmin", "-f", daemon.pfile.toString(), "-c", "show", "pent");
        assertThat(after.code()).isEqualTo(2);
        assertThat(host.home.resolve("run/okiagari.sock")).doesNotExist();
    }

    /** Told by the journal: one more command, to ask, could be attached before this one and would not end. */
    private static long attached(Host host) throws IOException {
        return Files.readString(host.log("events.jsonl"))
                .lines()
                .filter(line -> line.contains("\"command\":\"attach\"") && line.contains("\"outcome\":\"done\""))
                .count();
    }

    private static String show(Host host, SampleDaemon daemon) {
        return host.run("padmin", "-f", daemon.pfile.toString(), "-c", "show pent")
                .out();
    }
}
