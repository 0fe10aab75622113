package org.okiagari.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.okiagari.api.Home;
import org.okiagari.api.SelfMeasurement;

class PadminTest {
    private static final String PCHECK = FakeServer.PCHECK;

    @TempDir
    Path directory;

    private Path pfile;
    private Console console;
    private FakeServer server;

    @BeforeEach
    void start() throws IOException {
        Home home = new Home(directory);
        pfile = Files.writeString(directory.resolve("pfile_cron"), "");
        console = new Console(home);
        server = FakeServer.start(home).running(pfile);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void listsAsTheManualDoes() {
        int code = console.padmin("-l");

        assertThat(console.err()).isEmpty();
        assertThat(code).isZero();
        assertThat(console.out())
                .isEqualTo("ipckey   = 0x1f000501\nmypid    = 7750\nmyname   = pcheck\npfile    = " + pfile
                        + "\nmessage  = start\n");
    }

    @Test
    void separatesTwoPchecksByABlankLine() {
        server.value(Client.AGENT + " Pchecks", List.of(FakeServer.row("a", "/a"), FakeServer.row("b", "/b")));

        console.padmin("-l");

        assertThat(console.out()).contains("message  = start\n\nipckey   = ").doesNotStartWith("\n");
    }

    @Test
    void listsNothingWithoutPcheckOrServer() throws IOException {
        server.value(Client.AGENT + " Pchecks", List.of());
        assertThat(console.padmin("-l")).isZero();
        assertThat(console.out()).isEmpty();

        server.close();
        assertThat(console.padmin("-l")).isZero();
        assertThat(console.out() + console.err()).isEmpty();
        assertThat(console.padmin("-l", "--json")).isZero();
        assertThat(console.out()).isEqualTo("[]\n");
    }

    @Test
    void everyOtherCommandWithoutAServerExitsWith2() throws IOException {
        server.close();

        for (String[] args : new String[][] {
            {"-f", pfile.toString(), "-c", "show", "param"},
            {"-f", pfile.toString(), "-c", "reload"},
            {"events"},
            {"top"}
        }) {
            assertThat(console.padmin(args)).isEqualTo(2);
            assertThat(console.err()).startsWith("padmin: no server runs in ").hasLineCount(1);
        }
    }

    @Test
    void listsAsJsonWithTheNamesOfTheRows() {
        assertThat(console.padmin("--json", "-l")).isZero();

        assertThat(console.out())
                .startsWith("[{\"name\":\"pfile_cron\",\"ipckey\":\"0x1f000501\",\"mypid\":7750,")
                .endsWith("}]\n");
    }

    @Test
    void showsTheTextsOfTheServer() {
        server.value(PCHECK + " ParamText", "MSG_CHECK_INTERVAL = 5\n");
        server.value(PCHECK + " PentText", "pname          = crond\n\npname          = sshd");

        assertThat(console.padmin("-f", pfile.toString(), "-c", "show", "param"))
                .isZero();
        assertThat(console.out()).isEqualTo("MSG_CHECK_INTERVAL = 5\n");
        assertThat(console.padmin("-f", pfile.toString(), "-c", "show pent")).isZero();
        assertThat(console.out()).isEqualTo("pname          = crond\n\npname          = sshd\n");
    }

    @Test
    void showsOnePent() {
        server.value(PCHECK + " Pents", List.of(FakeServer.pent(1, "crond"), FakeServer.pent(2, "sshd")));

        assertThat(console.padmin("-f", pfile.toString(), "-c", "show pent", "-p", "2"))
                .isZero();

        assertThat(console.out())
                .isEqualTo("pname          = sshd\npid            = 8482\nretry_count    = 0\nrestart_count  = 3\n"
                        + "proc_sts       = RETRY_OVER\nretry_over_act = continue\n"
                        + "rerun_time     = Thu Jan 18 13:34:43 2007\npent_id        = 2\nmonitor_sts    = on\n");
    }

    @Test
    void findsThePcheckThroughALink() throws IOException {
        server.value(PCHECK + " reload", null);
        Path link = Files.createSymbolicLink(directory.resolve("link"), pfile);

        assertThat(console.padmin("-f", link.toString(), "-c", "reload")).isZero();

        assertThat(console.out() + console.err()).isEmpty();
        assertThat(server.last().get("operation")).isEqualTo("reload");
        assertThat(server.last().get("client")).isEqualTo("padmin");
        assertThat(server.last().get("clientPid"))
                .isEqualTo(ProcessHandle.current().pid());
    }

    @Test
    void aPfileThatNothingRunsIsExit2() {
        assertThat(console.padmin("-f", "/nowhere/pfile", "-c", "reload")).isEqualTo(2);
        assertThat(console.err()).isEqualTo("padmin: no such pcheck: none runs /nowhere/pfile\n");
    }

    @Test
    void stopsAndStartsOnePentByItsBean() {
        server.value(PCHECK + " Pents", List.of(FakeServer.pent(1, "crond"), FakeServer.pent(2, "a b")));
        server.value("okiagari:pcheck=pfile_cron,type=Pent,name=\"a b\",id=2 stop", null);

        assertThat(console.padmin("-f", pfile.toString(), "-c", "stop", "-p", "2"))
                .isZero();
        assertThat(console.padmin("-f", pfile.toString(), "-c", "stop", "-p", "3"))
                .isEqualTo(2);
        assertThat(console.err()).isEqualTo("padmin: no such PENT: 3 (this pcheck has 1 to 2)\n");
    }

    @Test
    void printsThePathOfADump() {
        server.value(PCHECK + " dump", "/var/opt/HA/PS/log/pcheck_dump_cron");

        assertThat(console.padmin("-f", pfile.toString(), "-c", "dump")).isZero();
        assertThat(console.out()).isEqualTo("/var/opt/HA/PS/log/pcheck_dump_cron\n");
    }

    @Test
    void printsEveryProblemOfAPfileOnALineOfItsOwn() {
        server.error(
                PCHECK + " reload",
                500,
                "java.lang.IllegalArgumentException",
                "/p:3: unknown action (restart)\n/p:9: no GRACE (x)");

        assertThat(console.padmin("-f", pfile.toString(), "-c", "reload")).isEqualTo(1);
        assertThat(console.err()).isEqualTo("padmin: /p:3: unknown action (restart)\npadmin: /p:9: no GRACE (x)\n");
    }

    @Test
    void tellsRefusedFromNotAllowed() {
        server.error(PCHECK + " reload", 500, "java.lang.IllegalStateException", "A changed IPCKEY is refused.");
        server.error(PCHECK + " shutdown", 403, "java.lang.Exception", "Not for this user.");

        assertThat(console.padmin("-f", pfile.toString(), "-c", "reload")).isEqualTo(3);
        assertThat(console.err()).isEqualTo("padmin: A changed IPCKEY is refused.\n");
        assertThat(console.padmin("-f", pfile.toString(), "-c", "shutdown")).isEqualTo(4);
        assertThat(console.err()).isEqualTo("padmin: Not for this user.\n");
    }

    @Test
    void escapesControlCharactersInEverythingItPrints() {
        server.value(PCHECK + " PentText", "pname          = a\u001b[2Jb\r\u202e\n");

        console.padmin("-f", pfile.toString(), "-c", "show", "pent");

        assertThat(console.out()).isEqualTo("pname          = a\\x1b[2Jb\\x0d\\xe2\\x80\\xae\n");
    }

    @Test
    void printsEventsForPeopleAndAsInTheFile() {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("seq", 7);
        event.put("time", "2026-11-22T00:00:00+09:00");
        event.put("host", "h");
        event.put("pcheck", "pfile_cron");
        event.put("pent", "crond");
        event.put("pentId", 1);
        event.put("event", "pent.down");
        event.put("pid", 8033);
        event.put("detail", "{\"status\":\"signal 9\"}");
        server.value(Client.AGENT + " events", List.of(event));

        assertThat(console.padmin("events", "-n", "1")).isZero();
        assertThat(console.out())
                .isEqualTo("2026-11-22T00:00:00+09:00 pfile_cron pent.down crond 8033 {\"status\":\"signal 9\"}\n");
        assertThat(server.last().get("arguments")).isEqualTo(List.of(-1L, 1L));
        assertThat(console.padmin("events", "--json")).isZero();
        assertThat(console.out())
                .isEqualTo("{\"time\":\"2026-11-22T00:00:00+09:00\",\"host\":\"h\",\"pcheck\":\"pfile_cron\","
                        + "\"pent\":\"crond\",\"pent_id\":1,\"event\":\"pent.down\",\"pid\":8033,"
                        + "\"detail\":{\"status\":\"signal 9\"},\"seq\":7}\n");
    }

    private static Map<String, Object> event(long seq, String type) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("seq", seq);
        event.put("time", "t");
        event.put("host", "h");
        event.put("pcheck", "p");
        event.put("pent", "");
        event.put("pentId", 0);
        event.put("event", type);
        event.put("pid", 0);
        event.put("detail", "{}");
        return event;
    }

    @Test
    void printsAllEventsAfterANumberAndSaysWhatIsNotKept() {
        server.value(Client.AGENT + " events", List.of(event(9, "pent.up"), event(12, "gap"), event(13, "pent.down")));

        assertThat(console.padmin("events", "--after", "4")).isZero();

        assertThat(server.last().get("arguments")).isEqualTo(List.of(4L, 1_000L));
        assertThat(console.out()).hasLineCount(3);
        assertThat(console.err()).isEqualTo("padmin: events 5 to 8 are not in the journal any more\n");
        assertThat(console.padmin("events", "--after", "-1")).isEqualTo(1);
        assertThat(console.padmin("-l", "--after", "1")).isEqualTo(1);
    }

    @Test
    void printsTheTableOnceWhereStdoutIsNoTerminal() {
        server.value(Client.AGENT + " AllPents", List.of(FakeServer.pent(1, "crond")))
                .measuring(Map.of());

        assertThat(console.padmin("top")).isZero();

        assertThat(console.out())
                .contains("1 PENTs, 1 not well")
                .contains("crond")
                .contains("RETRY_OVER");
    }

    @Test
    void theTableTellsHowEachIsWatchedAndWhyNotByEvent() {
        Map<String, @Nullable Object> seen = FakeServer.pent(1, "crond");
        seen.put("lastDetectionMillis", 2);
        Map<String, @Nullable Object> fellBack = FakeServer.pent(2, "sshd");
        fellBack.put("watchedBy", "poll");
        fellBack.put("polledBecause", "no pidfd: Too many open files");
        Map<String, @Nullable Object> wanted = FakeServer.pent(3, "ntpd");
        wanted.put("watchedBy", "poll");
        wanted.put("polledBecause", "DETECT = poll");
        server.value(Client.AGENT + " AllPents", List.of(seen, fellBack, wanted))
                .measuring(Map.of(
                        "DetectionLatencyMedianMicros", 850,
                        "RestartDurationMedianMillis", -1,
                        "MonitoringCpuMillis", 12_345,
                        "FellBackToPoll", 1));

        assertThat(console.padmin("top")).isZero();

        assertThat(console.out())
                .contains("By event 7, by poll 7 (1 fell back); deaths seen after 0.8 ms, restarts -,")
                .contains("CPU 12345 ms\n")
                .containsPattern("crond .* on +event +2 Thu Jan 18 13:34:43 2007\n")
                .containsPattern("sshd .* on +poll! +- Thu Jan 18 13:34:43 2007 \\(no pidfd: Too many open files\\)\n")
                .containsPattern("ntpd .* on +poll +- Thu Jan 18 13:34:43 2007\n");
    }

    @Test
    void everyFigureOfTheMonitorIsPrinted() {
        for (Method getter : SelfMeasurement.class.getMethods()) {
            if (getter.getReturnType().isPrimitive()) {
                assertThat(Self.NAMES).contains(getter.getName().substring("get".length()));
            }
        }
        assertThat(Self.NAMES).doesNotHaveDuplicates();
    }

    @Test
    void printsWhatTheMonitorMeasuresOfItself() {
        server.measuring(Map.of("MonitoringCpuMillis", 99, "ScanCount", -1));

        assertThat(console.padmin("self")).isZero();
        assertThat(console.out())
                .startsWith("DetectionLatencyCount        = 7\nDetectionLatencyMedianMicros = 7\n")
                .contains("\nMonitoringCpuMillis          = 99\n");
        assertThat(console.padmin("self", "--json")).isZero();
        assertThat(console.out()).startsWith("{\"DetectionLatencyCount\":7,").endsWith("}\n");
    }

    @Test
    void helpsWithEveryCommand() {
        assertThat(console.padmin("--help")).isZero();
        assertThat(console.out()).contains("usage: padmin -l").contains("examples:");
        for (String command : new String[] {"show param", "show pent", "reload", "shutdown", "stop", "start", "dump"}) {
            assertThat(console.padmin("-c", command, "--help")).isZero();
            assertThat(console.out())
                    .startsWith("usage: padmin -f <pfile> -c " + command.split(" ")[0])
                    .contains("example");
        }
        for (String command : new String[] {"events", "top", "self"}) {
            assertThat(console.padmin(command, "--help")).isZero();
            assertThat(console.out()).startsWith("usage: padmin " + command).contains("example");
        }
        assertThat(console.padmin("--version")).isZero();
        assertThat(console.out()).startsWith("padmin (Okiagari) 0");
    }
}
