package org.okiagari.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.okiagari.check.Needs;

/**
 * The manual's story on Debian's own daemons: three kills, each saved, a fourth, RETRY_OVER, a start by hand, a reload.
 *
 * <p>What is asserted is what rsyslogd itself wrote into its file, although it is killed four times too.
 */
class SavedDaemonsIT {
    private static final String PCHECK = "pfile_daemons";
    private static final List<String> PNAMES =
            List.of("/usr/sbin/cron", "/usr/sbin/rsyslogd", "/usr/sbin/sshd", "scripted-daemon");

    @SuppressWarnings("NullAway.Init")
    private static TestHome home;

    @SuppressWarnings("NullAway.Init")
    private static DaemonScripts scripts;

    @SuppressWarnings("NullAway.Init")
    private static Namespace namespace;

    @SuppressWarnings("NullAway.Init")
    private static RunningServer server;

    @BeforeAll
    static void startDaemonsAndServer() {
        Needs.root();
        Needs.program("/usr/sbin/cron", "cron");
        Needs.program("/usr/sbin/rsyslogd", "rsyslog");
        Needs.program("/usr/sbin/sshd", "openssh-server");
        home = TestHome.create("daemons");
        home.write(home.conf("psagent.conf"), "SYSLOG = /dev/log\n");
        namespace = Namespace.create(home);
        scripts = new DaemonScripts(home);
        scripts.all().forEach(script -> namespace.run(script.toString()));
        home.pfile(
                PCHECK,
                0x1f00d001,
                List.of("MONITOR_INTERVAL 2"),
                PNAMES.get(0) + " : " + scripts.cron() + " : 86400 : 3 : continue",
                PNAMES.get(1) + " : systemctl restart rsyslog : 86400 : 3 : continue",
                PNAMES.get(2) + " : systemctl restart sshd : 86400 : 3 : continue",
                PNAMES.get(3) + " : " + scripts.scripted() + " : 86400 : 3 : continue");
        server = RunningServer.start(home, namespace::inside);
    }

    @AfterAll
    @SuppressWarnings("NullAway") // What the start did not reach is null.
    static void end() {
        if (namespace != null) {
            namespace.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void savesThreeKillsGivesUpAtTheFourthAndMonitorsAgainAfterAReload() {
        awaitAll("AVAIL");
        List<List<Long>> pids = new ArrayList<>();
        pids.add(pids());
        for (int round = 0; round < 3; round++) {
            killAll();
            awaitAllSaved(pids.get(round));
            pids.add(pids());
        }
        killAll();
        awaitAll("RETRY_OVER");

        scripts.all().forEach(script -> namespace.run(script.toString()));
        awaitTwoLooks();
        awaitAll("RETRY_OVER");
        assertThat(pids()).as("the last known pids are kept").isEqualTo(pids.get(3));

        LocalSocket.exec(home, Beans.pcheck(PCHECK), "reload");
        awaitAll("AVAIL");
        pids.add(pids());

        IntStream.range(0, PNAMES.size()).forEach(pent -> assertStory(pent, pids));
    }

    /** The lines of one PENT in rsyslogd's file, to the letter and in order. */
    private static void assertStory(int pent, List<List<Long>> pids) {
        String p = PNAMES.get(pent);
        List<String> expected = new ArrayList<>();
        expected.add(up(p, pids.get(0).get(pent)));
        for (int round = 0; round < 3; round++) {
            expected.add(down(p, pids.get(round).get(pent)));
            expected.add("pcheck: Try to restart (" + p + ")");
            expected.add(up(p, pids.get(round + 1).get(pent)));
        }
        expected.add(down(p, pids.get(3).get(pent)));
        expected.add("pcheck: (" + p + ") RETRY_OVER:CONTINUE");
        expected.add("padmin: Command execute. [reload] pfile=" + home.bin().resolve(PCHECK));
        expected.add(up(p, pids.get(4).get(pent)));

        Wait.until(() -> assertThat(linesOf(p)).containsExactlyElementsOf(expected));
    }

    private static String up(String pname, long pid) {
        return "pcheck: (" + pname + " ,pid=" + pid + ") Up";
    }

    private static String down(String pname, long pid) {
        return "pcheck: Process [" + pname + ", pid=" + pid + "] Down";
    }

    /** What rsyslogd wrote about a PENT: "ident: text", the pid in the ident checked and taken out. */
    private static List<String> linesOf(String pname) {
        Pattern line = Pattern.compile("^\\w{3} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d \\S+ (pcheck|padmin)\\[(\\d+)]: (.*)$");
        List<String> lines = new ArrayList<>();
        long mypid = mypid();
        for (String text : home.read("messages").split("\n")) {
            Matcher matcher = line.matcher(text);
            if (matcher.matches()
                    && (matcher.group(3).contains(pname) || matcher.group(3).contains("[reload]"))) {
                assertThat(matcher.group(2))
                        .isEqualTo(Long.toString(matcher.group(1).equals("padmin") ? LocalSocket.PADMIN : mypid));
                lines.add(matcher.group(1) + ": " + matcher.group(3));
            }
        }
        return lines;
    }

    /** First rsyslogd, to its end: a line that the kernel takes for it meanwhile ends with it, and a death is told at once. */
    private static void killAll() {
        List<Long> pids = pids();
        int rsyslogd = PNAMES.indexOf("/usr/sbin/rsyslogd");
        namespace.kill(pids.get(rsyslogd));
        IntStream.range(0, pids.size())
                .filter(pent -> pent != rsyslogd)
                .forEach(pent -> namespace.kill(pids.get(pent)));
    }

    private static void awaitAllSaved(List<Long> dead) {
        Wait.until(() -> {
            List<Long> now = pids();
            IntStream.range(0, dead.size())
                    .forEach(i -> assertThat(now.get(i)).as(PNAMES.get(i)).isNotEqualTo(dead.get(i)));
            assertThat(states()).containsOnly("AVAIL");
        });
    }

    private static void awaitAll(String state) {
        Wait.until(() -> assertThat(states()).containsOnly(state));
    }

    /** Two whole looks at all processes, so that a process started by hand was certainly seen. */
    private static void awaitTwoLooks() {
        for (int look = 0; look < 2; look++) {
            Wait.untilFalls(SavedDaemonsIT::lookAge);
        }
    }

    private static long lookAge() {
        return read(Beans.AGENT, "LastLookAgeMillis").getAsLong();
    }

    private static long mypid() {
        return read(Beans.AGENT, "Pid").getAsLong();
    }

    private static List<String> states() {
        return rows("procSts").toList();
    }

    private static List<Long> pids() {
        return rows("pid").map(Long::valueOf).toList();
    }

    private static Stream<String> rows(String field) {
        return read(Beans.pcheck(PCHECK), "Pents").getAsJsonArray().asList().stream()
                .map(row -> row.getAsJsonObject().get(field).getAsString());
    }

    private static JsonElement read(String bean, String attribute) {
        return LocalSocket.read(home, bean, attribute);
    }
}
