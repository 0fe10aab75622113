package org.okiagari.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How soon an open page shows a death: told by the server, and asking by the clock. */
class ConsoleLiveIT {
    private static final int DEATHS = Integer.getInteger("okiagari.deaths", 7);

    /** Resolves to the time at which the page shows another pid in the row. */
    private static final String PID_CHANGES = """
            pname => {
                const row = document.querySelector(`[data-testid=pent-row][data-pname="${pname}"]`)
                const before = row.querySelectorAll('td')[3].textContent
                window.changedAt = new Promise(done => new MutationObserver((_, observer) => {
                    const now = row.querySelectorAll('td')[3].textContent
                    if (now !== before) { observer.disconnect(); done(Date.now()) }
                }).observe(row, { subtree: true, childList: true, characterData: true }))
            }""";

    private static final TestHome HOME = TestHome.create("console-live");

    /** Each dies once in a test: one that dies within a second of its restart has to wait. */
    private static final List<Daemon> DAEMONS =
            IntStream.range(0, DEATHS).mapToObj(i -> HOME.daemon("seen-" + i)).toList();

    @SuppressWarnings("NullAway.Init")
    private static RunningServer server;

    @SuppressWarnings("NullAway.Init")
    private static Browser browser;

    @BeforeAll
    static void start() {
        browser = Browser.start();
        DAEMONS.forEach(Daemon::start);
        HOME.pfile(
                "pfile_seen",
                0x1f00c202,
                List.of("MONITOR_INTERVAL 10"),
                DAEMONS.stream()
                        .map(daemon -> daemon.pent(6_000, 1_000, "continue"))
                        .toArray(String[]::new));
        server = RunningServer.start(RunningServer.Kind.PAYARA_MICRO, HOME);
    }

    @AfterAll
    static void end() {
        HOME.end(browser, server);
    }

    @Test
    void aDeathIsShownAtOnceWhereTheServerTellsOfIt() {
        try (Page page = browser.page()) {
            long[] millis = deathsSeen(page, "stream");

            assertThat(millis[millis.length / 2])
                    .as("median of %s", List.of(LongStream.of(millis).boxed().toArray()))
                    .isLessThan(Bounds.of(700));
        }
    }

    @Test
    void aDeathIsShownWithinAFewSecondsWhereThereIsNoStream() {
        try (Page page = browser.page()) {
            page.route("**/okiagari/live", route -> route.abort());

            long[] millis = deathsSeen(page, "clock");

            assertThat(millis[millis.length - 1]).as("the slowest").isLessThan(Bounds.of(6_000));
        }
    }

    /** Returns how long each death took from the kill to the new pid in the page, sorted. */
    private static long[] deathsSeen(Page page, String by) {
        ConsolePage console = new ConsolePage(page, server).open("/").logIn("viewer");
        ConsolePage.seen(console.row(DAEMONS.get(0)));
        assertThat(page.getByTestId("okiagari-live"))
                .hasAttribute("data-by", by, new LocatorAssertions.HasAttributeOptions().setTimeout(30_000));
        long[] millis = DAEMONS.stream()
                .mapToLong(daemon -> deathSeen(page, console, daemon))
                .sorted()
                .toArray();
        System.out.println("From a kill to the new pid in the page, by " + by + ": " + DEATHS + " deaths, median "
                + millis[DEATHS / 2] + " ms, slowest " + millis[DEATHS - 1] + " ms, all "
                + List.of(LongStream.of(millis).boxed().toArray()));
        return millis;
    }

    private static long deathSeen(Page page, ConsolePage console, Daemon daemon) {
        long pid = daemon.pid();
        console.seesPent(daemon, "AVAIL", pid);
        page.evaluate(PID_CHANGES, daemon.pname());
        long before = System.currentTimeMillis();
        daemon.kill(pid);
        return ((Number) page.evaluate("() => window.changedAt")).longValue() - before;
    }
}
