package org.okiagari.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.List;

/**
 * The Hawtio that an operator has already: its own console and servlets, with our plugin deployed beside it and a proxy that
 * reaches loopback alone.
 */
final class StockHawtio implements AutoCloseable {
    private final RunningServer server;

    private StockHawtio(RunningServer server) {
        this.server = server;
    }

    /** Starts it in Payara Micro on a port, and waits until it knows the plugin. */
    static StockHawtio start(TestHome home, int port) {
        Path files = home.path().resolve("hawtio");
        Run.ok(
                "cp",
                "-r",
                Build.target().resolve("servers/stock-hawtio/hawtio-static").toString(),
                files.toString());
        Run.ok("cp", Build.target().resolveSibling("src/test/hawtio/web.xml").toString(), files + "/WEB-INF/web.xml");
        List<String> options = List.of(
                "-Dhawtio.authenticationEnabled=false",
                "-Dhawtio.proxyAllowlist=127.0.0.1",
                "-Dhawtio.localAddressProbing=false");
        List<String> command = RunningServer.payaraMicro(
                home, port, options, files, Build.target().resolve("servers/okiagari-plugin.war"));
        RunningServer server = RunningServer.launch(command, port, home);
        try {
            Wait.within(Wait.START)
                    .untilAsserted(() ->
                            assertThat(server.get("/hawtio/plugin").body()).contains("\"url\":\"/okiagari-plugin\""));
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
        return new StockHawtio(server);
    }

    /** Adds a connection by Hawtio's own form. */
    void addConnection(Page page, String name, int port) {
        page.navigate(server.uri("/hawtio/connect").toString());
        button(page, "Add connection");
        page.locator("#connection-form-name").fill(name);
        if (page.locator("#connection-form-scheme").isChecked()) {
            page.locator("label[for=connection-form-scheme]").last().click();
        }
        page.locator("#connection-form-host").fill("127.0.0.1");
        page.locator("#connection-form-port").fill(Integer.toString(port));
        page.locator("#connection-form-path").fill("/okiagari/jolokia");
        button(page, "Add");
        ConsolePage.seen(page.getByText(name, new Page.GetByTextOptions().setExact(true)));
    }

    /** Opens a connection in a page of its own and logs in as a user of that server; the page of the plugin comes first. */
    Page connect(Page page, String name, String user) {
        Page there = page.context().newPage();
        there.navigate(server.uri("/hawtio/?con=" + name).toString());
        try {
            there.locator("#connect-login-form-username").fill(user);
            there.locator("#connect-login-form-password").fill(TestHome.password(user));
            button(there, "Log in");
            ConsolePage.seen(there.getByTestId("okiagari-page"));
            return there;
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(
                    "at " + there.url() + " is shown:\n" + there.locator("body").innerText(), e);
        }
    }

    private static void button(Page page, String name) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }

    @Override
    public void close() {
        server.close();
    }
}
