package org.okiagari.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.okiagari.it.Attacked.JOLOKIA;
import static org.okiagari.it.Attacked.JSON;
import static org.okiagari.it.Attacked.READ;
import static org.okiagari.it.Attacked.port;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/**
 * Attacks that went well elsewhere, against one running embedded server, with the rights of an administrator wherever the
 * attack could have them: docs/security.md names each. After every one the clients of the console must still be served.
 */
class HttpAttacksIT {
    @BeforeAll
    static void start() throws IOException {
        Attacked.start();
    }

    @AfterAll
    static void end() throws IOException {
        Attacked.end();
    }

    /** As jolokia.js sends it from our own page. */
    @AfterEach
    void theConsoleIsServedAndNothingWasStopped() {
        String origin = "http://127.0.0.1:" + port();

        RawHttp.Answer answer = RawHttp.post(port(), JOLOKIA, JSON, READ)
                .as("viewer")
                .header("Origin", origin)
                .header("Referer", origin + "/okiagari/okiagari")
                .header("Sec-Fetch-Site", "same-origin")
                .header("Sec-Fetch-Mode", "cors")
                .header("Sec-Fetch-Dest", "empty")
                .send();

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("\"value\":\"start\"").contains("\"status\":200");
    }

    @Nested
    class OfSites extends SiteAttacks {}

    @Nested
    class ByRequests extends RequestAttacks {}

    @Nested
    class OnBeans extends BeanAttacks {}

    @Nested
    class BeyondRoles extends RoleAttacks {}

    @Nested
    class OnPages extends PageAttacks {}

    @Nested
    class ByTexts extends TextAttacks {}

    @Nested
    class ByMarkup extends MarkupAttacks {}

    @Nested
    class OnTheHost extends HostAttacks {}
}
