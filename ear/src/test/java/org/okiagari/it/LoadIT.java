package org.okiagari.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.okiagari.check.Alone;
import org.okiagari.check.Checks;

/**
 * The embedded server under load: a flood of requests, and many deaths one after the other.
 *
 * <p>System properties: {@code okiagari.flood}, how many seconds the flood lasts, 6 unless told otherwise;
 * {@code okiagari.cycles}, how many deaths, 150 unless told otherwise.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Alone(why = "a flood of requests and of deaths; it bounds the gap between checks")
class LoadIT {
    private static final int CONNECTIONS = 64;
    private static final int PENTS = 25;
    private static final int FLOOD_SECONDS = Integer.getInteger("okiagari.flood", 6);
    private static final int CYCLES = Integer.getInteger("okiagari.cycles", 150);
    /** The longest pause between two checks: 1.5 s on a quiet machine, ten times that where others work too. */
    private static final long MOST_GAP_MILLIS = 15_000;

    private static final int MANY = 1000;
    /** So many deaths come first: what is made once is there then. */
    private static final int FEWEST = 50;

    private static final double MOST_HEAP = 1.25;

    private static final String PCHECK = "pfile_load";
    private static final TestHome HOME = TestHome.create("load");

    @SuppressWarnings("NullAway.Init")
    private static RunningServer server;

    @SuppressWarnings("NullAway.Init")
    private static LocalSocket socket;

    /** Whom the tests have killed: the pid alone may be somebody else's later. */
    private static final Set<Life> KILLED = new HashSet<>();

    /** A daemon from one Up to its death; each restart counts one more. */
    private record Life(String pname, long restarts, long pid) {
        static Life of(JsonObject row) {
            return new Life(
                    row.get("pname").getAsString(),
                    row.get("restartCount").getAsLong(),
                    row.get("pid").getAsLong());
        }

        /** Of very many the oracle is not told, whose work grows with their square: the tests themselves prove that none is missed. */
        void kill() {
            if (CYCLES < MANY) {
                Checks.dies(pid);
            }
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }

        String told() {
            return pname + " " + pid;
        }
    }

    @BeforeAll
    static void start() {
        List<String> pents = new ArrayList<>();
        for (int i = 1; i <= PENTS; i++) {
            Daemon daemon = HOME.daemon("loaded-" + i);
            daemon.start();
            pents.add(daemon.pent(0, 1_000_000, "continue"));
        }
        HOME.pfile(PCHECK, 0x1f00d301, List.of("MONITOR_INTERVAL 1"), pents.toArray(String[]::new));
        server = RunningServer.start(RunningServer.Kind.PAYARA_MICRO, HOME, RunningServer.WHOLE_HEAP);
        socket = LocalSocket.of(HOME);
        awaitAllUp();
    }

    @AfterAll
    @SuppressWarnings("NullAway") // A server that did not start is null.
    static void end() {
        if (socket != null) {
            socket.close();
        }
        if (server != null) {
            server.close();
        }
        Daemons.killAllBelow(HOME.path());
    }

    @Test
    @Order(1)
    @DisplayName("R-32: a flood of requests delays no check for long and hides no death")
    void aFloodOfRequestsDelaysNoCheckForLongAndHidesNoDeath() throws IOException {
        long checks = number("TickLengthCount");
        SortedMap<String, Integer> descriptors = Footprint.descriptors(server.pid());
        long begin = System.nanoTime();
        List<Long> gaps = new ArrayList<>();
        Set<Life> killed = new HashSet<>();
        long answers;
        try (Flood flood = Flood.start(server, CONNECTIONS, Duration.ZERO)) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(FLOOD_SECONDS + 60))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> {
                        gaps.add(number("LastLookAgeMillis"));
                        if (gaps.size() % 10 == 0) {
                            killOne(killed);
                        }
                        return seconds(begin) >= FLOOD_SECONDS && killed.size() > 2;
                    });
            assertThat(flood.failures()).isZero();
            answers = flood.answers();
        }
        long longest = gaps.stream().mapToLong(gap -> gap).max().orElseThrow();
        long done = number("TickLengthCount") - checks;
        awaitAllUp();
        System.out.printf(
                "LoadIT R-32: %d requests/s by %d connections for %d s, longest gap of a 1 s tick %d ms, %d checks, %d deaths%n",
                answers / FLOOD_SECONDS, CONNECTIONS, FLOOD_SECONDS, longest, done, killed.size());
        System.out.println("LoadIT R-32: descriptors more than before "
                + Footprint.beyond(Footprint.descriptors(server.pid()), descriptors));

        assertThat(answers).isGreaterThan(10L * FLOOD_SECONDS);
        assertThat(longest).as("longest gap in ms").isLessThanOrEqualTo(MOST_GAP_MILLIS);
        assertThat(killed).hasSizeGreaterThan(2);
        Wait.until(() -> assertThat(deaths())
                .as("0 missed deaths")
                .containsAll(killed.stream().map(Life::told).toList()));
    }

    @Test
    @Order(2)
    @DisplayName("R-38: after many deaths under load everything is where it was")
    void afterManyDeathsUnderLoadEverythingIsWhereItWas() throws IOException {
        try (Flood load = load()) {
            die(Math.max(CYCLES / 10, FEWEST));
            assertThat(load.failures()).isZero();
        }
        Consumption before = atRest(Optional.empty());
        SortedMap<String, Integer> descriptors = Footprint.descriptors(server.pid());
        long begin = System.nanoTime();
        try (Flood load = load()) {
            die(CYCLES);
            assertThat(load.failures()).isZero();
        }
        long took = seconds(begin);
        Consumption after = atRest(Optional.of(before));
        System.out.printf("LoadIT R-38: %d deaths in %d s, before %s, after %s%n", CYCLES, took, before, after);
        System.out.println("LoadIT R-38: descriptors more than before "
                + Footprint.beyond(Footprint.descriptors(server.pid()), descriptors) + ", less "
                + Footprint.beyond(descriptors, Footprint.descriptors(server.pid())));

        HOME.check().held(before.heldWithPools(), after.held());
        assertThat((double) after.heapKib()).as("heap").isLessThan(MOST_HEAP * before.heapKib());
        assertThat(number("EventDrops")).isZero();
        Wait.until(() -> assertThat(deaths())
                .as("every death once")
                .containsExactlyInAnyOrderElementsOf(
                        KILLED.stream().map(Life::told).toList()));
    }

    /** Kills whoever is up, again and again, until so many more have died and all are up again. */
    private static void die(int deaths) {
        int wanted = KILLED.size() + deaths;
        Awaitility.await()
                .atMost(Duration.ofSeconds(60L + 2L * deaths))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    for (Life life : up()) {
                        if (KILLED.size() < wanted && KILLED.add(life)) {
                            life.kill();
                        }
                    }
                    return KILLED.size() >= wanted;
                });
        awaitAllUp();
    }

    private static void killOne(Set<Life> killed) {
        up().stream().filter(KILLED::add).findFirst().ifPresent(life -> {
            life.kill();
            killed.add(life);
        });
    }

    /** What a console and a Prometheus ask, and more. */
    private static Flood load() {
        return Flood.start(server, 4, Duration.ofMillis(100));
    }

    /** What pools and caches give back, they give back after a while. */
    private static Consumption atRest(Optional<Consumption> before) {
        List<Consumption> counts = new ArrayList<>();
        Awaitility.await()
                .atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofSeconds(1))
                .pollDelay(Duration.ZERO)
                .until(() -> {
                    Consumption now = Consumption.of(server);
                    counts.add(now);
                    return now.isAtRest(before.orElse(now)) || counts.size() > 40;
                });
        return counts.get(counts.size() - 1);
    }

    private static void awaitAllUp() {
        Wait.until(() -> assertThat(up()).hasSize(PENTS).noneMatch(KILLED::contains));
    }

    private static List<Life> up() {
        JsonArray rows = value(Jolokia.request("read", Beans.pcheck(PCHECK), "attribute", "Pents"))
                .getAsJsonArray();
        return rows.asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(row -> row.get("procSts").getAsString().equals("AVAIL"))
                .map(Life::of)
                .toList();
    }

    private static long number(String attribute) {
        return value(Jolokia.request("read", Beans.AGENT, "attribute", attribute))
                .getAsLong();
    }

    private static JsonElement value(JsonObject request) {
        JsonObject answer = socket.ask(request, LocalSocket.PADMIN);
        assertThat(answer.get("status").getAsInt()).as(answer.toString()).isEqualTo(200);
        return answer.get("value");
    }

    /** Returns all Downs that are written, as PENT and pid. */
    private static List<String> deaths() throws IOException {
        List<String> deaths = new ArrayList<>();
        for (Path file : journal()) {
            for (String line : HOME.lines(file.toString())) {
                JsonObject event = JsonParser.parseString(line).getAsJsonObject();
                if (event.get("event").getAsString().equals("pent.down")) {
                    deaths.add(event.get("pent").getAsString() + " "
                            + event.get("pid").getAsLong());
                }
            }
        }
        return deaths;
    }

    private static List<Path> journal() throws IOException {
        try (Stream<Path> files = Files.list(HOME.path().resolve("log"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("events.jsonl"))
                    .toList();
        }
    }

    private static long seconds(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin).toSeconds();
    }
}
