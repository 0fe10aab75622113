package org.okiagari.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Servers that do not run on the newest JDK; profile jdk25. Red when one of them does, so that docs/servers.md is mended. */
class RefusingServerIT {
    @Test
    void glassFishEnds() {
        try (FullServer server = new GlassFish("glassfish", TestHome.create("glassfish"))) {
            server.prepare();

            report(server, server.refused());

            server.awaitEnd();
        }
    }

    /** Its web server goes on, without EJBs and without any application of its folder. */
    @Test
    void tomEeServesNoApplication() throws IOException {
        try (FullServer server = new TomEe(TestHome.create("tomee"))) {
            server.prepare();
            server.deploy(Build.ear());

            report(server, server.refused());

            Wait.until(() -> assertThat(server.home().read("server.log")).contains(TomEe.STARTED));
            assertThat(server.pages().get("/okiagari/health/ready").statusCode())
                    .isEqualTo(404);
        }
    }

    private static void report(FullServer server, String words) {
        System.out.println(
                server.installation().getFileName() + " does not start on JDK " + Jdk.feature() + ": " + words);
    }
}
