package org.okiagari.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.okiagari.it.Attacked.BEAN;
import static org.okiagari.it.Attacked.JOLOKIA;
import static org.okiagari.it.Attacked.JSON;
import static org.okiagari.it.Attacked.READ;
import static org.okiagari.it.Attacked.STOP;
import static org.okiagari.it.Attacked.assertNothingIsShared;
import static org.okiagari.it.Attacked.port;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Other hosts and pages of other sites: DNS rebinding, CSRF (CVE-2018-10899: strict checking let "null" pass). */
abstract class SiteAttacks {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8080",
                "127.0.0.1.evil.example",
                "localhost.evil.example",
                "127.0.0.1@evil.example",
                "evil.example#127.0.0.1",
                "127.0.0.2",
                "[::2]",
                "2130706433",
                "0.0.0.0",
                ""
            })
    void anotherHostIsRefusedEverywhere(String host) {
        for (String path : List.of("/okiagari/", JOLOKIA + "/version", "/okiagari/health/live", "/okiagari/login")) {
            RawHttp.Answer answer =
                    RawHttp.get(port(), path).as("admin").host(host).send();

            // Without any name Payara itself answers, with nothing.
            assertThat(answer.status())
                    .as(host + " " + path)
                    .isIn(host.isEmpty() ? List.of(200, 400) : List.of(400, 421));
            assertThat(answer.body()).as(host + " " + path).doesNotContain("\"agent\"", "html");
        }
    }

    @Test
    void anAddressInTheRequestLineIsNoWayRoundTheHost() {
        RawHttp.Answer answer = RawHttp.get(port(), "http://evil.example" + JOLOKIA + "/version")
                .as("admin")
                .send();

        assertThat(answer.status()).isNotEqualTo(200);
        assertThat(RawHttp.get(port(), JOLOKIA + "/version")
                        .as("admin")
                        .host("none")
                        .send()
                        .status())
                .isIn(400, 421);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "[::1]"})
    void itsOwnNamesAreServed(String host) {
        assertThat(RawHttp.post(port(), JOLOKIA, JSON, READ)
                        .as("viewer")
                        .host(host + ":" + port())
                        .send()
                        .body())
                .contains("\"value\":\"start\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "http://evil.example",
                "http://127.0.0.1",
                "http://127.0.0.1:1",
                "http://127.0.0.1:PORT.evil.example",
                "http://127.0.0.1:PORT@evil.example",
                "http://evil.example/http://127.0.0.1:PORT",
                "file://"
            })
    void aPageOfAnotherSiteSteersNothing(String origin) {
        RawHttp.Answer answer = RawHttp.post(port(), JOLOKIA, JSON, STOP)
                .as("admin")
                .header("Origin", origin.replace("PORT", Integer.toString(port())))
                .send();

        assertThat(answer.status()).isEqualTo(403);
        assertNothingIsShared(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "anything"})
    void theBrowserItselfTellsOfAnotherSite(String site) {
        assertThat(RawHttp.post(port(), JOLOKIA, JSON, STOP)
                        .as("admin")
                        .header("Sec-Fetch-Site", site)
                        .send()
                        .status())
                .isEqualTo(403);
        assertThat(RawHttp.get(port(), JOLOKIA + "/read/" + BEAN)
                        .as("admin")
                        .header("Sec-Fetch-Site", site)
                        .header("Sec-Fetch-Mode", "no-cors")
                        .header("Sec-Fetch-Dest", "script")
                        .send()
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aBrowserThatAsksFirstIsToldNothing() {
        RawHttp.Answer answer = RawHttp.of(port(), "OPTIONS", JOLOKIA)
                .header("Origin", "http://evil.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type")
                .send();

        assertThat(answer.status()).isBetween(400, 499);
        assertNothingIsShared(answer);
    }

    @Test
    void aLinkFromAWikiOpensAPageButNoData() {
        for (String path : List.of("/okiagari/", JOLOKIA + "/version", "/okiagari/metrics", "/okiagari/auth/logout")) {
            RawHttp.Answer answer = RawHttp.get(port(), path)
                    .as("viewer")
                    .header("Sec-Fetch-Site", "cross-site")
                    .header("Sec-Fetch-Mode", "navigate")
                    .header("Sec-Fetch-Dest", "document")
                    .send();

            assertThat(answer.status()).as(path).isEqualTo(path.equals("/okiagari/") ? 200 : 403);
        }
    }
}
