package org.okiagari.web.guard;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jolokia.json.parser.JSONParser;
import org.jolokia.json.parser.ParseException;
import org.okiagari.api.settings.Settings;

/** Whatever a request holds: the guard decides without an exception, and what it lets pass keeps the rules. */
class GuardFuzzTest {
    private static final Set<String> TYPES = Set.of("read", "list", "search", "version", "exec");
    private static final Settings SETTINGS = GuardTest.settings("ALLOWED_HOSTS = ops.example\n");
    private static final Set<String> NAMES = Hosts.of(SETTINGS).names();

    private final Guard guard = new Guard(SETTINGS);

    @FuzzTest
    @DictionaryEntries({
        "GET",
        "POST",
        "127.0.0.1:8080",
        "http://127.0.0.1:8080",
        "ops.example",
        "cross-site",
        "same-origin",
        "navigate",
        "document",
        "/jolokia",
        "/jolokia//exec",
        "/jolokia/read/",
        "/login",
        "application/json",
        "application/json; charset=utf-8",
        "application/x-www-form-urlencoded",
        "p=exec&callback=x",
        "{\\\"type\\\":\\\"read\\\"}",
        "[{\\\"type\\\":\\\"exec\\\",\\\"target\\\":{}}]",
        "notification",
        "\\\"type\\\":\\\"write\\\""
    })
    void whatPassesKeepsTheRules(FuzzedDataProvider data) throws Exception {
        Facts facts = new Facts(
                data.pickValue(List.of("GET", "POST", data.consumeString(6))),
                data.pickValue(List.of("http", "https")),
                data.pickValue(List.of("127.0.0.1:8080", data.consumeString(30))),
                "127.0.0.1",
                data.pickValue(List.of("", "http://127.0.0.1:8080", data.consumeString(40))),
                data.pickValue(List.of("", "same-origin", "cross-site", data.consumeString(12))),
                data.consumeString(10),
                data.consumeString(10),
                data.pickValue(List.of("/jolokia", "/jolokia/" + data.consumeString(30), data.consumeString(30))),
                data.consumeBoolean(),
                Query.names(data.consumeString(40)),
                data.pickValue(List.of("application/json", data.consumeString(40))),
                data.consumeLong(-1, 100_000));
        if (guard.check(facts).isEmpty()) {
            assertKeepsTheRules(facts);
        }
        checkBody(data.consumeRemainingAsString());
    }

    private static void assertKeepsTheRules(Facts facts) {
        assertThat(NAMES)
                .anyMatch(name -> facts.host().equals(name) || facts.host().startsWith(name + ":"));
        assertThat(facts.method()).isIn("GET", "POST");
        assertThat(facts.hasPathParameters()).isFalse();
        assertThat(facts.origin()).isIn("", facts.scheme() + "://" + facts.host(), "https://" + facts.host());
        boolean jolokia = facts.path().equals("/jolokia") || facts.path().startsWith("/jolokia/");
        if (jolokia && facts.method().equals("POST")) {
            assertThat(facts.contentType()).startsWith("application/json");
            assertThat(facts.contentLength()).isBetween(0L, 65_536L);
            assertThat(facts.parameters()).doesNotContain("p", "callback", "mimeType");
        }
        if (jolokia && facts.method().equals("GET")) {
            String command = facts.path()
                    .substring("/jolokia".length())
                    .replaceFirst("^/+", "")
                    .split("/", 2)[0];
            assertThat(command).isIn("", "version", "read", "list", "search");
        }
    }

    private static void checkBody(String body) throws IOException, ParseException {
        if (JolokiaBody.check(body).isEmpty()) {
            Object parsed = new JSONParser().parse(body);
            List<?> requests = parsed instanceof List ? (List<?>) parsed : List.of(parsed);
            assertThat(requests).hasSizeLessThanOrEqualTo(JolokiaBody.MAX_BULK);
            for (Object request : requests) {
                assertThat(((Map<?, ?>) request).get("type")).isIn(TYPES.toArray());
                assertThat(((Map<?, ?>) request).containsKey("target")).isFalse();
            }
        }
    }
}
