package org.okiagari.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.remote.JMXConnector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/**
 * What okiagari.ear, unchanged, must do on every full server: one life of a server, in order.
 *
 * <p>It is run by one profile per server (docs/servers.md); the default build runs GlassFish Embedded and Payara Micro.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
abstract class FullServerSuite {
    private static final int REDEPLOYMENTS = 2;

    /** Two minutes and a half where it is quiet; what hangs must not take the time of the servers that follow. */
    private static final Duration LIFE = Duration.ofMinutes(14);

    private static final String WRONG = "not the password";

    private final FullServer server;
    private final SavingChecks checks;
    private final ServerCost cost;

    @SuppressWarnings("NullAway.Init") // start() sets it.
    private RunningServer http;

    @SuppressWarnings("NullAway.Init") // start() sets it.
    private JMXConnector connector;

    @SuppressWarnings("NullAway.Init") // start() sets it.
    private Beans beans;

    private List<String> openToOthers = List.of();
    private final long begun = System.nanoTime();

    FullServerSuite(FullServer server, int key) {
        this.server = server;
        this.checks = SavingChecks.prepare(server.home(), key);
        this.cost = new ServerCost(server, "");
    }

    @BeforeAll
    void start() throws IOException {
        server.prepare();
        cost.time("start of the empty server", this::startServer);
        cost.measure("empty server", beans);
    }

    @BeforeEach
    void isInTime() {
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .as("the life of %s", server.name())
                .isLessThan(LIFE);
    }

    @AfterAll
    void end() {
        cost.write();
        server.close();
        checks.end(server.home());
    }

    @Test
    @Order(1)
    void monitorsAfterTheDeployment() throws IOException {
        cost.time("deployment until ready", () -> {
            server.deploy(Build.ear());
            http.awaitReady();
        });

        checks.awaitMonitoring(beans);
        checks.beansTellWhatIsWatched(beans);
        assertThat(server.home().read("server.log"))
                .as("JNR lives outside of the application, else a redeployment leaks it")
                .doesNotContain("JNR is loaded inside the application");
        cost.measure("deployed", beans);
    }

    @Test
    @Order(2)
    void describesEveryBean() throws JMException, IOException {
        checks.everythingIsDescribed(beans);
    }

    @Test
    @Order(3)
    void looksAtEveryInterval() {
        checks.timersTick(beans);
    }

    @Test
    @Order(4)
    void savesAKilledProcessAndNotifies() throws JMException, IOException {
        checks.killedProcessIsSavedAndNotified(beans);
    }

    @Test
    @Order(5)
    void itsBeansAreReadByTheServersOwnJmx() throws IOException {
        try (JMXConnector own = server.ownJmx()) {
            checks.beansTellWhatIsWatched(new Beans(own.getMBeanServerConnection()));
        }
    }

    @Test
    @Order(6)
    void logInAndRolesHoldForScripts() throws IOException {
        String pcheck = Beans.pcheck(SavingChecks.PCHECK);
        HttpResponse<String> nobody = http.get("/okiagari/jolokia/");
        assertThat(nobody.statusCode()).isEqualTo(401);
        assertThat(nobody.headers().firstValue("WWW-Authenticate")).isPresent();
        assertThat(Logins.basic(http, "viewer", WRONG).statusCode()).isEqualTo(401);
        assertThat(http.get("/okiagari/health/ready").body().strip()).isEqualTo("ready");

        Jolokia viewer = new Jolokia(http, "viewer");
        Jolokia operator = new Jolokia(http, "operator");
        Jolokia admin = new Jolokia(http, "admin");
        assertThat(viewer.read(Beans.AGENT, "PentCount").getAsInt()).isOne();
        assertStatus(viewer.call(pcheck, "reload"), 403);
        assertStatus(operator.call(pcheck, "reload"), 200);
        assertStatus(operator.call(pcheck, "shutdown"), 403);
        assertStatus(admin.call("java.lang:type=Memory", "gc"), 403);
        checks.awaitMonitoring(beans);
    }

    @Test
    @Order(7)
    void logInAndLogOutHoldForPages() throws IOException {
        assertThat(Logins.page(http).body()).contains("</html>").contains("password");
        HttpResponse<String> failed = Logins.form(http, "viewer", WRONG);
        assertThat(failed.statusCode()).isBetween(302, 303);
        assertThat(failed.headers().firstValue("Location").orElseThrow()).endsWith("/login?failed");

        HttpResponse<String> in = Logins.form(http, "viewer", TestHome.password("viewer"));
        assertThat(in.statusCode()).isBetween(302, 303);
        String cookie = Logins.sessionCookie(in);
        assertThat(cookie).containsIgnoringCase("HttpOnly").containsIgnoringCase("Path=/okiagari");
        assertThat(Logins.withSession(http, cookie).statusCode()).isEqualTo(200);

        Logins.logOut(http, cookie);
        assertThat(Logins.withSession(http, cookie).statusCode()).isEqualTo(401);
    }

    @Test
    @Order(8)
    void theConsoleShowsAndActs() {
        try (Browser browser = Browser.start()) {
            ConsolePage console = new ConsolePage(browser.page(), http);
            List<String> refused = new CopyOnWriteArrayList<>();
            console.page().onResponse(answer -> {
                if (answer.status() >= 500) {
                    refused.add(answer.status() + " " + answer.url());
                }
            });
            try {
                reloadInThePage(console);
            } finally {
                console.photograph("server-" + server.name());
                assertThat(refused).isEmpty();
            }
        }
    }

    private void reloadInThePage(ConsolePage console) {
        console.open("/").logIn("operator");
        console.seesPent(checks.daemon(), "AVAIL", beans.number(checks.pent(), "Pid"));

        console.reloadButton(SavingChecks.PCHECK).click();
        console.page().getByTestId("reload-confirm").click();

        assertThat(console.page().getByTestId("reload-answer"))
                .containsText("Reloaded", new LocatorAssertions.ContainsTextOptions().setTimeout(60_000));
    }

    @Test
    @Order(9)
    void padminsSocketWorks() {
        String pcheck = Beans.pcheck(SavingChecks.PCHECK);
        checks.awaitMonitoring(beans);
        checks.killedProcessIsSaved(beans);

        assertThat(LocalSocket.read(server.home(), pcheck, "PentText").getAsString())
                .contains("proc_sts       = AVAIL");
        LocalSocket.exec(server.home(), pcheck, "reload");

        Wait.until(() -> assertThat(beans.number(checks.pent(), "RestartCount")).isZero());
        checks.awaitMonitoring(beans);
    }

    @Test
    @Order(10)
    void tellsAnOpenPageOfADeath() {
        try (EventStream page = EventStream.as("viewer", http.port())) {
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.hears("beat")).isTrue();

            checks.killedProcessIsSaved(beans);

            assertThat(page.hears("change")).isTrue();
        }
    }

    @Test
    @Order(10)
    void listensOnLoopbackOnly() {
        assertThat(openToOthers).hasSize(server.localAgents());
    }

    @Test
    @Order(11)
    void anUndeploymentLeavesNothing() throws IOException {
        try (EventStream page = EventStream.as("viewer", http.port())) {
            assertThat(page.hears("beat")).isTrue();

            server.undeploy();

            assertThat(page.ends(50)).as("an open page is let go").isTrue();
        }

        assertNothingIsLeft();
        cost.measure("undeployed", beans);
    }

    @Test
    @Order(12)
    void aRedeploymentResumes() throws IOException {
        deployAgain();
        for (int i = 1; i <= REDEPLOYMENTS; i++) {
            checks.killedProcessIsSaved(beans);
            Saved before = saved();
            server.undeploy();
            assertNothingIsLeft();

            deployAgain();

            assertThat(saved()).isEqualTo(before);
            cost.measure("deployed again, " + (i + 1), beans);
        }
    }

    @Test
    @Order(13)
    void aRestartOfTheServerResumes() throws IOException {
        Saved before = saved();
        connector.close();

        server.stop();
        cost.time("start with the application", this::startWithApplication);

        assertThat(saved()).isEqualTo(before);
    }

    @Test
    @Order(14)
    void aKilledServerResumesAndSavesWhatDiedMeanwhile() throws IOException {
        checks.killedProcessIsSaved(beans);
        Saved before = saved();
        connector.close();

        server.kill();
        checks.daemon().kill(before.pid());
        startWithApplication();

        Saved after = saved();
        assertThat(after.pid()).isNotEqualTo(before.pid());
        assertThat(after.restarts()).isEqualTo(before.restarts() + 1);
        assertThat(Daemons.pidsOf(checks.daemon().program())).containsExactly(after.pid());
    }

    private record Saved(long pid, long restarts) {}

    private Saved saved() {
        checks.awaitMonitoring(beans);
        return new Saved(beans.number(checks.pent(), "Pid"), beans.number(checks.pent(), "RestartCount"));
    }

    private void startServer() {
        http = server.start();
        // Before the attach: the agent that it starts listens on every address, and turns others away itself.
        openToOthers = Listening.beyondLoopback(server.jvm());
        connector = server.attach();
        try {
            beans = new Beans(connector.getMBeanServerConnection());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void startWithApplication() {
        startServer();
        http.awaitReady();
        checks.awaitMonitoring(beans);
    }

    private void deployAgain() {
        server.deploy(Build.ear());
        http.awaitReady();
        checks.awaitMonitoring(beans);
    }

    private void assertNothingIsLeft() {
        Wait.until(() -> {
            assertThat(beans.names()).as("beans").isEmpty();
            Holdings left = Holdings.of(beans, server.jvm(), server.home());
            assertThat(left.threads()).as("threads").isEmpty();
            assertThat(left.descriptors()).as("descriptors").isEmpty();
            assertThat(Files.exists(server.home().path().resolve("run/okiagari.sock")))
                    .as("socket")
                    .isFalse();
        });
    }

    private static void assertStatus(JsonObject answer, int status) {
        assertThat(answer.get("status").getAsInt()).as(answer.toString()).isEqualTo(status);
    }
}
