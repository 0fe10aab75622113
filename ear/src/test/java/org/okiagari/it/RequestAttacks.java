package org.okiagari.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.okiagari.it.Attacked.BEAN;
import static org.okiagari.it.Attacked.JOLOKIA;
import static org.okiagari.it.Attacked.JSON;
import static org.okiagari.it.Attacked.READ;
import static org.okiagari.it.Attacked.STOP;
import static org.okiagari.it.Attacked.port;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Other methods, a GET that changes something, parameters, types and lengths of bodies, what no policy of Jolokia sees. */
abstract class RequestAttacks {
    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH", "TRACE", "HEAD", "PROPFIND", "get"})
    void onlyGetAndPostAreServed(String method) {
        for (String path : List.of(JOLOKIA, "/okiagari/", "/okiagari/metrics")) {
            assertThat(RawHttp.of(port(), method, path).as("admin").send().status())
                    .as(method + " " + path)
                    .isIn(400, 405, 501);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/exec/%s/stop",
                "//exec/%s/stop",
                "/%%65xec/%s/stop",
                "/%%2565xec/%s/stop",
                "/x/../exec/%s/stop",
                "/read/../exec/%s/stop",
                "/read/%%2e%%2e/exec/%s/stop",
                "/read/..;/exec/%s/stop",
                "/;a=b/exec/%s/stop",
                "/exec;a=b/%s/stop",
                "/./exec/%s/stop",
                "/%%2fexec/%s/stop",
                "/\\exec/%s/stop",
                "/EXEC/%s/stop",
                "/write/%s/Message/stop",
                "/notification/open/x/sse",
                "/notification/register",
                "/config",
                "?p=exec/%s/stop",
                "?p=/exec/%s/stop",
                "/?%%70=exec/%s/stop",
                "/version?a=1;p=exec/%s/stop",
                "/read?p=/exec/%s/stop"
            })
    void aGetChangesNothing(String path) {
        RawHttp.Answer answer = RawHttp.get(port(), JOLOKIA + String.format(path, BEAN))
                .as("admin")
                .send();

        boolean isHarmless = answer.status() != 200 || answer.body().contains("{\"type\":\"version\"}");
        assertThat(isHarmless).as(answer.status() + " " + answer.body()).isTrue();
    }

    /** CVE-2018-1000129, and reading by a script tag. */
    @ParameterizedTest
    @ValueSource(strings = {"mimeType=text/html", "callback=evil", "MIMETYPE=text/html", "mime%54ype=text/html"})
    void noParameterMakesAnAnswerAPageOrAScript(String parameter) {
        assertThat(RawHttp.get(port(), JOLOKIA + "/version?" + parameter)
                        .as("admin")
                        .send()
                        .status())
                .isEqualTo(405);
        assertThat(RawHttp.post(port(), JOLOKIA + "?" + parameter, JSON, READ)
                        .as("admin")
                        .send()
                        .status())
                .isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "text/json",
                "application/json;charset=utf-16",
                "application/json; charset=utf-7",
                "text/plain; application/json",
                ""
            })
    void aFormOfAnotherSiteIsNoRequest(String type) {
        assertThat(RawHttp.post(port(), JOLOKIA, type, STOP).as("admin").send().status())
                .isEqualTo(415);
    }

    @Test
    void aBodyHasALengthAndAnEnd() {
        RawHttp chunked = RawHttp.of(port(), "POST", JOLOKIA).as("admin").header("Content-Type", JSON);
        String chunk = Integer.toHexString(STOP.length()) + "\r\n" + STOP + "\r\n0\r\n\r\n";

        assertThat(chunked.header("Transfer-Encoding", "chunked")
                        .body(chunk)
                        .send()
                        .status())
                .isEqualTo(411);
        assertThat(chunked.header("Content-Length", "5").send().status())
                .as("both: request smuggling")
                .isIn(400, 411);
        assertThat(RawHttp.post(port(), JOLOKIA, JSON, " ".repeat(64 * 1024) + STOP)
                        .as("admin")
                        .send()
                        .status())
                .isEqualTo(413);
        assertThat(RawHttp.post(port(), JOLOKIA, JSON, STOP)
                        .as("admin")
                        .withoutLength()
                        .header("Content-Length", "99999999999999999999")
                        .send()
                        .status())
                .isIn(0, 400, 411, 413);
    }

    /** S-19. */
    @Test
    void aBulkOfFiveThousandIsTooLong() {
        String bulk = "[" + String.join(",", Collections.nCopies(5000, READ)) + "]";

        assertThat(RawHttp.post(port(), JOLOKIA, JSON, bulk).as("admin").send().status())
                .isEqualTo(413);
    }

    /** S-19: refused by its length, with whatever role, and with none. */
    @Test
    void sixtyMegabytesAreRefusedAtOnce() {
        String bulk = "[" + (READ + ",").repeat(60_000_000 / READ.length()) + READ + "]";

        for (String user : List.of("admin", "viewer", "nobody")) {
            RawHttp request = RawHttp.post(port(), JOLOKIA, JSON, bulk);
            long started = System.nanoTime();
            int status =
                    (user.equals("nobody") ? request : request.as(user)).send().status();
            assertThat(status).as(user).isEqualTo(413);
            assertThat(Duration.ofNanos(System.nanoTime() - started))
                    .as(user)
                    .isLessThan(Duration.ofMillis(Bounds.of(5_000)));
        }
        assertThat(RawHttp.post(port(), "/okiagari/login", "application/x-www-form-urlencoded", bulk)
                        .send()
                        .status())
                .isIn(401, 413);
    }

    /** S-19: a parser that goes down with it would end in an Error. */
    @Test
    void twoHundredThousandLevelsDoNoHarm() {
        assertThat(RawHttp.post(port(), JOLOKIA, JSON, "[".repeat(200_000))
                        .as("admin")
                        .send()
                        .status())
                .isEqualTo(413);
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                Arguments.of("{\"type\":\"notification\",\"command\":\"register\"}", "a request that no policy sees"),
                Arguments.of(
                        "[" + READ + ",{\"type\":\"notification\",\"command\":\"register\"}]", "the same in a bulk"),
                Arguments.of("{\"type\":\"config\"}", "config"),
                Arguments.of(
                        "{\"type\":\"write\",\"mbean\":\"" + BEAN + "\",\"attribute\":\"Message\",\"value\":\"x\"}",
                        "write"),
                Arguments.of(STOP.replace("exec", "EXEC"), "another way to write exec"),
                Arguments.of("[" + String.join(",", Collections.nCopies(101, READ)) + "]", "a bulk of 101"),
                Arguments.of("[[" + STOP + "]]", "a bulk in a bulk"),
                Arguments.of("{}", "nothing"),
                Arguments.of("\"exec\"", "a text"),
                Arguments.of("{\"type\":\"\\", "half an escape, which Jolokia's scanner answers by an Error"),
                Arguments.of("{\"type\":\"exec\"", "half of it"),
                Arguments.of("[".repeat(30_000), "a deep hole"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("bodies")
    void theGuardRefusesBeforeJolokia(String body, String what) {
        assertThat(RawHttp.post(port(), JOLOKIA, JSON, body).as("admin").send().status())
                .as(what)
                .isIn(400, 403);
    }

    @Test
    void theLastOfTwoEqualKeysIsTheOneThatIsJudged() {
        String twice = "{\"type\":\"read\",\"mbean\":\"" + BEAN + "\",\"attribute\":\"Message\",\"type\":\"write\"}";

        assertThat(RawHttp.post(port(), JOLOKIA, JSON, twice).as("admin").send().status())
                .isEqualTo(403);
    }
}
