package org.okiagari.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.okiagari.check.FreePorts;

/** Our page as a plugin of a stock Hawtio 5.2.0, which shows two servers by its own connections (docs/clients.md). */
class StockHawtioIT {
    private static final TestHome HUB = TestHome.create("stock-hawtio");
    private static final Site ALPHA = Site.create("alpha", 0x1f00b101);
    private static final Site BETA = Site.create("beta", 0x1f00b102);

    @SuppressWarnings("NullAway.Init") // start() sets it.
    private static StockHawtio hawtio;

    @SuppressWarnings("NullAway.Init") // start() sets it.
    private static Browser browser;

    @BeforeAll
    static void start() {
        browser = Browser.start();
        int port = FreePorts.one();
        ALPHA.start("http://127.0.0.1:" + port);
        BETA.start("http://127.0.0.1:" + port);
        hawtio = StockHawtio.start(HUB, port);
    }

    @AfterAll
    @SuppressWarnings("NullAway") // What did not start is null.
    static void end() {
        ALPHA.end();
        BETA.end();
        if (hawtio != null) {
            hawtio.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void oneHawtioShowsTwoServersAndSteersThem() {
        Page page = browser.page();
        hawtio.addConnection(page, "alpha", ALPHA.server().port());
        hawtio.addConnection(page, "beta", BETA.server().port());

        ConsolePage alpha = new ConsolePage(hawtio.connect(page, "alpha", "operator"), ALPHA.server());
        ConsolePage beta = new ConsolePage(hawtio.connect(page, "beta", "viewer"), BETA.server());

        alpha.seesPent(ALPHA.daemon(), "AVAIL", ALPHA.pid());
        beta.seesPent(BETA.daemon(), "AVAIL", BETA.pid());
        assertThat(alpha.row(BETA.daemon()).count()).isZero();
        assertThat(beta.row(ALPHA.daemon()).count()).isZero();

        long before = ALPHA.pid();
        ALPHA.daemon().kill(before);
        Wait.until(() -> assertThat(ALPHA.pid()).isNotEqualTo(before));
        alpha.seesPent(ALPHA.daemon(), "AVAIL", ALPHA.pid());
        assertThat(ALPHA.restarts()).isOne();
        alpha.photograph("stock-hawtio");

        alpha.reloadButton("alpha").click();
        alpha.page().getByTestId("reload-confirm").click();
        Wait.until(() -> assertThat(ALPHA.restarts()).isZero());

        beta.reloadButton("beta").click();
        beta.page().getByTestId("reload-confirm").click();
        ConsolePage.seen(beta.page().getByText("reload needs the role operator; yours is viewer."));
    }

    /** One server with one daemon; it takes what the proxy of the Hawtio passes on. */
    private static final class Site {
        private final String name;
        private final TestHome home;
        private final Daemon daemon;

        @SuppressWarnings("NullAway.Init") // start() sets it.
        private RunningServer server;

        private Site(String name, TestHome home, Daemon daemon) {
            this.name = name;
            this.home = home;
            this.daemon = daemon;
        }

        static Site create(String name, int key) {
            TestHome home = TestHome.create("stock-hawtio-" + name);
            Daemon daemon = home.daemon("okiagari-" + name);
            home.pfile(name, key, List.of("MONITOR_INTERVAL 2"), daemon.pent(600, 5, "continue"));
            return new Site(name, home, daemon);
        }

        void start(String origin) {
            daemon.start();
            home.write(
                    home.conf("psagent.conf"),
                    "SYSLOG = off\nPFILES = bin/" + name + "\nALLOWED_ORIGINS = " + origin + "\n");
            server = RunningServer.start(RunningServer.Kind.PAYARA_MICRO, home);
            Wait.until(() -> assertThat(pid()).isPositive());
        }

        RunningServer server() {
            return server;
        }

        Daemon daemon() {
            return daemon;
        }

        long pid() {
            return Long.parseLong(read("Pid"));
        }

        int restarts() {
            return Integer.parseInt(read("RestartCount"));
        }

        private String read(String attribute) {
            return new Jolokia(server, "viewer")
                    .read(Beans.pent(name, daemon, 1), attribute)
                    .getAsString();
        }

        @SuppressWarnings("NullAway") // What did not start is null.
        void end() {
            if (server != null) {
                server.close();
            }
            Daemons.killAllBelow(home.path());
        }
    }
}
