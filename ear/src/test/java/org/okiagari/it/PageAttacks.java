package org.okiagari.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.okiagari.it.Attacked.assertNothingIsShared;
import static org.okiagari.it.Attacked.port;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages without log-in, headers, sessions. */
abstract class PageAttacks {
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
                "/live",
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
        RawHttp.Answer answer = RawHttp.get(port(), "/okiagari" + path).send();

        assertThat(answer.status()).as(path).isIn(302, 400, 401, 403, 404);
        assertThat(answer.body()).doesNotContain("okiagari_", "web-app", "\"agent\"");
    }

    @Test
    void healthIsAWord() {
        assertThat(RawHttp.get(port(), "/okiagari/health/live").send().body()).contains("live");
        assertThat(RawHttp.get(port(), "/okiagari/health/../metrics")
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
        RawHttp request = RawHttp.get(port(), path).header("Accept", "text/html");

        RawHttp.Answer answer = path.equals("/okiagari/login")
                ? request.send()
                : request.as("viewer").send();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Content-Security-Policy"))
                .startsWith("default-src 'none'")
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
                        port(),
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
        assertThat(RawHttp.get(port(), "/okiagari/who;jsessionid=" + id.group(1))
                        .send()
                        .status())
                .as("an id in the address could be passed on")
                .isNotEqualTo(200);

        RawHttp.get(port(), "/okiagari/auth/logout")
                .header("Cookie", id.group())
                .send();
        assertThat(who("Cookie", id.group()).status()).isEqualTo(401);
    }

    private static RawHttp.Answer who(String header, String value) {
        return RawHttp.get(port(), "/okiagari/who").header(header, value).send();
    }
}
