package org.okiagari.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.Cookie;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;

/** The console in a real browser: the same on every server that we ship for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ConsoleSuite {
    private static final String PCHECK = "pfile_console";

    private final RunningServer.Kind kind;
    private final TestHome home;
    private final Daemon daemon;

    @SuppressWarnings("NullAway.Init") // start() sets it.
    private RunningServer server;

    @SuppressWarnings("NullAway.Init") // start() sets it.
    private Browser browser;

    @SuppressWarnings("NullAway.Init") // openPage() sets it.
    private ConsolePage console;

    ConsoleSuite(RunningServer.Kind kind, int key) {
        this.kind = kind;
        this.home = TestHome.create("console-" + kind.name().toLowerCase(Locale.ROOT));
        this.daemon = home.daemon("okiagari-console");
        home.pfile(PCHECK, key, List.of("MONITOR_INTERVAL 2"), daemon.pent(600, 100, "continue"));
    }

    @BeforeAll
    void start() {
        browser = Browser.start();
        daemon.start();
        server = RunningServer.start(kind, home);
    }

    @AfterAll
    void end() {
        home.end(browser, server);
    }

    @BeforeEach
    void openPage() {
        console = new ConsolePage(browser.page(), server);
    }

    @AfterEach
    void photograph(TestInfo test) {
        console.photograph(getClass().getSimpleName() + "-"
                + test.getTestMethod().orElseThrow().getName());
        console.page().close();
    }

    @Test
    void showsItsOwnFormToAnybodyAndSaysWhenThePasswordIsWrong() {
        console.open("/").seesLogInForm();

        console.logIn("viewer", "not the password");

        ConsolePage.seen(console.page().getByText("User name or password is wrong."));
        assertThat(console.page().url()).doesNotContain("jsessionid");
    }

    @Test
    void showsThePentsAndADeathLiveWithoutReloadingThePage() {
        console.open("/").logIn("viewer");
        long pid = daemon.pid();
        console.seesPent(daemon, "AVAIL", pid);
        console.page().evaluate("() => { window.sameDocument = true }");

        daemon.kill(pid);

        console.seesPent(daemon, "AVAIL", daemon.pidAfter(pid));
        assertThat(console.page().evaluate("() => window.sameDocument")).isEqualTo(true);
    }

    @Test
    void operatorReloadsAndSeesTheCountersGoBack() {
        console.open("/").logIn("operator");
        daemon.kill(daemon.pid());
        Jolokia jolokia = new Jolokia(server, "viewer");
        Wait.until(() -> assertThat(jolokia.read(Beans.pent(PCHECK, daemon, 1), "RestartCount")
                        .getAsInt())
                .isPositive());

        console.reloadButton(PCHECK).click();
        console.page().getByTestId("reload-confirm").click();

        assertThat(console.page().getByTestId("reload-answer"))
                .containsText("Reloaded", new LocatorAssertions.ContainsTextOptions().setTimeout(60_000));
        Wait.until(() -> assertThat(jolokia.read(Beans.pent(PCHECK, daemon, 1), "RestartCount")
                        .getAsInt())
                .isZero());
        console.photograph(getClass().getSimpleName() + "-reloaded");
    }

    @Test
    void viewerCannotReloadAndIsRefusedByTheServer() {
        console.open("/").logIn("viewer");
        ConsolePage.seen(console.row(daemon));

        Locator reload = console.reloadButton(PCHECK);
        JsonObject refused = new Jolokia(server, "viewer").call(Beans.pcheck(PCHECK), "reload");

        assertThat(reload.count() == 0 || !reload.isEnabled() || "true".equals(reload.getAttribute("aria-disabled")))
                .as("reload is hidden or disabled")
                .isTrue();
        assertThat(refused.get("status").getAsInt()).isEqualTo(403);
        assertThat(new Jolokia(server, "operator")
                        .call(Beans.pcheck(PCHECK), "shutdown")
                        .get("status")
                        .getAsInt())
                .as("shutdown is for admin")
                .isEqualTo(403);
    }

    @Test
    void theJmxTreeHoldsOnlyOurDomainAndADeepLinkWorks() {
        console.open("/jmx").logIn("viewer", TestHome.password("viewer"));

        Locator tree = console.page().locator("li.pf-v6-c-tree-view__list-item");
        ConsolePage.seen(tree.filter(new Locator.FilterOptions().setHasText("okiagari")));
        assertThat(console.page().url()).contains("/okiagari/jmx");
        assertThat(console.page().locator(".pf-v6-c-tree-view > ul > li")).hasCount(1);
    }

    @Test
    void staysLoggedInWhenThePageIsLoadedAgain() {
        console.open("/").logIn("viewer");

        console.page().reload();

        ConsolePage.seen(console.row(daemon));
        assertThat(console.page().getByText("viewer").first())
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(60_000));
    }

    @Test
    void logOutReallyEndsTheSession() throws IOException {
        console.open("/").logIn("viewer");
        ConsolePage.seen(console.row(daemon));
        String session = session();

        console.logOut("viewer");

        console.seesLogInForm();
        HttpResponse<String> stolen = jolokiaWith(session);
        assertThat(stolen.statusCode()).as("the old cookie opens nothing").isEqualTo(401);
        console.open("/").seesLogInForm();
    }

    @Test
    void theSessionCookieIsForUsOnlyAndHiddenFromScripts() {
        console.open("/").logIn("viewer");

        Cookie cookie = browser.context().cookies().stream()
                .filter(each -> each.name.equals("JSESSIONID"))
                .findFirst()
                .orElseThrow();

        assertThat(cookie.httpOnly).isTrue();
        assertThat(cookie.path).isEqualTo("/okiagari");
    }

    @Test
    void healthAnswersAWordToAnybodyAndNothingElseIsOpen() throws IOException {
        assertThat(server.get("/okiagari/health/live").body().strip()).matches("[a-z-]+");
        assertThat(server.get("/okiagari/health/ready").body().strip()).matches("[a-z-]+");

        for (String path : List.of(
                "/okiagari/metrics", "/okiagari/jolokia/", "/okiagari/user", "/okiagari/who", "/okiagari/live")) {
            assertThat(server.get(path).statusCode()).as(path).isEqualTo(401);
        }
        assertThat(server.get("/okiagari/static/nothing.js").body()).doesNotContain("import");
    }

    @Test
    void aFailedLogInOfTheFormIsARedirectAndThePageIsComplete() throws IOException {
        HttpResponse<String> failed = RunningServer.send(HttpRequest.newBuilder(server.uri("/okiagari/login"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("username=nobody&password=wrong"))
                .build());

        assertThat(failed.statusCode()).isBetween(302, 303);
        String where = failed.headers().firstValue("Location").orElseThrow();
        HttpResponse<String> form = server.get(where.replaceFirst("^https?://[^/]+", ""));
        assertThat(form.statusCode()).isEqualTo(200);
        assertThat(form.body()).contains("</html>").contains("User name or password is wrong.");
    }

    @Test
    void thePageNamesItsBaseAndItsFilesAreServed() {
        List<String> missing = new ArrayList<>();
        console.page().onResponse(response -> {
            if (response.status() == 404 && response.url().contains("/static/")) {
                missing.add(response.url());
            }
        });

        console.open("/").logIn("viewer");
        ConsolePage.seen(console.row(daemon));

        assertThat(console.page().evaluate("() => document.baseURI").toString()).endsWith("/okiagari/");
        assertThat(missing).isEmpty();
    }

    @Test
    void aPageOfAnotherSiteCannotSteerIt() throws IOException {
        HttpResponse<String> answer = RunningServer.send(HttpRequest.newBuilder(server.uri("/okiagari/jolokia/"))
                .header("Content-Type", "application/json")
                .header("Origin", "http://evil.example")
                .POST(HttpRequest.BodyPublishers.ofString("{\"type\":\"version\"}"))
                .build());

        assertThat(answer.statusCode()).isEqualTo(403);
    }

    private String session() {
        return browser.context().cookies().stream()
                .filter(each -> each.name.equals("JSESSIONID"))
                .map(each -> each.value)
                .findFirst()
                .orElseThrow();
    }

    private HttpResponse<String> jolokiaWith(String session) throws IOException {
        return RunningServer.send(HttpRequest.newBuilder(server.uri("/okiagari/jolokia/"))
                .header("Content-Type", "application/json")
                .header("Cookie", "JSESSIONID=" + session)
                .POST(HttpRequest.BodyPublishers.ofString("{\"type\":\"version\"}"))
                .build());
    }
}
