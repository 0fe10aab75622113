package org.okiagari.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.okiagari.check.Alone;
import org.okiagari.check.FreePorts;
import org.okiagari.check.Needs;

/** What scanners see of the embedded server by TLS: ss its ports, wapiti its pages, as a stranger and as admin (S-35). */
@Alone(why = "a scanner that takes what does not answer in its time for a finding")
class WebScanIT {
    private static final Path WAPITI = Path.of("/usr/bin/wapiti");

    /** What needs no network: not ssrf and xxe (a host of the scanner's), not nikto and wapp (downloads). */
    private static final String OF_PAGES = "backup,buster,cookieflags,csp,csrf,htaccess,http_headers,methods,redirect";

    /** What puts thousands of values into what it finds: with a log-in, for the form alone is left, and takes one in a minute. */
    private static final String OF_PARAMETERS =
            ",blindsql,brute_login_form,crlf,exec,file,permanentxss,shellshock,sql,xss";

    /** Where it starts besides the page, with parameters to put its attacks into. */
    private static final List<String> STARTS = List.of(
            "okiagari/pcheck/pfile_x/pent/1?a=b",
            "login",
            "login?error=1",
            "logout",
            "who",
            "metrics?name=x",
            "health/ready?x=1",
            "plugin",
            "user",
            "auth/config/session-timeout",
            "help/okiagari",
            "jolokia/version?x=1",
            "jolokia/read/java.lang:type=Memory/HeapMemoryUsage?ignoreErrors=true",
            "jolokia/search/okiagari:*?p=x");

    private static Host host;
    private static int https;
    private static String password;

    @BeforeAll
    static void start() throws IOException {
        Needs.file(WAPITI, "wapiti");
        host = Host.make("wapiti");
        https = FreePorts.one();
        host.settings("HTTPS_PORT = " + https + "\n");
        host.serve();
        password = Files.readString(host.home.resolve("run/initial-password")).strip();
    }

    @AfterAll
    @SuppressWarnings("NullAway") // Without wapiti there is none.
    static void stop() {
        if (host != null) {
            host.close();
        }
    }

    @Test
    void ssShowsOnlyWhatWasConfigured() throws Exception {
        Needs.program("/usr/bin/ss", "iproute2");
        Process ss = new ProcessBuilder("ss", "-ltnpH").start();

        List<String> ours = new BufferedReader(new InputStreamReader(ss.getInputStream(), StandardCharsets.UTF_8))
                .lines()
                .filter(line -> line.contains("pid=" + host.serverPid() + ","))
                .map(line -> line.split("\\s+")[3].replace("[::ffff:127.0.0.1]", "127.0.0.1"))
                .toList();

        assertThat(ours).containsExactlyInAnyOrder("127.0.0.1:" + host.port, "127.0.0.1:" + https);
    }

    /**
     * A remark each on what the form does without: a token, since the guard refuses a POST of another site by Origin and
     * Sec-Fetch-Site (RequestAttacks, SiteAttacks); a header of browsers that are gone.
     */
    @Test
    void findsNothingButTwoRemarksAsAStranger() throws Exception {
        assertThat(scan("stranger", "-m", OF_PAGES))
                .containsExactlyInAnyOrder(
                        "Cross Site Request Forgery: POST /okiagari/login Lack of anti CSRF token",
                        "HTTP Secure Headers: GET /okiagari/ X-XSS-Protection is not set");
    }

    @Test
    void findsNothingAsTheAdministrator() throws Exception {
        assertThat(scan(
                        "admin",
                        "-m",
                        OF_PAGES + OF_PARAMETERS,
                        "--auth-type",
                        "basic",
                        "--auth-cred",
                        "admin%" + password))
                .isEmpty();
    }

    /** Returns what it found, a line each. */
    private static List<String> scan(String name, String... how) throws IOException {
        String base = "https://localhost:" + https + "/okiagari/";
        Path work = Files.createDirectories(host.home.resolve("wapiti-" + name));
        Path json = work.resolve("report.json");
        List<String> line = new ArrayList<>(List.of(WAPITI.toString(), "-u", base, "--scope", "folder"));
        STARTS.forEach(start -> line.addAll(List.of("-s", base + start)));
        line.addAll(List.of("--store-session", work.toString(), "--store-config", work.toString()));
        line.addAll(List.of(
                "--no-bugreport",
                "-t",
                "10",
                "--max-scan-time",
                "20",
                "--max-attack-time",
                "10",
                "-f",
                "json",
                "-o",
                json.toString(),
                "-v",
                "2"));
        line.addAll(List.of(how));
        Map<?, ?> report = (Map<?, ?>) Scan.report(line, json);
        assertThat(Scan.said(json)).as("it was in").contains(base + "metrics");
        return findings(report);
    }

    /** Vulnerabilities are what it takes for a hole, anomalies answers of 500 and time-outs. */
    private static List<String> findings(Map<?, ?> report) {
        List<String> lines = new ArrayList<>();
        for (String kind : List.of("vulnerabilities", "anomalies")) {
            Map<?, ?> byName = (Map<?, ?>) Objects.requireNonNull(report.get(kind));
            assertThat(byName).isNotEmpty();
            byName.forEach((name, found) -> {
                for (Object one : (List<?>) found) {
                    Map<?, ?> fields = (Map<?, ?>) one;
                    lines.add(name + ": " + fields.get("method") + " " + fields.get("path") + " " + fields.get("info"));
                }
            });
        }
        return lines;
    }
}
