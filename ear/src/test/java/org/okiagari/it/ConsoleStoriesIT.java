package org.okiagari.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What operators live through, walked in a real browser on the real server with real processes. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class) // The server is killed last, and a big pfile is started late.
class ConsoleStoriesIT extends ConsoleWorld {
    private static final int MANY = 1000;

    ConsoleStoriesIT() {
        super("console-stories", 0x1f00c100);
    }

    @Test
    @Order(1)
    void aDeathAndItsCureAreShownWithoutLoadingThePageAgain() {
        console.open("/okiagari/pcheck/" + DB + "/pent/1").logIn("viewer");
        attributeIs("pent-view", "data-state", "AVAIL");
        attributeIs("okiagari-live", "data-by", "stream");
        page.evaluate("() => { window.sameDocument = true }");
        int before = page.locator("[data-event='pent.down']").count();
        long pid = postgres.pid();
        postgres.kill(pid);

        assertThat(page.locator("[data-event='pent.down']")).hasCount(before + 1);
        shows(page.getByTestId("moment").first(), "Up");
        attributeIs("pent-view", "data-state", "AVAIL");
        textHas("fact-pid", Long.toString(postgres.pidAfter(pid)));
        assertThat(page.evaluate("() => window.sameDocument")).isEqualTo(true);
    }

    @Test
    @Order(2)
    void retryOverIsFoundUnderstoodAndCuredFromThePage() {
        console.open("/").logIn("operator");
        ConsolePage.seen(console.row(agent));
        agent.kill(agent.pid());
        textIs("okiagari-headline", "1 needs you");

        console.row(agent).getByTestId("pent-link").click();

        attributeIs("pent-view", "data-state", "RETRY_OVER");
        textHas("pent-why", "all 2 restarts of this window are used up");
        attributeIs("grace-window", "data-left", "0");
        textHas("fact-exit", "signal 9");
        textHas("timeline", "Restart script failed");
        textHas("script-output", "no medium in the drive");

        home.write(medium, "");
        page.getByTestId("reload-" + DB).click();
        ConsolePage.seen(page.getByTestId("pfile-no-changes"));
        page.getByTestId("reload-confirm").click();

        textHas("reload-answer", "is reloaded");
        page.getByTestId("reload-close").click();
        attributeIs("pent-view", "data-state", "AVAIL");
        attributeIs("grace-window", "data-left", "1");
        assertThat(Daemons.pidsOf(agent.program())).hasSize(1);
    }

    @Test
    @Order(3)
    void aPfileIsReadBeforeItIsReloadedAndItsErrorsStandAtTheirLines() {
        console.open("/okiagari/pcheck/" + DB).logIn("operator");
        ConsolePage.seen(page.getByTestId("pcheck-view"));
        textHas("param-text", "PFILE              = " + home.bin().resolve(DB));
        textHas("pent-text", "pname          = " + postgres.pname());
        writeDb("contniue");
        again();

        Locator bad = page.locator("[data-bad=true]");
        shows(bad, "contniue");
        page.getByTestId("reload-" + DB).click();
        ConsolePage.seen(page.getByTestId("reload-preview").getByTestId("pfile-danger"));
        assertThat(page.getByTestId("reload-confirm").isDisabled()).isTrue();
        page.getByTestId("reload-cancel").click();

        writeDb("Continue");
        again();
        shows(page.getByTestId("pcheck-changes").getByTestId("pfile-changes"), "PENT changed");
        writeDb("continue");
    }

    @Test
    @Order(4)
    void anOperatorSuspendsResumesAndDumpsAndAnAdministratorTestsTheRecovery() {
        console.open("/okiagari/pcheck/" + WEB).logIn("operator");
        act("stop", WEB, "is suspended");
        ConsolePage.seen(page.getByTestId("start-" + WEB));
        act("start", WEB, "is resumed");
        act("dump", WEB, "pcheck_dump_" + WEB);
        assertThat(home.read("log/pcheck_dump_" + WEB)).contains(nginx.pname());
        assertThat(page.getByTestId("recoveryTest-" + WEB).getAttribute("aria-disabled"))
                .isEqualTo("true");
        page.getByTestId("recoveryTest-" + WEB).hover();
        ConsolePage.seen(page.getByText("Recovery test needs the role admin; operator does not have it."));

        page.context().clearCookies();
        console.open("/okiagari/pcheck/" + WEB).logIn("admin");
        long before = nginx.pid();
        act("recoveryTest", WEB, nginx.pname());
        Wait.until(() -> assertThat(Daemons.pidsOf(nginx.program())).hasSize(1).doesNotContain(before));
    }

    @Test
    @Order(5)
    void aViewerSeesAllAndChangesNothingAndIsToldWhy() {
        console.open("/okiagari/pcheck/" + WEB).logIn("viewer");
        for (String verb : List.of("reload", "stop", "dump", "recoveryTest", "shutdown")) {
            Locator button = page.getByTestId(verb + "-" + WEB);
            assertThat(button).hasAttribute("aria-disabled", "true");
            button.click(new Locator.ClickOptions().setForce(true));
            assertThat(page.getByTestId(verb + "-dialog")).hasCount(0);
            button.focus();
            ConsolePage.seen(
                    page.getByText(Pattern.compile("needs the role (operator|admin); viewer does not have it")));
        }
        ConsolePage.seen(page.getByTestId("pfile-text"));
        console.open("/okiagari/pcheck/" + WEB + "/pent/1");
        assertThat(page.getByTestId("pent-watch")).hasAttribute("aria-disabled", "true");
        console.open("/");
        assertThat(page.getByTestId("start-pfile")).hasAttribute("aria-disabled", "true");
    }

    @Test
    @Order(6)
    void eventsAreSearchedHeldAndSaved() throws IOException {
        console.open("/okiagari/events").logIn("viewer");
        Locator rows = page.getByTestId("event-row");
        ConsolePage.seen(rows);

        page.getByTestId("events-kind").selectOption("pent.down");
        page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Search in all columns"))
                .fill("nginx signal 9");
        ConsolePage.seen(rows.and(page.locator("[data-event='pent.down']")));
        assertThat(rows.and(page.locator(":not([data-event='pent.down'])"))).hasCount(0);
        assertThat(rows.filter(new Locator.FilterOptions().setHasNotText("nginx")))
                .hasCount(0);

        Download json =
                page.waitForDownload(() -> page.getByTestId("events-json").click());
        List<String> lines = Files.readAllLines(json.path());
        assertThat(lines).isNotEmpty();
        assertThat(rows).hasCount(lines.size());
        assertThat(home.read("log/events.jsonl").lines()).containsAll(lines);
        Download csv = page.waitForDownload(() -> page.getByTestId("events-csv").click());
        assertThat(Files.readAllLines(csv.path())).hasSize(lines.size() + 1);

        page.getByText("Follow", new Page.GetByTextOptions().setExact(true)).click();
        textHas("events-count", "Held");
    }

    @Test
    @Order(7)
    void aThousandPentsAreStartedStaySmoothAndAreEndedFromThePage() {
        String[] pents = IntStream.rangeClosed(1, MANY)
                .mapToObj(i -> "/nowhere/daemon-" + i + " : - : 0 : 0 : continue")
                .toArray(String[]::new);
        home.pfile("pfile_many", 0x1f00c103, List.of("MONITOR_INTERVAL 2"), pents);
        console.open("/").logIn("admin");
        page.getByTestId("start-pfile").click();
        page.getByTestId("pfile-name").fill("pfile_many");
        page.getByTestId("startPfile-confirm").click();
        textHas("startPfile-answer", "pfile_many is started");
        page.getByTestId("startPfile-close").click();
        textHas("okiagari-headline", MANY + " need you");
        assertThat(page.getByTestId("pent-row")).hasCount(50);

        assertThat(LongTasks.longestMillis(page, 6_000))
                .as("longest task while it refreshes")
                .isLessThan(Bounds.of(100));
        console.open("/okiagari/pcheck/pfile_many");
        act("shutdown", "pfile_many", "is ended");
        assertThat(page.getByTestId("pcheck-pfile_many")).hasCount(0);
    }

    @Test
    @Order(8)
    void saysWhenTheServerIsGoneAndComesBackByItself() {
        console.open("/").logIn("viewer");
        ConsolePage.seen(console.row(nginx));
        int port = server.port();

        ProcessHandle.of(server.pid()).orElseThrow().destroyForcibly();
        textHas("okiagari-fault", "Connection to the server lost");
        attributeIs("okiagari-live", "data-live", "lost");
        assertThat(console.row(nginx)).isVisible();

        server.close();
        server = RunningServer.start(
                RunningServer.command(RunningServer.Kind.PAYARA_MICRO, home, port, List.of()), port, home);
        // The session died with the server: the page says so and leads to the log-in.
        textHas("okiagari-fault", "You are logged out");
        page.getByText("Log in").click();
        new ConsolePage(page, server).logIn("viewer");
        attributeIs("okiagari-live", "data-live", "live");
    }
}
