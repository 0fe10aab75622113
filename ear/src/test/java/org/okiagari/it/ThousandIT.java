package org.okiagari.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.okiagari.check.Alone;
import org.okiagari.check.Checks;
import org.okiagari.check.Footprint;
import org.okiagari.check.ScriptNotes;

/** R-16 in Payara Micro: all of a thousand daemons die at once. */
@Alone(why = "it bounds a time and counts scripts by their age; a thousand starts leave a neighbour no processor")
class ThousandIT {
    private static final int ALL = 1000;
    private static final int PARALLEL = 8;
    private static final String PCHECK = "pfile_thousand";
    /** A script is young for a second after its attempt was told. */
    private static final Duration SURELY_YOUNG = Duration.ofMillis(600);
    /** On a quiet machine a script takes 10 ms of a processor, and a busy one ten times that. */
    private static final Duration MOST = Duration.ofSeconds(10 * ALL / 100);

    private static final long MOST_GROWTH_KIB = 50 * 1024;

    private final TestHome home = TestHome.create("thousand");
    private final ScriptNotes scripts = new ScriptNotes(home.path().resolve("scripts"));

    @SuppressWarnings("NullAway.Init")
    private RunningServer server;

    @AfterEach
    void end() {
        home.end(server);
    }

    @Test
    @DisplayName("R-16: 1,000 processes die within 100 ms: 1,000 Down, scripts within RESTART_PARALLEL, memory bounded")
    void r16AThousandDeathsAreToldAndAnswered() {
        start();
        Map<String, Long> before = pids();
        long rss = Footprint.of(server.pid()).rssKib();

        long begin = System.nanoTime();
        kill(before);
        Duration killing = since(begin);
        Wait.within(MOST)
                .untilAsserted(() -> assertThat(pids())
                        .hasSize(ALL)
                        .noneSatisfy((pname, pid) -> assertThat(pid).isEqualTo(before.get(pname))));
        Duration took = since(begin);

        long growth = Footprint.of(server.pid()).rssKib() - rss;
        Map<String, List<String>> expected = new HashMap<>();
        pids().forEach((pname, pid) -> {
            Long dead = before.get(pname);
            expected.put(pname, List.of("up " + dead, "down " + dead, "restart " + dead, "up " + pid));
        });
        Wait.until(() -> assertThat(home.check().stories()).isEqualTo(expected));
        System.out.printf(
                "ThousandIT R-16: killed in %d ms, all up after %d ms, memory + %d KiB%n",
                killing.toMillis(), took.toMillis(), growth);
        assertThat(scripts.starts()).isEqualTo(ALL);
        assertThat(scripts.mostAtOnce(begun(), SURELY_YOUNG)).isLessThanOrEqualTo(PARALLEL);
        assertThat(growth).as("memory in KiB").isLessThan(MOST_GROWTH_KIB);
        assertThat(LocalSocket.read(home, Beans.AGENT, "EventDrops").getAsLong())
                .isZero();
    }

    private void start() {
        home.write(home.conf("psagent.conf"), "SYSLOG = off\nRESTART_PARALLEL = " + PARALLEL + "\n");
        Path script =
                home.script("restart.sh", scripts.line("start"), Daemon.startLine(Path.of("$1")), scripts.line("end"));
        home.check().scripts(scripts.file());
        Path program = home.daemon("one-of-many").program();
        List<String> pents = new ArrayList<>();
        List<String> command = new ArrayList<>(
                List.of("sh", "-c", "for p in \"$@\"; do " + Daemon.startLine(Path.of("$p")) + "; done", "sh"));
        for (int i = 1; i <= ALL; i++) {
            Path one = link(program, i);
            command.add(one.toString());
            pents.add(one + " : " + script + " " + one + " : 600 : 9 : continue");
        }
        Run.ok(command.toArray(String[]::new));
        home.pfile(PCHECK, 0x1f00d901, List.of("MONITOR_INTERVAL 1"), pents.toArray(String[]::new));
        server = RunningServer.start(RunningServer.Kind.PAYARA_MICRO, home, RunningServer.WHOLE_HEAP);
        Wait.until(() -> assertThat(pids()).hasSize(ALL));
    }

    private static Path link(Path program, int number) {
        try {
            return Files.createLink(program.resolveSibling(program.getFileName() + "-" + number), program);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the pids of those that are up. */
    private Map<String, Long> pids() {
        return PentNow.all(home, PCHECK).stream()
                .filter(PentNow::isUp)
                .collect(Collectors.toMap(PentNow::pname, PentNow::pid));
    }

    /** Returns when each attempt was told, by pname. */
    private Map<String, Instant> begun() {
        return home.lines("log/events.jsonl").stream()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .filter(event -> event.get("event").getAsString().equals("pent.restart"))
                .collect(Collectors.toMap(
                        event -> event.get("pent").getAsString(),
                        (JsonObject event) -> OffsetDateTime.parse(
                                        event.get("time").getAsString())
                                .toInstant()));
    }

    private static void kill(Map<String, Long> pids) {
        List<String> command = new ArrayList<>(List.of("kill", "-KILL"));
        pids.values().forEach(pid -> {
            Checks.dies(pid);
            command.add(pid.toString());
        });
        Run.ok(command.toArray(String[]::new));
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
