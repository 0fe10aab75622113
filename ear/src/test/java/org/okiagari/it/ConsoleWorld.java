package org.okiagari.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;

/** Three daemons of two pfiles on the embedded server, and a browser that looks at them; the second one's script can fail. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ConsoleWorld {
    static final String WEB = "pfile_web";
    static final String DB = "pfile_db";
    private static final double LIMIT_MILLIS = 60_000;

    final TestHome home;
    final Daemon nginx;
    final Daemon postgres;
    final Daemon agent;
    final Path medium;
    private final int key;

    @SuppressWarnings("NullAway.Init") // start() sets it.
    RunningServer server;

    @SuppressWarnings("NullAway.Init") // start() sets it.
    private Browser browser;

    @SuppressWarnings("NullAway.Init") // openPage() sets it.
    ConsolePage console;

    @SuppressWarnings("NullAway.Init") // openPage() sets it.
    Page page;

    ConsoleWorld(String name, int key) {
        this.home = TestHome.create(name);
        this.key = key;
        this.nginx = home.daemon("nginx");
        this.postgres = home.daemon("postgres");
        this.agent = home.daemon("backup-agent");
        this.medium = home.path().resolve("medium");
    }

    @BeforeAll
    void start() {
        browser = Browser.start();
        home.script(
                "restart_backup-agent.sh",
                "[ -e " + medium + " ] || { echo 'no medium in the drive'; exit 3; }",
                Daemon.startLine(agent.program()));
        home.write(home.conf("psagent.conf"), "SYSLOG = off\nPFILES = bin/pfile_web bin/pfile_db\n");
        home.pfile(WEB, key + 1, List.of("MONITOR_INTERVAL 2"), nginx.pent(600, 100, "continue"));
        writeDb("continue");
        List.of(nginx, postgres, agent).forEach(Daemon::start);
        server = RunningServer.start(RunningServer.Kind.PAYARA_MICRO, home);
    }

    @AfterAll
    void end() {
        home.end(browser, server);
    }

    @BeforeEach
    void openPage() {
        page = browser.page();
        console = new ConsolePage(page, server);
    }

    @AfterEach
    void photograph(TestInfo test) {
        console.photograph(getClass().getSimpleName() + "-"
                + test.getTestMethod().orElseThrow().getName());
        page.close();
    }

    void writeDb(String action) {
        home.pfile(
                DB,
                key + 2,
                List.of("MONITOR_INTERVAL 2"),
                postgres.pent(86_400, 3, "continue"),
                agent.pent(3_600, 2, action));
    }

    /** Asks for an action of a pcheck, confirms it, and waits for the words of its outcome. */
    void act(String verb, String pcheck, String outcome) {
        page.getByTestId(verb + "-" + pcheck).click();
        page.getByTestId(verb + "-confirm").click();
        textHas(verb + "-answer", outcome);
        page.getByTestId(verb + "-close").click();
    }

    void again() {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Check again"))
                .click();
    }

    void tabTo(Locator target) {
        for (int i = 0; i < 80; i++) {
            page.keyboard().press("Tab");
            if (Boolean.TRUE.equals(target.evaluate("element => element === document.activeElement"))) {
                return;
            }
        }
        throw new AssertionError("The Tab key does not lead to " + target);
    }

    void textIs(String testId, String text) {
        assertThat(page.getByTestId(testId))
                .hasText(text, new LocatorAssertions.HasTextOptions().setTimeout(LIMIT_MILLIS));
    }

    void textHas(String testId, String text) {
        shows(page.getByTestId(testId), text);
    }

    static void shows(Locator locator, String text) {
        assertThat(locator).containsText(text, new LocatorAssertions.ContainsTextOptions().setTimeout(LIMIT_MILLIS));
    }

    void attributeIs(String testId, String name, String value) {
        assertThat(page.getByTestId(testId))
                .hasAttribute(
                        name,
                        Pattern.compile("^" + value + "$"),
                        new LocatorAssertions.HasAttributeOptions().setTimeout(LIMIT_MILLIS));
    }
}
