package org.okiagari.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** Logging in and out by plain HTTP, as scripts and forms do. */
final class Logins {
    private Logins() {}

    /** Asks Jolokia with a name and a password. */
    static HttpResponse<String> basic(RunningServer server, String user, String password) throws IOException {
        byte[] secret = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return RunningServer.send(
                version(server, "Authorization", "Basic " + Base64.getEncoder().encodeToString(secret)));
    }

    /** Asks for the page as a browser does that is not logged in. */
    static HttpResponse<String> page(RunningServer server) throws IOException {
        return page(server, "en");
    }

    /** Asks for it in a language. */
    static HttpResponse<String> page(RunningServer server, String languages) throws IOException {
        HttpResponse<String> page = RunningServer.send(request(server, "/okiagari/")
                .header("Accept", "text/html")
                .header("Accept-Language", languages)
                .build());
        assertThat(page.statusCode()).isEqualTo(200);
        return page;
    }

    /** Sends the form. */
    static HttpResponse<String> form(RunningServer server, String user, String password) throws IOException {
        String body = "username=" + user + "&password=" + URLEncoder.encode(password, StandardCharsets.UTF_8);
        return RunningServer.send(request(server, "/okiagari/login")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** Returns the line that sets the session's cookie. */
    static String sessionCookie(HttpResponse<String> answer) {
        return answer.headers().allValues("Set-Cookie").stream()
                .filter(line -> line.startsWith("JSESSIONID="))
                .reduce((first, last) -> last)
                .orElseThrow();
    }

    /** Asks Jolokia with a session. */
    static HttpResponse<String> withSession(RunningServer server, String cookie) throws IOException {
        return RunningServer.send(version(server, "Cookie", cookie.replaceFirst(";.*", "")));
    }

    /** Ends a session. */
    static void logOut(RunningServer server, String cookie) throws IOException {
        HttpResponse<String> out = RunningServer.send(request(server, "/okiagari/auth/logout")
                .header("Cookie", cookie.replaceFirst(";.*", ""))
                .build());
        assertThat(out.statusCode()).isBetween(302, 303);
    }

    private static HttpRequest version(RunningServer server, String header, String value) {
        return request(server, "/okiagari/jolokia/")
                .header("Content-Type", "application/json")
                .header(header, value)
                .POST(HttpRequest.BodyPublishers.ofString("{\"type\":\"version\"}"))
                .build();
    }

    private static HttpRequest.Builder request(RunningServer server, String path) {
        return HttpRequest.newBuilder(server.uri(path)).timeout(Duration.ofSeconds(60));
    }
}
