package org.okiagari.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.okiagari.it.Attacked.BEAN;
import static org.okiagari.it.Attacked.HOME;
import static org.okiagari.it.Attacked.JOLOKIA;
import static org.okiagari.it.Attacked.JSON;
import static org.okiagari.it.Attacked.PCHECK;
import static org.okiagari.it.Attacked.READ;
import static org.okiagari.it.Attacked.assertRefused;
import static org.okiagari.it.Attacked.json;
import static org.okiagari.it.Attacked.lure;
import static org.okiagari.it.Attacked.port;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Foreign beans and operations, secrets, connections to elsewhere (CVE-2022-41678, CVE-2026-34197). */
abstract class BeanAttacks {
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
        String aimed = attack.replace("LURE", "127.0.0.1:" + lure().getLocalPort())
                .replace("PORT", Integer.toString(lure().getLocalPort()));

        RawHttp.Answer answer = aimed.startsWith("{")
                ? RawHttp.post(port(), JOLOKIA, JSON, aimed).as("admin").send()
                : RawHttp.get(port(), aimed).as("admin").send();

        assertThat(answer.status() != 200
                        || !answer.body().contains("\"status\":200")
                        || attack.startsWith("/okiagari/plugin")
                        || attack.startsWith("/okiagari/auth"))
                .as(answer.body())
                .isTrue();
        lure().setSoTimeout(200);
        boolean isReached = true;
        try (Socket caught = lure().accept()) {
            assertThat(caught).as("a connection").isNull();
        } catch (SocketTimeoutException e) {
            isReached = false;
        }
        assertThat(isReached).isFalse();
    }

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

        assertRefused(RawHttp.post(port(), JOLOKIA, JSON, request).as("admin").send());
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
                        port(),
                        JOLOKIA,
                        JSON,
                        "{\"type\":\"read\",\"mbean\":\"" + parts[0] + "\",\"attribute\":\"" + parts[1] + "\"}")
                .as("admin")
                .send());
    }

    @Test
    void listAndSearchShowOurBeansAndAFewOfThePlatform() {
        JsonObject list = json(RawHttp.post(port(), JOLOKIA, JSON, "{\"type\":\"list\"}")
                .as("admin")
                .send());
        String search = RawHttp.post(port(), JOLOKIA, JSON, "{\"type\":\"search\",\"mbean\":\"*:*\"}")
                .as("admin")
                .send()
                .body();

        JsonObject value = list.getAsJsonObject("value");
        JsonObject domains = value.has("domains") ? value.getAsJsonObject("domains") : value;
        assertThat(domains.keySet()).contains("okiagari").isSubsetOf("okiagari", "java.lang", "hawtio");
        assertThat(domains.getAsJsonObject("java.lang").keySet())
                .isSubsetOf("type=Memory", "type=Threading", "type=OperatingSystem", "type=Runtime");
        assertThat(search).contains(PCHECK).doesNotContain("HotSpotDiagnostic", "amx", "jolokia:", "Catalina");
        assertThat(RawHttp.post(port(), JOLOKIA, JSON, "{\"type\":\"read\",\"mbean\":\"okiagari:*\"}")
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

        assertThat(RawHttp.post(port(), JOLOKIA, JSON, bulk)
                        .as("admin")
                        .send()
                        .body()
                        .length())
                .isLessThan(8 << 20);
    }

    @Test
    void anErrorShowsNoStackAndNoClassPath() {
        RawHttp.Answer answer = RawHttp.post(
                        port(),
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
}
