package org.okiagari.web.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JolokiaBodyTest {
    @ParameterizedTest
    @ValueSource(strings = {"read", "list", "search", "version", "exec"})
    void servesTheFiveTypes(String type) {
        assertThat(JolokiaBody.check("{\"type\":\"" + type + "\"}")).isEmpty();
        assertThat(JolokiaBody.check("[{\"type\":\"" + type + "\"},{\"type\":\"read\"}]"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"notification", "config", "write", "regnotif", "EXEC", "Notification", ""})
    void refusesOtherTypesAlsoInsideABulk(String type) {
        assertThat(status("{\"type\":\"" + type + "\"}")).isEqualTo(403);
        assertThat(status("[{\"type\":\"read\"},{\"type\":\"" + type + "\"}]")).isEqualTo(403);
    }

    @Test
    void theLastOfTwoEqualKeysCountsAsItDoesForJolokia() {
        assertThat(status("{\"type\":\"read\",\"type\":\"notification\"}")).isEqualTo(403);
    }

    @Test
    void refusesATarget() {
        assertThat(status("{\"type\":\"read\",\"target\":{\"url\":\"service:jmx:rmi:///\"}}"))
                .isEqualTo(403);
        assertThat(status("{\"type\":\"read\",\"target\":null}")).isEqualTo(403);
    }

    @Test
    void refusesMoreThanAHundredInOneBulk() {
        assertThat(JolokiaBody.check(bulk(100))).isEmpty();
        assertThat(status(bulk(101))).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "nonsense",
                "7",
                "\"text\"",
                "[1]",
                "\"\\",
                "\"\\\n\"",
                "[[{\"type\":\"read\"}]]",
                "null"
            })
    void refusesWhatIsNoRequest(String json) {
        assertThat(status(json)).isEqualTo(400);
    }

    private static String bulk(int size) {
        return "[" + "{\"type\":\"version\"},".repeat(size - 1) + "{\"type\":\"version\"}]";
    }

    private static int status(String json) {
        return JolokiaBody.check(json).map(Refusal::status).orElse(200);
    }
}
