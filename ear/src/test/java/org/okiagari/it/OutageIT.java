package org.okiagari.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.okiagari.check.Needs;
import org.okiagari.check.Suspends;

/** Syslog is away, the server is killed meanwhile, and the log directory is full, read-only or deleted. */
class OutageIT {
    private static final String PCHECK = "pfile_outage";
    private static final int QUEUE = 30;

    @SuppressWarnings("NullAway.Init")
    private TestHome home;

    @SuppressWarnings("NullAway.Init")
    private Namespace namespace;

    @SuppressWarnings("NullAway.Init")
    private Daemon daemon;

    private final List<RunningServer> servers = new ArrayList<>();

    @BeforeEach
    void make() {
        Needs.root();
        Needs.program("/usr/sbin/rsyslogd", "rsyslog");
        home = TestHome.create("outage");
        home.write(home.conf("psagent.conf"), "SYSLOG = /dev/log\nEVENT_QUEUE_SIZE = " + QUEUE + "\n");
        Rsyslogd.configure(home);
        daemon = home.daemon("outaged");
        home.pfile(PCHECK, 0x1f00d101, List.of("MONITOR_INTERVAL 1"), daemon.pent(86400, 100, "continue"));
        namespace = Namespace.create(home);
    }

    @AfterEach
    @SuppressWarnings("NullAway") // What the start did not reach is null.
    void end() {
        if (namespace != null) {
            namespace.close();
        }
        servers.forEach(RunningServer::close);
    }

    private void start() {
        servers.add(RunningServer.start(home, namespace::inside));
        awaitUpAgain(0);
    }

    private void startRsyslogd() {
        Rsyslogd.start(namespace, home);
    }

    private void stopRsyslogd() {
        namespace.run(
                "sh", "-c", "kill $(cat /run/rsyslogd.pid) && while [ -e /run/rsyslogd.pid ]; do sleep 0.1; done");
    }

    private long pid() {
        return pent("pid").map(Long::valueOf).findFirst().orElse(0L);
    }

    private Stream<String> pent(String field) {
        return LocalSocket.read(home, Beans.pcheck(PCHECK), "Pents").getAsJsonArray().asList().stream()
                .map(row -> row.getAsJsonObject().get(field).getAsString());
    }

    private long mypid() {
        return LocalSocket.read(home, Beans.AGENT, "Pid").getAsLong();
    }

    private long awaitUpAgain(long dead) {
        Wait.until(() -> {
            assertThat(pid()).isPositive().isNotEqualTo(dead);
            assertThat(pent("procSts")).containsExactly("AVAIL");
        });
        return pid();
    }

    /** Kills the daemon, waits until it is saved, and returns its new pid. */
    private long kill() {
        long pid = pid();
        namespace.kill(pid);
        return awaitUpAgain(pid);
    }

    private String ident(String ident, long pid) {
        return ident + "[" + pid + "]: ";
    }

    private List<String> story(long mypid, long dead, long next) {
        String p = daemon.pname();
        return List.of(
                ident("pcheck", mypid) + "Process [" + p + ", pid=" + dead + "] Down",
                ident("pcheck", mypid) + "Try to restart (" + p + ")",
                ident("pcheck", mypid) + "(" + p + " ,pid=" + next + ") Up");
    }

    /** What rsyslogd wrote, without time and host. */
    private List<String> messages() {
        return home.read("messages")
                .lines()
                .filter(line -> line.contains(" pcheck[") || line.contains(" padmin[") || line.contains(" okiagari["))
                .map(line -> line.replaceFirst("^\\w{3} [ \\d]\\d \\S+ \\S+ ", ""))
                .toList();
    }

    @Test
    @DisplayName("Syslog stopped: its lines arrive late and in order, over a kill of the server too")
    void theLinesOfAnOutageOfSyslogArriveLateAndInOrder() {
        startRsyslogd();
        namespace.run("sh", "-c", Daemon.startLine(daemon.program()));
        start();
        List<String> expected = new ArrayList<>();
        expected.add(ident("pcheck", mypid()) + "(" + daemon.pname() + " ,pid=" + pid() + ") Up");
        Wait.until(() -> assertThat(messages()).isEqualTo(expected));

        stopRsyslogd();
        long killed = mypid();
        long first = pid();
        long second = kill();
        expected.addAll(story(killed, first, second));
        namespace.kill(killed);
        start();
        long third = kill();
        expected.addAll(story(mypid(), second, third));
        assertThat(messages()).hasSize(1);
        startRsyslogd();
        Wait.until(() -> assertThat(messages()).isEqualTo(expected));

        stopRsyslogd();
        for (int i = 0; i < QUEUE; i++) {
            LocalSocket.exec(home, Beans.pcheck(PCHECK), "reload");
        }
        awaitUpAgain(0);
        Wait.until(() -> assertThat(
                        LocalSocket.read(home, Beans.AGENT, "EventQueueDepth").getAsLong())
                .isZero());
        startRsyslogd();
        Wait.until(() -> assertThat(messages()).anyMatch(line -> line.contains(" GAP: ")));
        LocalSocket.exec(home, Beans.pcheck(PCHECK), "stop");
        Wait.until(() -> assertThat(messages()).last().asString().contains("[stop]"));
        List<String> all = messages();
        assertThat(all).filteredOn(line -> line.contains("GAP: ")).hasSize(1);
        assertThat(all.size() - expected.size()).as("late, GAP and stop").isBetween(QUEUE + 2, QUEUE + 4);
        assertThat(all.get(all.size() - 2)).matches("okiagari\\[\\d+]: GAP: \\d+ lines were lost .*");
    }

    @Test
    @DisplayName("R-06, R-07: a full, a read-only and a deleted log directory hold nobody back")
    @Suspends(value = "I-6", why = "the log directory is deleted, and lay in a mount that is gone")
    void aFullAReadOnlyAndADeletedLogDirectoryHoldNobodyBack() throws Exception {
        Path log = home.path().resolve("log");
        namespace.run("mkdir", "-m", "700", log.toString());
        namespace.run("mount", "-t", "tmpfs", "-o", "size=1m,mode=700", "tmpfs", log.toString());
        startRsyslogd();
        namespace.run("sh", "-c", Daemon.startLine(daemon.program()));
        start();
        kill();
        LocalSocket.exec(home, Beans.pcheck(PCHECK), "dump");
        String dump = log + "/pcheck_dump_" + PCHECK;
        String sum = namespace.run("sha256sum", dump);

        namespace.run("sh", "-c", "cat /dev/zero >" + log + "/filler 2>/dev/null; exit 0");
        for (int i = 0; i < 5; i++) {
            kill();
        }
        assertThat(LocalSocket.refusal(home, Beans.pcheck(PCHECK), "dump")).contains("No space left on device");
        assertThat(namespace.run("sha256sum", dump)).as("the old dump is whole").isEqualTo(sum);
        assertThat(namespace.run("ls", "-A", log.toString())).doesNotContain(".tmp");
        assertThat(complaints()).as("within seconds").isBetween(1L, 3L);
        namespace.run("rm", log + "/filler");
        kill();
        awaitWholeJournal(log);

        // The device itself cannot be made read-only while a file is open for writing: one that is lies over it.
        namespace.run("mount", "-t", "tmpfs", "-o", "ro,size=1m,mode=700", "tmpfs", log.toString());
        kill();
        kill();
        namespace.run("umount", log.toString());
        kill();
        awaitWholeJournal(log);

        namespace.run("umount", "-l", log.toString());
        namespace.run("rmdir", log.toString());
        kill();
        Wait.until(() -> assertThat(
                        namespace.run("stat", "-c", "%a", log.toString()).strip())
                .isEqualTo("700"));
        assertThat(namespace.run("cat", log + "/events.jsonl")).contains("pent.up");
    }

    private long complaints() {
        return servers.get(0)
                .output()
                .lines()
                .filter(line -> line.contains("No space left"))
                .count();
    }

    /** All numbers from the first to the present one are in the file. */
    private void awaitWholeJournal(Path log) {
        Wait.until(() -> {
            List<Long> numbers = namespace
                    .run("cat", log + "/events.jsonl")
                    .lines()
                    .filter(line -> line.matches(".*\"seq\":\\d+}")) // The last one may be in the making.
                    .map(line -> Long.valueOf(line.replaceFirst(".*\"seq\":(\\d+)}$", "$1")))
                    .toList();
            assertThat(numbers)
                    .isEqualTo(
                            Stream.iterate(1L, n -> n + 1).limit(numbers.size()).toList());
            assertThat(namespace.run("tail", "-n", "1", log + "/events.jsonl")).contains("\"pid\":" + pid(), "pent.up");
        });
    }
}
