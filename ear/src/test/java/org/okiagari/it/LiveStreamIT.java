package org.okiagari.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** {@code /okiagari/live}, by which an open page hears of changes: whom it serves, and whom and how many it does not. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class) // Users go away in the last ones.
class LiveStreamIT {
    private static final String LIVE = "/okiagari/live";
    private static final int OF_A_USER = 16;
    private static final TestHome HOME = TestHome.create("live");
    private static final Daemon DAEMON = HOME.daemon("okiagari-live");

    @SuppressWarnings("NullAway.Init")
    private static RunningServer server;

    private static int port;

    @BeforeAll
    static void start() {
        DAEMON.start();
        HOME.pfile("pfile_live", 0x1f00c201, List.of("MONITOR_INTERVAL 2"), DAEMON.pent(600, 100, "continue"));
        server = RunningServer.start(RunningServer.Kind.PAYARA_MICRO, HOME);
        port = server.port();
    }

    @AfterAll
    static void end() {
        HOME.end(server);
    }

    @Test
    @Order(1)
    void tellsOfADeathAndNothingOfWhatDied() {
        try (EventStream stream = EventStream.as("viewer", port)) {
            assertThat(stream.status()).isEqualTo(200);
            assertThat(stream.head())
                    .anyMatch(line -> line.matches("(?i)content-type: *text/event-stream.*"))
                    .anyMatch(line -> line.matches("(?i)cache-control: *no-store"))
                    .anyMatch(line -> line.matches("(?i)x-content-type-options: *nosniff"))
                    .noneMatch(line -> line.matches("(?i)access-control.*"));
            assertThat(stream.hears("beat")).isTrue();

            DAEMON.kill(DAEMON.pid());

            assertThat(stream.hears("change")).isTrue();
            assertThat(stream.seen()).allMatch(line -> line.matches("retry: 5000|event: (beat|change)|data: ?"));
        }
    }

    @Test
    @Order(2)
    void isClosedToWhoIsNotLoggedIn() {
        assertThat(RawHttp.get(port, LIVE).send().status()).isEqualTo(401);
        assertThat(RawHttp.get(port, LIVE)
                        .header("Accept", "text/event-stream")
                        .header("Sec-Fetch-Mode", "cors")
                        .header("Sec-Fetch-Site", "same-origin")
                        .send()
                        .status())
                .isEqualTo(401);
        assertThat(RawHttp.get(port, LIVE)
                        .header("Cookie", "JSESSIONID=0123456789abcdef0123456789ab")
                        .send()
                        .status())
                .isEqualTo(401);
    }

    @Test
    @Order(3)
    void isClosedToPagesOfOtherSitesAndToOtherNames() {
        assertThat(viewer().header("Origin", "http://evil.example").send().status())
                .isEqualTo(403);
        assertThat(viewer().header("Origin", "null").send().status()).isEqualTo(403);
        assertThat(viewer().header("Sec-Fetch-Site", "cross-site").send().status())
                .isEqualTo(403);
        assertThat(viewer().header("Sec-Fetch-Site", "cross-site")
                        .header("Sec-Fetch-Mode", "navigate")
                        .header("Sec-Fetch-Dest", "document")
                        .send()
                        .status())
                .as("a link")
                .isEqualTo(403);
        assertThat(viewer().host("evil.example").send().status()).isEqualTo(421);
        assertThat(RawHttp.post(port, LIVE, "application/json", "{}")
                        .as("viewer")
                        .send()
                        .status())
                .isEqualTo(405);
        assertThat(RawHttp.get(port, LIVE + ";jsessionid=1").as("viewer").send().status())
                .isEqualTo(400);
    }

    @Test
    @Order(4)
    void isBoundedForAUserAndHasRoomAgainWhenHisPagesAreGone() {
        List<EventStream> all = new ArrayList<>();
        try {
            for (int i = 0; i < 2 * OF_A_USER; i++) {
                all.add(EventStream.as("operator", port));
            }
            assertThat(all.stream().map(EventStream::status))
                    .as("the first are served, the others go on by polling")
                    .containsExactlyElementsOf(Stream.concat(
                                    Stream.generate(() -> 200).limit(OF_A_USER),
                                    Stream.generate(() -> 503).limit(OF_A_USER))
                            .toList());
            assertThat(all.get(OF_A_USER).head()).anyMatch(line -> line.matches("(?i)retry-after: *30"));
            try (EventStream other = EventStream.as("viewer", port)) {
                assertThat(other.status()).as("another user").isEqualTo(200);
            }
        } finally {
            all.forEach(EventStream::close);
        }
        Wait.until(() -> {
            try (EventStream again = EventStream.as("operator", port)) {
                assertThat(again.status()).isEqualTo(200);
            }
        });
    }

    @Test
    @Order(5)
    void clientsThatNeverReadHoldUpNobody() {
        List<EventStream> deaf = new ArrayList<>();
        try (EventStream stream = EventStream.as("viewer", port)) {
            for (int i = 0; i < OF_A_USER; i++) {
                deaf.add(EventStream.as("admin", port));
            }
            for (int i = 0; i < 3; i++) {
                long dead = DAEMON.pid();
                DAEMON.kill(dead);
                assertThat(stream.hears("change")).isTrue();
                DAEMON.pidAfter(dead);
            }
            assertThat(new Jolokia(server, "viewer")
                            .read(Beans.AGENT, "PentCount")
                            .getAsInt())
                    .isOne();
        } finally {
            deaf.forEach(EventStream::close);
        }
    }

    @Test
    @Order(6)
    void endsWithTheSession() throws IOException {
        String cookie = Logins.sessionCookie(Logins.form(server, "operator", TestHome.password("operator")));
        try (EventStream stream = EventStream.open(port, "Cookie: " + cookie.replaceFirst(";.*", ""))) {
            assertThat(stream.status()).isEqualTo(200);
            assertThat(stream.hears("beat")).isTrue();

            Logins.logOut(server, cookie);

            assertThat(stream.ends(50)).isTrue();
        }
    }

    @Test
    @Order(7)
    void endsWithTheUserWhetherThereIsASessionOrNot() throws IOException {
        String cookie = Logins.sessionCookie(Logins.form(server, "viewer", TestHome.password("viewer")));
        try (EventStream bySession = EventStream.open(port, "Cookie: " + cookie.replaceFirst(";.*", ""));
                EventStream byPassword = EventStream.as("viewer", port);
                EventStream stays = EventStream.as("admin", port)) {
            assertThat(bySession.hears("beat")).isTrue();
            assertThat(byPassword.hears("beat")).isTrue();
            String users = HOME.read("conf/users");

            HOME.replace(
                    HOME.conf("users"),
                    users.lines()
                            .filter(line -> !line.startsWith("viewer:"))
                            .reduce("", (all, line) -> all + line + "\n"));

            assertThat(bySession.ends(50)).isTrue();
            assertThat(byPassword.ends(50)).isTrue();
            assertThat(stays.hears("beat")).isTrue();
        }
    }

    private static RawHttp viewer() {
        return RawHttp.get(port, LIVE).as("viewer").header("Accept", "text/event-stream");
    }
}
