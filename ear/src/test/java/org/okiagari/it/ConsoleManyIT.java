package org.okiagari.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.okiagari.check.Alone;

/** The console with a thousand rows that all change at once, and with ten thousand; docs/benchmarks.md has the figures. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class) // The first pfile ends before the great one is started.
@Alone(why = "it measures how long the browser and the server are busy")
class ConsoleManyIT {
    private static final String THOUSAND = "pfile_1000";
    private static final String TEN_THOUSAND = "pfile_10000";
    /** Before every path of a build in the order of names. */
    private static final String NOWHERE = "/a/nowhere-";

    private static final int WATCHED_MILLIS = Integer.getInteger("okiagari.watched", 6_000);

    private static final TestHome HOME = TestHome.create("console-many");
    private static final Daemon DAEMON = HOME.daemon("seen-by-all");

    @SuppressWarnings("NullAway.Init")
    private static RunningServer server;

    @SuppressWarnings("NullAway.Init")
    private static Browser browser;

    @SuppressWarnings("NullAway.Init") // openPage() sets it.
    private Page page;

    @SuppressWarnings("NullAway.Init") // openPage() sets it.
    private ConsolePage console;

    @BeforeAll
    static void start() {
        browser = Browser.start();
        HOME.write(HOME.conf("psagent.conf"), "SYSLOG = off\nPFILES = bin/" + THOUSAND + "\n");
        HOME.pfile(THOUSAND, 0x1f00c301, List.of("MONITOR_INTERVAL 1"), ofOneDaemon(1_000));
        HOME.pfile(
                TEN_THOUSAND,
                0x1f00c302,
                List.of("MONITOR_INTERVAL 1"),
                Stream.concat(
                                Stream.of(ofOneDaemon(1_000)),
                                IntStream.rangeClosed(1_001, 10_000)
                                        .mapToObj(i -> NOWHERE + i + " : - : 0 : 0 : continue"))
                        .toArray(String[]::new));
        DAEMON.start();
        server = RunningServer.start(RunningServer.Kind.PAYARA_MICRO, HOME);
    }

    @AfterAll
    static void end() {
        HOME.end(browser, server);
    }

    @BeforeEach
    void openPage() {
        page = browser.page();
        console = new ConsolePage(page, server);
    }

    @AfterEach
    void closePage() {
        page.close();
    }

    @Test
    @Order(1)
    void aThousandRowsStaySmoothWhileEveryOneOfThemChanges() {
        console.open("/").logIn("viewer");
        headline("All saved");

        double longest;
        try (Changes changes = Changes.of(DAEMON)) {
            longest = LongTasks.longestMillis(page, WATCHED_MILLIS);
            Wait.until(() ->
                    assertThat(changes.count()).as("all rows went down and up").isGreaterThan(2));
            say("1,000 rows that all changed " + changes.count() + " times in " + WATCHED_MILLIS + " ms: longest task "
                    + longest + " ms");
        }

        headline("All saved");
        assertThat(longest).as("longest task while all rows change").isLessThan(Bounds.of(100));
    }

    @Test
    @Order(2)
    void tenThousandRowsAreReadInATimeAndASizeThatAreSane() {
        Jolokia admin = new Jolokia(server, "admin");
        assertThat(admin.call(Beans.pcheck(THOUSAND), "shutdown").get("status").getAsInt())
                .isEqualTo(200);
        JsonObject started = admin.ask(Jolokia.exec(Beans.AGENT, "start", TEN_THOUSAND));
        assertThat(started.get("status").getAsInt()).as(started.toString()).isEqualTo(200);
        String read =
                Jolokia.request("read", Beans.AGENT, "attribute", "AllPents").toString();

        long bytes = admin.post(read).body().getBytes(StandardCharsets.UTF_8).length;
        long[] millis = IntStream.range(0, 20)
                .mapToLong(i -> Bounds.millisOf(() -> admin.post(read)))
                .sorted()
                .toArray();

        say("one read of 10,000 rows: " + bytes + " bytes, fastest " + millis[0] + " ms, median " + millis[10] + " ms");
        assertThat(bytes).isBetween(1_000_000L, 6_000_000L);
        assertThat(millis[10]).isLessThan(Bounds.of(1_000));
    }

    @Test
    @Order(3)
    void tenThousandRowsAreShownSearchedSortedAndTurnedOver() {
        console.open("/").seesLogInForm();
        long first = Bounds.millisOf(() -> {
            console.logIn("viewer");
            ConsolePage.seen(page.getByTestId("pent-row"));
        });
        headline("9000 need you");
        double quiet = LongTasks.longestMillis(page, WATCHED_MILLIS);
        long search = Bounds.millisOf(() -> {
            page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Filter processes"))
                    .fill("nowhere-7777");
            assertThat(page.getByTestId("pent-row")).hasCount(1);
        });
        page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Filter processes"))
                .fill("");
        assertThat(page.getByTestId("pent-row")).hasCount(50);
        long filter = Bounds.millisOf(() -> {
            page.getByTestId("okiagari-state-filter").selectOption("AVAIL");
            shows(page.getByTestId("pent-row").first(), "seen-by-all");
        });
        page.getByTestId("okiagari-state-filter").selectOption("");
        shows(page.getByTestId("pent-row").first(), NOWHERE);
        Locator byName = page.locator("th")
                .filter(new Locator.FilterOptions().setHasText("Process"))
                .getByRole(AriaRole.BUTTON);
        byName.click();
        long sort = Bounds.millisOf(() -> {
            byName.click();
            shows(page.getByTestId("pent-row").first(), "seen-by-all");
        });
        long turn = Bounds.millisOf(() -> {
            page.getByLabel("Go to last page").last().click();
            shows(page.getByTestId("pent-row").last(), NOWHERE + "1001");
        });

        say("10,000 rows: log-in to table " + first + " ms, search " + search + ", filter " + filter + ", sort " + sort
                + ", last page " + turn + " ms; longest task while nothing changes " + quiet + " ms");
        assertThat(first).isLessThan(Bounds.of(4_000));
        assertThat(List.of(search, filter, sort, turn)).allMatch(each -> each < Bounds.of(1_500));
    }

    @Test
    @Order(4)
    void aChangeOfAThousandAmongTenThousandIsShownAndThePageStaysUsable() {
        console.open("/").logIn("viewer");
        headline("9000 need you");

        double longest;
        try (Changes changes = Changes.of(DAEMON)) {
            longest = LongTasks.longestMillis(page, WATCHED_MILLIS);
            say("10,000 rows of which 1,000 changed " + changes.count() + " times in " + WATCHED_MILLIS
                    + " ms: longest task " + longest + " ms");
        }

        headline("9000 need you");
        assertThat(longest).isLessThan(Bounds.of(800));
    }

    @Test
    @Order(5)
    void anOpenPageCostsTheServerLittleWhileNothingChanges() {
        double alone = cpuOf(WATCHED_MILLIS);
        console.open("/").logIn("viewer");
        headline("9000 need you");
        double streaming = cpuOf(WATCHED_MILLIS);
        page.route("**/okiagari/live", route -> route.abort());
        page.reload();
        headline("9000 need you");
        double polling = cpuOf(WATCHED_MILLIS);

        say(String.format(
                "CPU of the server with 10,000 PENTs, per cent of one: no page %.1f, a page by the stream %.1f, a page by the clock %.1f",
                alone, streaming, polling));
        assertThat(streaming - alone).isLessThan(50);
    }

    /** Returns the CPU time of the server in per cent of one CPU, while the page goes on. */
    private double cpuOf(int millis) {
        Duration before = cpu();
        page.waitForTimeout(millis);
        return cpu().minus(before).toMillis() * 100.0 / millis;
    }

    private static Duration cpu() {
        return ProcessHandle.of(server.pid())
                .orElseThrow()
                .info()
                .totalCpuDuration()
                .orElseThrow();
    }

    private void headline(String text) {
        assertThat(page.getByTestId("okiagari-headline"))
                .hasText(text, new LocatorAssertions.HasTextOptions().setTimeout(60_000));
    }

    private static void shows(Locator locator, String text) {
        assertThat(locator).containsText(text, new LocatorAssertions.ContainsTextOptions().setTimeout(60_000));
    }

    /** PENTs of one daemon that nothing restarts: its death and its start change them all. */
    private static String[] ofOneDaemon(int pents) {
        return IntStream.range(0, pents)
                .mapToObj(i -> DAEMON.pname() + " : - : 0 : 0 : continue")
                .toArray(String[]::new);
    }

    private static void say(String what) {
        System.out.println("Console: " + what);
    }
}
