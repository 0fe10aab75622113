package org.okiagari.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Attacks that went well elsewhere, against the running embedded server, with the rights of an administrator wherever the
 * attack could have them: docs/security.md names each. After every one the clients of the console must still be served.
 */
class HttpAttacksIT {
    private static final String PCHECK = "pfile_attacked";
    private static final String BEAN = "okiagari:pcheck=pfile_attacked,type=Pcheck";
    private static final String JOLOKIA = "/okiagari/jolokia";
    private static final String JSON = "application/json";
    private static final String STOP = "{\"type\":\"exec\",\"mbean\":\"" + BEAN + "\",\"operation\":\"stop\"}";
    private static final String READ = "{\"type\":\"read\",\"mbean\":\"" + BEAN + "\",\"attribute\":\"Message\"}";

    private static final TestHome HOME = TestHome.create("attacks");
    private static final Daemon DAEMON = HOME.daemon("okiagari-attacked");

    /** Whoever is talked into connecting somewhere connects to this. */
    @SuppressWarnings("NullAway.Init")
    private static ServerSocket lure;

    @SuppressWarnings("NullAway.Init")
    private static RunningServer server;

    private static int port;

    @BeforeAll
    static void start() throws IOException {
        lure = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        DAEMON.start();
        HOME.pfile(PCHECK, 0x1f00e001, List.of("MONITOR_INTERVAL 2"), DAEMON.pent(600, 5, "continue"));
        server = RunningServer.start(RunningServer.Kind.PAYARA_MICRO, HOME);
        port = server.port();
    }

    @AfterAll
    @SuppressWarnings("NullAway") // A server that did not start is null.
    static void end() throws IOException {
        if (server != null) {
            server.close();
        }
        lure.close();
        Daemons.killAllBelow(HOME.path());
    }

    /** As jolokia.js sends it from our own page. */
    @AfterEach
    void theConsoleIsServedAndNothingWasStopped() {
        String origin = "http://127.0.0.1:" + port;

        RawHttp.Answer answer = RawHttp.post(port, JOLOKIA, JSON, READ)
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

    // DNS rebinding: the browser believes that evil.example is this host.

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
                    RawHttp.get(port, path).as("admin").host(host).send();

            // Without any name Payara itself answers, with nothing.
            assertThat(answer.status())
                    .as(host + " " + path)
                    .isIn(host.isEmpty() ? List.of(200, 400) : List.of(400, 421));
            assertThat(answer.body()).as(host + " " + path).doesNotContain("\"agent\"", "html");
        }
    }

    @Test
    void anAddressInTheRequestLineIsNoWayRoundTheHost() {
        RawHttp.Answer answer = RawHttp.get(port, "http://evil.example" + JOLOKIA + "/version")
                .as("admin")
                .send();

        assertThat(answer.status()).isNotEqualTo(200);
        assertThat(RawHttp.get(port, JOLOKIA + "/version")
                        .as("admin")
                        .host("none")
                        .send()
                        .status())
                .isIn(400, 421);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "[::1]"})
    void itsOwnNamesAreServed(String host) {
        assertThat(RawHttp.post(port, JOLOKIA, JSON, READ)
                        .as("viewer")
                        .host(host + ":" + port)
                        .send()
                        .body())
                .contains("\"value\":\"start\"");
    }

    // Pages of other sites (CVE-2018-10899: strict checking let "null" pass).

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
        RawHttp.Answer answer = RawHttp.post(port, JOLOKIA, JSON, STOP)
                .as("admin")
                .header("Origin", origin.replace("PORT", Integer.toString(port)))
                .send();

        assertThat(answer.status()).isEqualTo(403);
        assertNothingIsShared(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "anything"})
    void theBrowserItselfTellsOfAnotherSite(String site) {
        assertThat(RawHttp.post(port, JOLOKIA, JSON, STOP)
                        .as("admin")
                        .header("Sec-Fetch-Site", site)
                        .send()
                        .status())
                .isEqualTo(403);
        assertThat(RawHttp.get(port, JOLOKIA + "/read/" + BEAN)
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
        RawHttp.Answer answer = RawHttp.of(port, "OPTIONS", JOLOKIA)
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
            RawHttp.Answer answer = RawHttp.get(port, path)
                    .as("viewer")
                    .header("Sec-Fetch-Site", "cross-site")
                    .header("Sec-Fetch-Mode", "navigate")
                    .header("Sec-Fetch-Dest", "document")
                    .send();

            assertThat(answer.status()).as(path).isEqualTo(path.equals("/okiagari/") ? 200 : 403);
        }
    }

    // Other methods, and GET that changes something.

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH", "TRACE", "HEAD", "PROPFIND", "get"})
    void onlyGetAndPostAreServed(String method) {
        for (String path : List.of(JOLOKIA, "/okiagari/", "/okiagari/metrics")) {
            assertThat(RawHttp.of(port, method, path).as("admin").send().status())
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
        RawHttp.Answer answer = RawHttp.get(port, JOLOKIA + String.format(path, BEAN))
                .as("admin")
                .send();

        boolean isHarmless = answer.status() != 200 || answer.body().contains("{\"type\":\"version\"}");
        assertThat(isHarmless).as(answer.status() + " " + answer.body()).isTrue();
    }

    /** CVE-2018-1000129, and reading by a script tag. */
    @ParameterizedTest
    @ValueSource(strings = {"mimeType=text/html", "callback=evil", "MIMETYPE=text/html", "mime%54ype=text/html"})
    void noParameterMakesAnAnswerAPageOrAScript(String parameter) {
        assertThat(RawHttp.get(port, JOLOKIA + "/version?" + parameter)
                        .as("admin")
                        .send()
                        .status())
                .isEqualTo(405);
        assertThat(RawHttp.post(port, JOLOKIA + "?" + parameter, JSON, READ)
                        .as("admin")
                        .send()
                        .status())
                .isEqualTo(405);
    }

    // Bodies.

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
        assertThat(RawHttp.post(port, JOLOKIA, type, STOP).as("admin").send().status())
                .isEqualTo(415);
    }

    @Test
    void aBodyHasALengthAndAnEnd() {
        RawHttp chunked = RawHttp.of(port, "POST", JOLOKIA).as("admin").header("Content-Type", JSON);
        String chunk = Integer.toHexString(STOP.length()) + "\r\n" + STOP + "\r\n0\r\n\r\n";

        assertThat(chunked.header("Transfer-Encoding", "chunked")
                        .body(chunk)
                        .send()
                        .status())
                .isEqualTo(411);
        assertThat(chunked.header("Content-Length", "5").send().status())
                .as("both: request smuggling")
                .isIn(400, 411);
        assertThat(RawHttp.post(port, JOLOKIA, JSON, " ".repeat(64 * 1024) + STOP)
                        .as("admin")
                        .send()
                        .status())
                .isEqualTo(413);
        assertThat(RawHttp.post(port, JOLOKIA, JSON, STOP)
                        .as("admin")
                        .withoutLength()
                        .header("Content-Length", "99999999999999999999")
                        .send()
                        .status())
                .isIn(0, 400, 411, 413);
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
        assertThat(RawHttp.post(port, JOLOKIA, JSON, body).as("admin").send().status())
                .as(what)
                .isIn(400, 403);
    }

    @Test
    void theLastOfTwoEqualKeysIsTheOneThatIsJudged() {
        String twice = "{\"type\":\"read\",\"mbean\":\"" + BEAN + "\",\"attribute\":\"Message\",\"type\":\"write\"}";

        assertThat(RawHttp.post(port, JOLOKIA, JSON, twice).as("admin").send().status())
                .isEqualTo(403);
    }

    /** CVE-2018-1000130, CVE-2026-34197, Hawtio's CVE-2019-9827: what counts is that nothing connects. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"read\",\"mbean\":\"java.lang:type=Memory\",\"target\":{\"url\":\"service:jmx:rmi:///jndi/rmi://LURE/x\"}}",
                "{\"type\":\"version\",\"target\":{\"url\":\"service:jmx:rmi:///jndi/ldap://LURE/x\"}}",
                "{\"type\":\"exec\",\"mbean\":\"okiagari:type=Agent\",\"operation\":\"start\",\"arguments\":[\"http://LURE/x.xml\"]}",
                "{\"type\":\"exec\",\"mbean\":\"okiagari:type=Agent\",\"operation\":\"check\",\"arguments\":[\"ftp://LURE/x\"]}",
                "/okiagari/proxy/http/127.0.0.1/PORT/",
                "/okiagari/proxy/LURE/",
                "/okiagari/proxy/http://LURE/",
                "/okiagari/plugin/?url=http://LURE/",
                "/okiagari/auth/config/?url=http://LURE/"
            })
    void nobodyIsTalkedIntoConnectingSomewhere(String attack) throws IOException {
        String aimed = attack.replace("LURE", "127.0.0.1:" + lure.getLocalPort())
                .replace("PORT", Integer.toString(lure.getLocalPort()));

        RawHttp.Answer answer = aimed.startsWith("{")
                ? RawHttp.post(port, JOLOKIA, JSON, aimed).as("admin").send()
                : RawHttp.get(port, aimed).as("admin").send();

        assertThat(answer.status() != 200
                        || !answer.body().contains("\"status\":200")
                        || attack.startsWith("/okiagari/plugin")
                        || attack.startsWith("/okiagari/auth"))
                .as(answer.body())
                .isTrue();
        lure.setSoTimeout(200);
        boolean isReached = true;
        try (Socket caught = lure.accept()) {
            assertThat(caught).as("a connection").isNull();
        } catch (SocketTimeoutException e) {
            isReached = false;
        }
        assertThat(isReached).isFalse();
    }

    // Beans: CVE-2022-41678, CVE-2026-34197.

    static Stream<Arguments> foreignOperations() {
        Path written = HOME.path().resolve("written-by-an-attack");
        String file = "\"" + written + "\"";
        return Stream.of(
                Arguments.of("com.sun.management:type=DiagnosticCommand", "vmLog", "[[\"output=" + written + "\"]]"),
                Arguments.of(
                        "com.sun.management:type=DiagnosticCommand", "compilerDirectivesAdd", "[[\"/etc/shadow\"]]"),
                Arguments.of("com.sun.management:type=DiagnosticCommand", "jvmtiAgentLoad", "[[" + file + "]]"),
                Arguments.of("com.sun.management:type=HotSpotDiagnostic", "dumpHeap", "[" + file + ",false]"),
                Arguments.of(
                        "com.sun.management:type=HotSpotDiagnostic", "setVMOption", "[\"HeapDumpPath\"," + file + "]"),
                Arguments.of("jdk.management.jfr:type=FlightRecorder", "newRecording", "[]"),
                Arguments.of("java.util.logging:type=Logging", "setLoggerLevel", "[\"\",\"OFF\"]"),
                Arguments.of("java.lang:type=Memory", "gc", "[]"),
                Arguments.of("java.lang:type=Threading", "dumpAllThreads", "[true,true]"),
                Arguments.of("jolokia:type=Config", "debug", "[]"),
                Arguments.of("JMImplementation:type=MBeanServerDelegate", "hashCode", "[]"),
                Arguments.of("amx:type=domain", "ping", "[]"),
                Arguments.of("amx-support:type=boot-amx", "bootAMX", "[]"),
                Arguments.of("hawtio:type=security,area=jmx,name=Okiagari", "init", "[]"),
                Arguments.of("okiagari:type=Agent", "getClass", "[]"),
                Arguments.of("okiagari:type=Agent", "startAnything", "[]"),
                Arguments.of("okiagari:type=Agent", "attach", "[\"/etc/shadow\",1]"),
                Arguments.of(BEAN, "shutdownNow", "[]"),
                Arguments.of("okiagari:*", "stop", "[]"),
                Arguments.of("*:type=Pcheck,pcheck=" + PCHECK, "stop", "[]"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("foreignOperations")
    void noOperationButThoseOfTheTableIsCalled(String bean, String operation, String arguments) {
        String request = "{\"type\":\"exec\",\"mbean\":\"" + bean + "\",\"operation\":\"" + operation
                + "\",\"arguments\":" + arguments + "}";

        assertRefused(RawHttp.post(port, JOLOKIA, JSON, request).as("admin").send());
        assertThat(HOME.path().resolve("written-by-an-attack")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.lang:type=Runtime|SystemProperties",
                "java.lang:type=Runtime|InputArguments",
                "java.lang:type=Runtime|ClassPath",
                "com.sun.management:type=HotSpotDiagnostic|DiagnosticOptions",
                "java.util.logging:type=Logging|LoggerNames",
                "jolokia:type=Config|Debug",
                "amx:type=domain|Name",
                "java.nio:type=BufferPool,name=direct|Count",
                "*:*|Name",
                "java.lang:*|Name"
            })
    void nothingSecretIsRead(String beanAndAttribute) {
        String[] parts = beanAndAttribute.split("\\|");

        assertRefused(RawHttp.post(
                        port,
                        JOLOKIA,
                        JSON,
                        "{\"type\":\"read\",\"mbean\":\"" + parts[0] + "\",\"attribute\":\"" + parts[1] + "\"}")
                .as("admin")
                .send());
    }

    @Test
    void listAndSearchShowOurBeansAndAFewOfThePlatform() {
        JsonObject list = json(RawHttp.post(port, JOLOKIA, JSON, "{\"type\":\"list\"}")
                .as("admin")
                .send());
        String search = RawHttp.post(port, JOLOKIA, JSON, "{\"type\":\"search\",\"mbean\":\"*:*\"}")
                .as("admin")
                .send()
                .body();

        JsonObject value = list.getAsJsonObject("value");
        JsonObject domains = value.has("domains") ? value.getAsJsonObject("domains") : value;
        assertThat(domains.keySet()).contains("okiagari").isSubsetOf("okiagari", "java.lang", "hawtio");
        assertThat(domains.getAsJsonObject("java.lang").keySet())
                .isSubsetOf("type=Memory", "type=Threading", "type=OperatingSystem", "type=Runtime");
        assertThat(search).contains(PCHECK).doesNotContain("HotSpotDiagnostic", "amx", "jolokia:", "Catalina");
        assertThat(RawHttp.post(port, JOLOKIA, JSON, "{\"type\":\"read\",\"mbean\":\"okiagari:*\"}")
                        .as("viewer")
                        .send()
                        .body())
                .contains("\"status\":200")
                .contains(PCHECK);
    }

    /** 961 bytes made 49.6 MB elsewhere. */
    @Test
    void aHundredListsAreNoFlood() {
        String bulk = "[" + String.join(",", Collections.nCopies(100, "{\"type\":\"list\"}")) + "]";

        assertThat(RawHttp.post(port, JOLOKIA, JSON, bulk)
                        .as("admin")
                        .send()
                        .body()
                        .length())
                .isLessThan(8 << 20);
    }

    @Test
    void anErrorShowsNoStackAndNoClassPath() {
        RawHttp.Answer answer = RawHttp.post(
                        port,
                        JOLOKIA,
                        JSON,
                        READ.replace("Message", "Nothing")
                                .replace(
                                        "}",
                                        ",\"config\":{\"includeStackTrace\":\"true\",\"serializeException\":\"true\"}}"))
                .as("admin")
                .send();

        assertThat(answer.body())
                .doesNotContain("\"stacktrace\"")
                .doesNotContain("error_value")
                .doesNotContain("at org.");
    }

    // Roles.

    @ParameterizedTest
    @CsvSource({
        "viewer, stop",
        "viewer, reload",
        "viewer, reload()",
        "viewer, dump",
        "viewer, shutdown",
        "viewer, recoveryTest",
        "operator, shutdown",
        "operator, shutdown()",
        "operator, recoveryTest",
        "operator, reloadAnything",
        "viewer, canInvoke"
    })
    void aRoleThatDoesNotSufficeSteersNothing(String user, String operation) {
        assertRefused(RawHttp.post(
                        port,
                        JOLOKIA,
                        JSON,
                        "{\"type\":\"exec\",\"mbean\":\"" + BEAN + "\",\"operation\":\"" + operation + "\"}")
                .as(user)
                .send());
    }

    @ParameterizedTest
    @CsvSource({"viewer, start", "viewer, check", "operator, start", "operator, check"})
    void onlyAnAdministratorNamesPfiles(String user, String operation) {
        assertRefused(RawHttp.post(
                        port,
                        JOLOKIA,
                        JSON,
                        "{\"type\":\"exec\",\"mbean\":\"okiagari:type=Agent\",\"operation\":\"" + operation
                                + "\",\"arguments\":[\"" + PCHECK + "\"]}")
                .as(user)
                .send());
    }

    /** A pfile's errors quote its lines: over HTTP that would read any file of the host. */
    @ParameterizedTest
    @ValueSource(
            strings = {"/etc/passwd", "../../../../../../../../etc/passwd", "link_to_passwd", "", ".", "..", "a/b"})
    void aPfileOverHttpIsANameInConfBin(String name) throws IOException {
        Path link = HOME.bin().resolve("link_to_passwd");
        if (!Files.exists(link)) {
            Files.createSymbolicLink(link, Path.of("/etc/passwd"));
        }
        for (String operation : List.of("check", "start")) {
            RawHttp.Answer answer = RawHttp.post(
                            port,
                            JOLOKIA,
                            JSON,
                            "{\"type\":\"exec\",\"mbean\":\"okiagari:type=Agent\",\"operation\":\"" + operation
                                    + "\",\"arguments\":[\"" + name + "\"]}")
                    .as("admin")
                    .send();

            assertThat(answer.body()).doesNotContain("root:").doesNotContain("/bin/");
            assertRefused(answer);
        }
    }

    // Pages, headers, sessions.

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/index.html",
                "/jolokia",
                "/jolokia/version",
                "/jolokia/list",
                "/metrics",
                "/who",
                "/user",
                "/user/",
                "/plugin",
                "/auth/config",
                "/auth/config/session-timeout",
                "/proxy/http/127.0.0.1/1/",
                "/health/../metrics",
                "/health/..;/metrics",
                "/health/%2e%2e/metrics",
                "/health;/../metrics",
                "//metrics",
                "/./metrics",
                "/metrics;a=b",
                "/WEB-INF/web.xml",
                "/health/../WEB-INF/web.xml",
                "/static/"
            })
    void nothingButHealthIsOpen(String path) {
        RawHttp.Answer answer = RawHttp.get(port, "/okiagari" + path).send();

        assertThat(answer.status()).as(path).isIn(302, 400, 401, 403, 404);
        assertThat(answer.body()).doesNotContain("okiagari_", "web-app", "\"agent\"");
    }

    @Test
    void healthIsAWord() {
        assertThat(RawHttp.get(port, "/okiagari/health/live").send().body()).contains("live");
        assertThat(RawHttp.get(port, "/okiagari/health/../metrics")
                        .as("viewer")
                        .send()
                        .status())
                .isIn(200, 400, 404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/okiagari/",
                "/okiagari/jolokia/version",
                "/okiagari/who",
                "/okiagari/metrics",
                "/okiagari/login"
            })
    void answersCarryTheHeadersThatKeepBrowsersHonest(String path) {
        RawHttp request = RawHttp.get(port, path).header("Accept", "text/html");

        RawHttp.Answer answer = path.equals("/okiagari/login")
                ? request.send()
                : request.as("viewer").send();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Content-Security-Policy"))
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe-eval")
                .doesNotMatch(".*script-src[^;]*(unsafe-inline|http:|https:|\\*).*");
        assertThat(answer.header("Cache-Control")).contains(path.equals("/okiagari/") ? "no-" : "no-store");
        assertThat(answer.headers()).noneMatch(line -> line.matches("(?i)(server|x-powered-by):.*[0-9].*"));
        assertNothingIsShared(answer);
    }

    @Test
    void theSessionIsMadeAtTheLogInBoundToThisSiteAndEndsAtTheLogOut() {
        String fixed = "JSESSIONID=0123456789abcdef0123456789ab";
        RawHttp.Answer login = RawHttp.post(
                        port,
                        "/okiagari/login",
                        "application/x-www-form-urlencoded",
                        "username=viewer&password=" + TestHome.password("viewer"))
                .header("Cookie", fixed)
                .send();
        assertThat(login.status()).isIn(302, 303);
        List<String> cookies = login.all("Set-Cookie");
        assertThat(cookies).allMatch(each -> each.contains("HttpOnly") && each.contains("SameSite=Strict"));
        String cookie = cookies.stream()
                .filter(each -> each.startsWith("JSESSIONID="))
                .reduce((earlier, later) -> later)
                .orElseThrow();
        assertThat(cookie)
                .contains("HttpOnly")
                .containsOnlyOnce("SameSite=Strict")
                .contains("Path=/okiagari")
                .doesNotContain("0123456789abcdef");
        Matcher id = Pattern.compile("JSESSIONID=([^;]+)").matcher(cookie);
        assertThat(id.find()).isTrue();

        assertThat(who("Cookie", id.group()).status()).isEqualTo(200);
        assertThat(who("Cookie", fixed).status()).isEqualTo(401);
        assertThat(RawHttp.get(port, "/okiagari/who;jsessionid=" + id.group(1))
                        .send()
                        .status())
                .as("an id in the address could be passed on")
                .isNotEqualTo(200);

        RawHttp.get(port, "/okiagari/auth/logout").header("Cookie", id.group()).send();
        assertThat(who("Cookie", id.group()).status()).isEqualTo(401);
    }

    private static RawHttp.Answer who(String header, String value) {
        return RawHttp.get(port, "/okiagari/who").header(header, value).send();
    }

    // The host.

    @Test
    void theLocalSocketAnswersWhileHttpIsHeldUp() throws IOException {
        List<Socket> half = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                half.add(RawHttp.halfSent(port));
            }
            long begin = System.nanoTime();

            assertThat(LocalSocket.read(HOME, BEAN, "Message").getAsString()).isEqualTo("start");

            assertThat(System.nanoTime() - begin).isLessThan(10_000_000_000L);
        } finally {
            for (Socket socket : half) {
                socket.close();
            }
        }
    }

    @Test
    void theLocalSocketIsForItsOwnerAndNobodyElseComesNearIt() throws IOException {
        Path run = HOME.path().resolve("run");
        assertThat((int) Files.getAttribute(run, "unix:mode") & 0777).isEqualTo(0700);
        Path elsewhere = run.resolve("okiagari.sock.path");
        Path socket =
                Files.exists(elsewhere) ? Path.of(Files.readString(elsewhere).strip()) : run.resolve("okiagari.sock");
        assertThat(Files.getAttribute(socket, "unix:mode")).isEqualTo(0140600);
        assertThat((int) Files.getAttribute(socket.getParent(), "unix:mode") & 0777)
                .isEqualTo(0700);
        Needs.root();
        Needs.program("/usr/bin/setpriv", "util-linux");
        Needs.program("/usr/bin/curl", "curl");
        List<String> curl = List.of("curl", "-s", "-S", "--unix-socket", socket.toString(), "http://x/");
        List<String> nobody = new ArrayList<>(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
        nobody.addAll(curl);
        Process process = new ProcessBuilder(nobody).redirectErrorStream(true).start();
        assertThat(RawHttp.all(process.getInputStream())).contains("curl: (7)");
    }

    private static void assertNothingIsShared(RawHttp.Answer answer) {
        assertThat(answer.headers())
                .noneMatch(line -> line.toLowerCase(Locale.ROOT).startsWith("access-control-"));
    }

    /** Jolokia tells a refusal by 200 and a status in the JSON. */
    private static void assertRefused(RawHttp.Answer answer) {
        if (answer.status() == 200) {
            JsonObject json = json(answer);
            assertThat(json.get("status").getAsInt()).as(answer.body()).isNotEqualTo(200);
            assertThat(json.has("value")).as(answer.body()).isFalse();
        } else {
            assertThat(answer.status()).as(answer.body()).isIn(400, 403, 405);
        }
    }

    private static JsonObject json(RawHttp.Answer answer) {
        String body = answer.body();
        return JsonParser.parseString(body.substring(body.indexOf('{'), body.lastIndexOf('}') + 1))
                .getAsJsonObject();
    }
}
