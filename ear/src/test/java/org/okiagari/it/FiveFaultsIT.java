package org.okiagari.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.okiagari.check.Checks;
import org.okiagari.check.Needs;

/**
 * The embedded server in its worst hour: the disk of the log is full, there are no descriptors, syslog is away, a restart script
 * hangs, and while the server stands still (SIGSTOP) all daemons die.
 */
class FiveFaultsIT {
    private static final String PCHECK = "pfile_five";
    private static final int DAEMONS = 12;
    /** Three ticks on a quiet machine, ten times that where others work too. */
    private static final Duration BACK = Duration.ofSeconds(30);

    @SuppressWarnings("NullAway.Init")
    private TestHome home;

    @SuppressWarnings("NullAway.Init")
    private Namespace namespace;

    @SuppressWarnings("NullAway.Init")
    private RunningServer server;

    @SuppressWarnings("NullAway.Init")
    private Daemon hung;

    private final List<Daemon> daemons = new ArrayList<>();

    @BeforeEach
    void start() {
        Needs.root();
        Needs.program("/usr/sbin/rsyslogd", "rsyslog");
        Needs.program("/usr/bin/prlimit", "util-linux");
        home = TestHome.create("five");
        home.write(home.conf("psagent.conf"), "SYSLOG = /dev/log\n");
        Rsyslogd.configure(home);
        namespace = Namespace.create(home);
        namespace.run("mkdir", "-m", "700", log().toString());
        namespace.run("mount", "-t", "tmpfs", "-o", "size=2m,mode=700", "tmpfs", log().toString());
        startRsyslogd();
        hung = daemon("hung");
        for (int i = 1; i <= DAEMONS; i++) {
            daemons.add(daemon("five-" + i));
        }
        Path waits = home.restartScript(
                "restart_hung.sh",
                "while [ ! -e " + gate() + " ]; do sleep 0.1; done",
                Daemon.startLine(hung.program()));
        List<String> pents = new ArrayList<>(List.of(hung.program() + " : " + waits + " : 0 : 100 : continue"));
        daemons.forEach(daemon -> pents.add(daemon.pent(0, 100, "continue")));
        home.pfile(PCHECK, 0x1f00d401, List.of("MONITOR_INTERVAL 1", "SETTLE 0"), pents.toArray(String[]::new));
        server = RunningServer.start(home, namespace::inside);
        Wait.until(() -> assertThat(up()).hasSize(DAEMONS + 1));
    }

    @AfterEach
    @SuppressWarnings("NullAway") // What the start did not reach is null.
    void end() {
        if (namespace != null) {
            namespace.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private Path log() {
        return home.path().resolve("log");
    }

    private Path gate() {
        return home.path().resolve("gate");
    }

    private Daemon daemon(String name) {
        Daemon daemon = home.daemon(name);
        namespace.run("sh", "-c", Daemon.startLine(daemon.program()));
        return daemon;
    }

    private void startRsyslogd() {
        Rsyslogd.start(namespace, home);
    }

    /** Returns the pids of those that are up. */
    private Map<String, Long> up() {
        return LocalSocket.read(home, Beans.pcheck(PCHECK), "Pents").getAsJsonArray().asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(row -> row.get("procSts").getAsString().equals("AVAIL"))
                .collect(Collectors.toMap(
                        row -> row.get("pname").getAsString(),
                        (JsonObject row) -> row.get("pid").getAsLong()));
    }

    private long number(String attribute) {
        return LocalSocket.read(home, Beans.AGENT, attribute).getAsLong();
    }

    private void kill(Iterable<Long> pids) {
        List<String> command = new ArrayList<>(List.of("kill", "-KILL"));
        pids.forEach(pid -> {
            Checks.dies(pid);
            command.add(pid.toString());
        });
        namespace.run(command.toArray(String[]::new));
    }

    @Test
    @DisplayName("Five faults at once, then back to normal within 3 ticks")
    void isBackToNormalAfterFiveFaultsAtOnce() {
        String pid = Long.toString(number("Pid"));
        Map<String, Long> before = up();
        kill(List.of(before.get(hung.pname())));
        Wait.until(() -> assertThat(namespace.run("ps", "ax")).contains("restart_hung.sh"));
        namespace.run("sh", "-c", "kill $(cat /run/rsyslogd.pid)");
        namespace.run("sh", "-c", "cat /dev/zero >" + log() + "/filler 2>/dev/null; exit 0");
        String open =
                namespace.run("sh", "-c", "ls /proc/" + pid + "/fd | wc -l").strip();
        String limit = namespace
                .run("prlimit", "--pid", pid, "--nofile", "--noheadings", "--output", "SOFT")
                .strip();
        namespace.run("prlimit", "--pid", pid, "--nofile=" + open + ":");
        namespace.run("kill", "-STOP", pid);
        Checks.standsStill();
        kill(before.entrySet().stream()
                .filter(row -> !row.getKey().equals(hung.pname()))
                .map(Map.Entry::getValue)
                .toList());
        namespace.run("kill", "-CONT", pid);
        Checks.goesOn();
        // nsenter(1), which waits for the server, stops itself when that stops.
        Run.ok("kill", "-CONT", Long.toString(server.pid()));
        awaitTheWorst(before);

        long begin = System.nanoTime();
        namespace.run("rm", log() + "/filler");
        namespace.run("prlimit", "--pid", pid, "--nofile=" + limit + ":");
        startRsyslogd();
        home.write(gate(), "");

        Awaitility.await().atMost(BACK).pollInterval(Duration.ofMillis(100)).untilAsserted(() -> {
            Map<String, Long> now = up();
            assertThat(now).hasSize(DAEMONS + 1);
            assertThat(now.values()).doesNotContainAnyElementsOf(before.values());
            assertThat(number("LastLookAgeMillis")).isLessThan(BACK.toMillis() / 3);
        });
        System.out.printf(
                "FiveFaultsIT: back to normal %d ms after all was mended%n",
                Duration.ofNanos(System.nanoTime() - begin).toMillis());
        nothingIsLost(before);
    }

    /** The server answers, and tells what it suffers from. */
    private void awaitTheWorst(Map<String, Long> before) {
        Wait.until(() -> {
            assertThat(number("SyslogBacklog")).isGreaterThanOrEqualTo(DAEMONS);
            assertThat(up()).doesNotContainEntry(hung.pname(), before.get(hung.pname()));
        });
    }

    private void nothingIsLost(Map<String, Long> before) {
        Wait.until(() -> {
            assertThat(number("SyslogBacklog")).isZero();
            assertThat(number("EventQueueDepth")).isZero();
        });
        assertThat(number("EventDrops")).isZero();
        assertThat(number("SyslogDrops")).isZero();
        Map<String, Long> now = up();
        before.forEach((pname, pid) -> {
            String down = "Process [" + pname + ", pid=" + pid + "] Down";
            String up = "(" + pname + " ,pid=" + now.get(pname) + ") Up";
            Wait.until(() ->
                    assertThat(count(home.read("messages"), down)).as(down).isOne());
            Wait.until(() -> assertThat(count(home.read("messages"), up)).as(up).isOne());
            assertThat(count(home.read("messages"), "Try to restart (" + pname + ")"))
                    .as(pname)
                    .isOne();
        });
        endInOrder();
    }

    private static long count(String text, String part) {
        return text.lines().filter(line -> line.endsWith(part)).count();
    }

    /** The oracle reads the log from outside the namespace. */
    private void endInOrder() {
        String pid = Long.toString(number("Pid"));
        namespace.run("kill", "-TERM", pid);
        namespace.run("sh", "-c", "while [ -e /proc/" + pid + " ]; do sleep 0.1; done");
        String copy = home.path() + "/log-copy";
        namespace.run("cp", "-a", log().toString(), copy);
        namespace.run("umount", log().toString());
        namespace.run("sh", "-c", "cp -a " + copy + "/* " + log());
    }
}
