package org.okiagari.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.okiagari.api.health.LastKnown;

/** padmin and a real server that is stopped by a signal, killed, started again and ended in order (ADR 0009). */
class LastKnownIT {
    private static final String FORM = "\\d+\\.\\d s old\n";

    @Test
    void showsTheLastKnownStateWhileTheServerDoesNotAnswer() throws IOException {
        Host host = Host.make("known");
        // The server ends first: it would restart the daemon that the test ends.
        try (SampleDaemon daemon = SampleDaemon.start(host.home, "known", "0x1f0a0201", 100, "continue");
                host) {
            String pfile = daemon.pfile.toString();
            long pid = start(host, pfile);
            String pent = host.run("padmin", "-f", pfile, "-c", "show pent").out();
            String param = host.run("padmin", "-f", pfile, "-c", "show param").out();
            String list = host.run("padmin", "-l").out();
            assertThat(pent).contains("proc_sts       = AVAIL\n");
            Host.soon().until(() -> isShownUp(host));

            Host.signal("STOP", pid);
            try {
                shows(host, pent, "padmin: the server \\(pid " + pid + "\\) is stopped; ", pfile, "show pent");
                shows(host, param, "padmin: the server \\(pid " + pid + "\\) is stopped; ", pfile, "show param");
                Host.Result stopped = host.run("padmin", "-l");
                assertThat(stopped.out()).isEqualTo(list);
                assertThat(stopped.code()).isEqualTo(2);
                assertThat(stopped.err()).contains(" is stopped; ").hasLineCount(1);
                Host.Result dump = host.run("padmin", "-f", pfile, "-c", "dump");
                assertThat(dump.code()).isEqualTo(2);
                assertThat(dump.err())
                        .isEqualTo("padmin: the server (pid " + pid
                                + ") is stopped; a command that it has got it may still do when it goes on\n");
            } finally {
                Host.signal("CONT", pid);
            }
            Host.Result live = host.run("padmin", "-f", pfile, "-c", "show pent");
            assertThat(live.code()).isZero();
            assertThat(live.err()).isEmpty();
            assertThat(live.out()).isEqualTo(pent);

            Host.signal("KILL", pid);
            Host.soon().until(() -> host.serverPid() == 0);
            shows(host, pent, "padmin: the server \\(pid " + pid + "\\) is gone; ", pfile, "show pent");
            Host.Result gone = host.run("padmin", "-l");
            assertThat(gone.code()).isZero();
            assertThat(gone.out() + gone.err()).isEmpty();

            long next = start(host, pfile);
            Host.soon().until(() -> segments(host) == 1);
            Host.Result again = host.run("padmin", "-f", pfile, "-c", "show pent");
            assertThat(again.code()).as(again.err()).isZero();
            assertThat(again.out()).isEqualTo(pent);

            Host.signal("TERM", next);
            Host.soon().until(() -> host.serverPid() == 0);
            Host.Result ended = host.run("padmin", "-f", pfile, "-c", "show pent");
            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.out()).isEmpty();
            assertThat(ended.err()).startsWith("padmin: no server runs in ").hasLineCount(1);
            assertThat(segments(host)).isZero();
        }
    }

    /** The sample pfile lies in conf/bin, but PFILES takes only pfile_*: a command attaches it, as a user does. */
    private static long start(Host host, String pfile) throws IOException {
        host.start("pcheck", "-f", pfile);
        Host.soon().until(() -> {
            Host.Result shown = host.run("padmin", "-f", pfile, "-c", "show pent");
            return shown.code() == 0 && shown.out().contains("AVAIL");
        });
        return host.serverPid();
    }

    private static void shows(Host host, String text, String line, String pfile, String what) {
        long begin = System.nanoTime();
        Host.Result result = host.run("padmin", "-f", pfile, "-c", what);
        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin)).isLessThan(20);
        assertThat(result.out()).isEqualTo(text);
        assertThat(result.err()).matches(line + "this is the last known state, " + FORM);
        assertThat(result.code()).isEqualTo(2);
    }

    /** A moment after the server says so itself. */
    private static boolean isShownUp(Host host) {
        return LastKnown.all(host.home.resolve("run")).stream()
                .flatMap(known -> known.health().pents().stream())
                .anyMatch(pent -> pent.contains("AVAIL"));
    }

    private static long segments(Host host) throws IOException {
        try (Stream<Path> files = Files.list(host.home.resolve("run"))) {
            return files.filter(file -> file.toString().endsWith(".health")).count();
        }
    }
}
