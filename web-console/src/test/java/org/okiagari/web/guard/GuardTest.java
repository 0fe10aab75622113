package org.okiagari.web.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.okiagari.api.settings.Settings;
import org.okiagari.api.settings.SettingsParser;

class GuardTest {
    private static final String ORIGIN = "http://127.0.0.1:8080";

    private final Guard guard =
            new Guard(settings("HTTP_ADDRESS = 192.0.2.7\nALLOWED_HOSTS = ops.example, Console.Example\n"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.0.0.1:8080",
                "localhost:9",
                "[::1]",
                "[::1]:8080",
                "192.0.2.7:8080",
                "ops.example",
                "console.example:443"
            })
    void servesItsOwnNames(String host) {
        assertThat(guard.check(request().host(host).facts())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "evil.example",
                "127.0.0.1.evil.example",
                "10.0.0.1:8080",
                "localhost.",
                "[::2]:8080",
                "[",
                "]:"
            })
    void refusesOtherNames(String host) {
        assertThat(status(request().host(host))).isEqualTo(421);
    }

    @Test
    void servesTheConnectionsOwnAddressOnlyWhereItListensOnAll() {
        Guard all = new Guard(settings("HTTP_ADDRESS = 0.0.0.0\n"));

        assertThat(all.check(request().host("10.0.0.1:8080").facts())).isEmpty();
        assertThat(all.check(request().host("10.0.0.2:8080").facts())).isPresent();
    }

    /** A console's proxy passes on what its own page asked; that page itself, or another, asks in vain. */
    @Test
    void servesAnAllowedOriginOnlyThroughItsProxy() {
        Guard guard = new Guard(settings("ALLOWED_ORIGINS = https://Hawtio.example:8444, http://h2\n"));

        assertThat(guard.check(request().origin("https://hawtio.example:8444").facts()))
                .isEmpty();
        assertThat(guard.check(request()
                        .origin("http://h2")
                        .fetch("same-origin", "cors", "empty")
                        .facts()))
                .isEmpty();
        assertThat(guard.check(request()
                        .origin("http://h2")
                        .fetch("cross-site", "cors", "empty")
                        .facts()))
                .isPresent();
        assertThat(guard.check(request().origin("http://h2:81").facts())).isPresent();
        assertThat(guard.check(request().origin("https://hawtio.example").facts()))
                .isPresent();
    }

    @Test
    void takesTheTextJsonOfAnAllowedOriginAlone() {
        Guard guard = new Guard(settings("ALLOWED_ORIGINS = http://h2\n"));
        Request post = request().path("/jolokia/").post("text/json", 9);

        assertThat(guard.check(post.facts())).map(Refusal::status).hasValue(415);
        assertThat(guard.check(post.origin(ORIGIN).facts()))
                .map(Refusal::status)
                .hasValue(415);
        assertThat(guard.check(post.origin("http://h2").facts())).isEmpty();
        assertThat(guard.check(post.post("application/json", 9).facts())).isEmpty();
        assertThat(guard.check(post.post("text/plain", 9).facts()))
                .map(Refusal::status)
                .hasValue(415);
        assertThat(guard.check(post.post("text/json", 65_537).facts()))
                .map(Refusal::status)
                .hasValue(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {ORIGIN, "https://127.0.0.1:8080"})
    void servesItsOwnOrigin(String origin) {
        assertThat(guard.check(request().origin(origin).facts())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example",
                "https://evil.example",
                "https://127.0.0.1:80801",
                "null",
                "http://127.0.0.1",
                "http://127.0.0.1:80801",
                "ftp://127.0.0.1:8080",
                ORIGIN + "/",
                ORIGIN + ".evil.example"
            })
    void refusesOtherOrigins(String origin) {
        assertThat(status(request().origin(origin))).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "Same-Origin", "x"})
    void refusesRequestsFromPagesOfOtherSites(String site) {
        assertThat(status(request().fetch(site, "cors", "empty"))).isEqualTo(403);
        assertThat(status(request().fetch(site, "navigate", "iframe"))).isEqualTo(403);
        assertThat(status(request().path("/jolokia/read/x").fetch(site, "navigate", "document")))
                .isEqualTo(403);
        assertThat(status(request().path("/auth/logout").fetch(site, "navigate", "document")))
                .isEqualTo(403);
        assertThat(status(request()
                        .path("/login")
                        .post("application/x-www-form-urlencoded", 9)
                        .fetch(site, "navigate", "document")))
                .isEqualTo(403);
    }

    @Test
    void servesALinkFromAnotherSiteToAPage() {
        assertThat(guard.check(request()
                        .path("/jmx")
                        .fetch("cross-site", "navigate", "document")
                        .facts()))
                .isEmpty();
        assertThat(guard.check(request().fetch("same-origin", "cors", "empty").facts()))
                .isEmpty();
        assertThat(guard.check(request().fetch("none", "navigate", "document").facts()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "OPTIONS", "HEAD", "TRACE", "PATCH", "get", "POST2"})
    void refusesOtherMethods(String method) {
        assertThat(status(request().method(method))).isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/jolokia",
                "/jolokia/",
                "/jolokia/version",
                "/jolokia/read/okiagari:type=Agent",
                "/jolokia//list",
                "/jolokia/search/okiagari:*"
            })
    void servesReadingByGet(String path) {
        assertThat(guard.check(request().path(path).facts())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/jolokia/exec/a/b",
                "/jolokia//exec/a/b",
                "/jolokia/write/a",
                "/jolokia/notification/open/1/sse",
                "/jolokia/config",
                "/jolokia/;a=b/exec/a",
                "/jolokia/!/exec/a",
                "/jolokia/READ/a",
                "/jolokia/x/../exec"
            })
    void refusesEverythingElseByGet(String path) {
        assertThat(status(request().path(path))).isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(strings = {"p", "callback", "mimeType", "MIMETYPE"})
    void refusesParametersThatChangeTheRequest(String name) {
        assertThat(status(request().path("/jolokia").parameter(name))).isEqualTo(405);
        assertThat(status(request().path("/jolokia").post("application/json", 9).parameter(name)))
                .isEqualTo(405);
        assertThat(guard.check(
                        request().path("/jolokia").parameter("ignoreErrors").facts()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/json", "application/json; charset=utf-8", "application/json;charset=\"utf-8\""})
    void servesJson(String type) {
        assertThat(guard.check(request().path("/jolokia").post(type, 65536).facts()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text/plain",
                "application/x-www-form-urlencoded",
                "application/jsonp",
                "text/plain;application/json",
                "application/json;charset=utf-16",
                "application/json;charset=utf-8;charset=utf-16",
                "application/json;x=y"
            })
    void refusesWhatIsNotJsonInUtf8(String type) {
        assertThat(status(request().path("/jolokia").post(type, 9))).isEqualTo(415);
    }

    @Test
    void refusesBodiesWithoutLengthAndLargeOnes() {
        assertThat(status(request().path("/jolokia").post("application/json", -1)))
                .isEqualTo(411);
        assertThat(status(request().path("/jolokia").post("application/json", 65537)))
                .isEqualTo(413);
    }

    @Test
    void servesALogInFormOfAtMostFourKilobytes() {
        String form = "application/x-www-form-urlencoded";

        assertThat(guard.check(request().path("/login").post(form, 4096).facts()))
                .isEmpty();
        assertThat(status(request().path("/login").post(form, 4097))).isEqualTo(413);
        assertThat(status(request().path("/login").post("application/json", 9))).isEqualTo(415);
    }

    @Test
    void namesOfParametersAreReadFromTheQueryAlone() {
        assertThat(Query.names("a=1&%70=exec;callback")).containsExactlyInAnyOrder("a", "p", "callback");
        assertThat(Query.names(null)).isEmpty();
        assertThat(Query.names("%zz=1")).containsExactly("%zz");
    }

    @Test
    void refusesParametersInThePath() {
        assertThat(status(request().path("/who").semicolon())).isEqualTo(400);
    }

    private int status(Request request) {
        return guard.check(request.facts()).map(Refusal::status).orElse(200);
    }

    private static Request request() {
        return new Request();
    }

    private static final class Request {
        private String method = "GET";
        private String host = "127.0.0.1:8080";
        private String origin = "";
        private String site = "";
        private String mode = "";
        private String dest = "";
        private String path = "/";
        private boolean semicolon;
        private Set<String> parameters = Set.of();
        private String type = "";
        private long length = -1;

        Request method(String value) {
            method = value;
            return this;
        }

        Request host(String value) {
            host = value;
            return this;
        }

        Request origin(String value) {
            origin = value;
            return this;
        }

        Request fetch(String fetchSite, String fetchMode, String fetchDest) {
            site = fetchSite;
            mode = fetchMode;
            dest = fetchDest;
            return this;
        }

        Request path(String value) {
            path = value;
            return this;
        }

        Request semicolon() {
            semicolon = true;
            return this;
        }

        Request parameter(String name) {
            parameters = Set.of(name);
            return this;
        }

        Request post(String contentType, long contentLength) {
            method = "POST";
            type = contentType;
            length = contentLength;
            return this;
        }

        Facts facts() {
            return new Facts(
                    method,
                    "http",
                    host,
                    "10.0.0.1",
                    origin,
                    site,
                    mode,
                    dest,
                    path,
                    semicolon,
                    parameters,
                    type,
                    length);
        }
    }

    @Test
    void anAddressBecomesANameAsTheHostHeaderWritesIt() {
        Hosts hosts = Hosts.of(settings("HTTP_ADDRESS = 2001:db8::1\n"));

        assertThat(hosts.contains("[2001:db8::1]:8080", "::1")).isTrue();
        assertThat(hosts.contains("2001:db8::1", "::1")).isFalse();
        assertThat(hosts.contains("[2001:db8::2]:8080", "2001:db8::2")).isFalse();
    }

    /** Returns what a psagent.conf of this text says. */
    static Settings settings(String text) {
        return SettingsParser.parse(text.getBytes(StandardCharsets.UTF_8)).settings();
    }
}
