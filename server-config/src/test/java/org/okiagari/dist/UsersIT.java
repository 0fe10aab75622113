package org.okiagari.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Users that come, change and go while the server runs, and what the journal has about them. */
class UsersIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static Host host;
    private static Process server;
    private static SampleDaemon daemon;
    private static Process pcheck;

    @BeforeAll
    static void start() throws IOException {
        host = Host.make("users");
        server = host.serve();
        daemon = SampleDaemon.start(host.home, "audited", "0x1f0a0701", 100, "continue");
        pcheck = host.start("pcheck", "-f", daemon.pfile.toString());
        Host.soon().until(() -> host.run("padmin", "-l").out().contains(daemon.pfile.toString()));
    }

    @AfterAll
    static void stop() {
        daemon.close();
        host.close();
    }

    @Test
    void aUserComesChangesAndGoesWithoutARestart() throws Exception {
        assertThat(status("ops", "correct horse")).isEqualTo(401);
        assertThat(user("correct horse\n", "add", "ops", "--role", "operator").err())
                .isEmpty();
        assertThat(status("ops", "correct horse")).isEqualTo(200);
        String session = session("ops", "correct horse");
        assertThat(who(session)).isEqualTo(200);
        String renewed = session(login("ops", "correct horse", session));
        assertThat(renewed).isNotEqualTo(session);
        assertThat(who(session)).as("the id from before the log-in").isEqualTo(401);
        session = renewed;
        assertThat(who(session)).isEqualTo(200);
        assertThat(Host.arguments(server.pid())).doesNotContain("correct horse");

        assertThat(user("battery staple\n", "passwd", "ops").code()).isZero();
        assertThat(who(session)).isEqualTo(401);
        assertThat(status("ops", "correct horse")).isEqualTo(401);
        assertThat(status("ops", "battery staple")).isEqualTo(200);

        assertThat(host.run("padmin", "user", "list").out()).contains("ops              operator\n");
        String second = session("ops", "battery staple");
        assertThat(second).isNotEqualTo(session);
        assertThat(host.run("padmin", "user", "remove", "ops").code()).isZero();
        assertThat(who(second)).isEqualTo(401);
        assertThat(status("ops", "battery staple")).isEqualTo(401);
        Host.soon()
                .untilAsserted(() -> assertThat(events("log-in"))
                        .anyMatch(line -> line.contains("\"outcome\":\"done\"") && line.contains("\"who\":\"ops\""))
                        .anyMatch(line -> line.contains("\"outcome\":\"refused\"")
                                && line.contains("\"from\":\"127.0.0.1\"")
                                && line.contains("user name or password is wrong")));
    }

    @Test
    void whoMayNotIsToldWhyAndTheJournalKnowsByEachDoor() throws Exception {
        user("viewer's own\n", "add", "eye");
        user("operator's own\n", "add", "hand", "operator");

        HttpResponse<String> refused = exec("eye", "viewer's own", "stop");
        assertThat(refused.body())
                .contains("\"status\":403")
                .contains("stop needs the role operator; yours is viewer.");
        assertThat(exec("hand", "operator's own", "shutdown").body()).contains("shutdown needs the role admin");
        assertThat(exec("hand", "operator's own", "stop").body()).contains("\"status\":200");
        assertThat(host.run("padmin", "-f", daemon.pfile.toString(), "-c", "start")
                        .code())
                .isZero();
        attached(connection -> connection.invoke(
                new ObjectName("okiagari:pcheck=" + daemon.pfile.getFileName() + ",type=Pcheck"),
                "reload",
                new Object[0],
                new String[0]));

        String name = daemon.pfile.getFileName().toString();
        Host.soon()
                .untilAsserted(() -> assertThat(events("\"audit\""))
                        .allMatch(line -> line.contains("\"seq\":"))
                        .anyMatch(line -> has(line, name, "stop", "refused", "eye", "127.0.0.1"))
                        .anyMatch(line -> has(line, name, "shutdown", "refused", "hand", "127.0.0.1"))
                        .anyMatch(line -> has(line, name, "stop", "done", "hand", "127.0.0.1"))
                        .anyMatch(line -> has(line, name, "start", "done", "uid=", "local"))
                        .anyMatch(line -> has(line, name, "reload", "done", "jmx", ""))
                        .anyMatch(line -> has(line, name, "attach", "done", "uid=", "local")));
        assertThat(Files.readString(host.log("events.jsonl"))).contains("\"event\":\"audit\"");
        assertThat(pcheck.isAlive()).isTrue();
    }

    @Test
    void aRequestThatTheGuardRefusesIsToldWithTheNameOfItsVictim() throws Exception {
        user("victim's own\n", "add", "victim", "--role", "viewer");
        String session = session("victim", "victim's own");
        HttpRequest.Builder page = HttpRequest.newBuilder(uri("/who")).header("Origin", "http://evil.example");
        HttpRequest body = request("/jolokia", "victim", "victim's own")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"type\":\"config\"}"))
                .build();

        assertThat(CLIENT.send(page.build(), HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(403);
        assertThat(CLIENT.send(page.header("Cookie", session).build(), HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(403);
        assertThat(CLIENT.send(body, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(403);

        Host.soon()
                .untilAsserted(() -> assertThat(events("\"audit\""))
                        .anyMatch(line -> has(line, "", "request", "refused", "nobody", "127.0.0.1")
                                && line.contains("Origin is another site"))
                        .anyMatch(line -> has(line, "", "request", "refused", "victim", "127.0.0.1")
                                && line.contains("Origin is another site"))
                        .anyMatch(line -> has(line, "", "request", "refused", "victim", "127.0.0.1")
                                && line.contains("Only the types")));
    }

    @Test
    void guessingFromHereDoesNotLockOutTheBrowserThatWasInBefore() throws Exception {
        user("the admin's own\n", "add", "boss", "--role", "admin");
        String device = login("boss", "the admin's own", "").headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith("okiagari-device="))
                .findFirst()
                .orElseThrow();
        assertThat(device).contains("HttpOnly").contains("SameSite=Strict").contains("Path=/okiagari/login");
        // The wait is a second only: on a busy machine it may be over before the right password comes.
        Host.soon().untilAsserted(() -> {
            for (int i = 0; i < 5; i++) {
                login("boss", "wrong " + i, "");
            }
            assertThat(location(login("boss", "the admin's own", ""))).endsWith("/login?wait");
        });
        assertThat(location(login("boss", "the admin's own", device.substring(0, device.indexOf(';')))))
                .doesNotContain("login");
        assertThat(host.run("padmin", "-l").code()).isZero();
    }

    private static boolean has(String line, String pcheck, String command, String outcome, String who, String from) {
        return line.contains("\"pcheck\":\"" + pcheck + "\"")
                && line.contains("\"command\":\"" + command + "\"")
                && line.contains("\"outcome\":\"" + outcome + "\"")
                && line.contains("\"who\":\"" + who)
                && line.contains("\"from\":\"" + from);
    }

    private static List<String> events(String containing) {
        List<String> lines = new ArrayList<>();
        host.run("padmin", "events", "-n", "1000", "--json")
                .out()
                .lines()
                .filter(line -> line.contains(containing))
                .forEach(lines::add);
        return lines;
    }

    private static Host.Result user(String input, String... words) {
        List<String> line = new ArrayList<>(List.of("user"));
        line.addAll(List.of(words));
        return host.runWith(input, "padmin", line.toArray(new String[0]));
    }

    private static int status(String name, String password) throws Exception {
        return CLIENT.send(request("/who", name, password).build(), HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    private static int who(String session) throws Exception {
        return CLIENT.send(
                        HttpRequest.newBuilder(uri("/who"))
                                .header("Cookie", session)
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    private static String session(String name, String password) throws Exception {
        return session(login(name, password, ""));
    }

    private static String session(HttpResponse<String> login) {
        String cookie = login.headers().allValues("Set-Cookie").stream()
                .filter(one -> one.startsWith("JSESSIONID"))
                .findFirst()
                .orElseThrow();
        return cookie.substring(0, cookie.indexOf(';'));
    }

    private static HttpResponse<String> login(String name, String password, String cookie) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri("/login"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "username=" + name + "&password=" + password.replace(" ", "+")));
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String location(HttpResponse<String> response) {
        return response.headers().firstValue("Location").orElse("");
    }

    private static HttpResponse<String> exec(String name, String password, String operation) throws Exception {
        String body = "{\"type\":\"exec\",\"mbean\":\"okiagari:pcheck=" + daemon.pfile.getFileName()
                + ",type=Pcheck\",\"operation\":\"" + operation + "\"}";
        return CLIENT.send(
                request("/jolokia", name, password)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path, String name, String password) {
        String both = Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(uri(path)).header("Authorization", "Basic " + both);
    }

    private static URI uri(String path) {
        return URI.create("http://127.0.0.1:" + host.port + "/okiagari" + path);
    }

    private interface Work {
        Object with(MBeanServerConnection connection) throws Exception;
    }

    /** As JConsole does on the same host. */
    @SuppressWarnings("BanJNDI") // The address comes from our own server, by the attach API.
    private static void attached(Work work) throws Exception {
        VirtualMachine machine = VirtualMachine.attach(String.valueOf(host.serverPid()));
        try (JMXConnector connector =
                JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()))) {
            work.with(connector.getMBeanServerConnection());
        } finally {
            machine.detach();
        }
    }
}
