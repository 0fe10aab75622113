package org.okiagari.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.okiagari.check.Needs;

/** Every client of the manual reads the state of a PENT and calls reload: curl, JMX by pid, JConsole, padmin's socket. */
class ClientsIT {
    private static final String PCHECK = "pfile_clients";
    private static final String BEAN = Beans.pcheck(PCHECK);

    private static final TestHome HOME = TestHome.create("clients");
    private static final Daemon DAEMON = HOME.daemon("okiagari-client");

    @SuppressWarnings("NullAway.Init") // start() sets it.
    private static RunningServer server;

    @BeforeAll
    static void start() {
        DAEMON.start();
        HOME.pfile(PCHECK, 0x1f00b001, List.of("MONITOR_INTERVAL 2"), DAEMON.pent(600, 5, "continue"));
        server = RunningServer.start(RunningServer.Kind.PAYARA_MICRO, HOME);
    }

    @AfterAll
    @SuppressWarnings("NullAway") // A server that did not start is null.
    static void end() {
        if (server != null) {
            server.close();
        }
        Daemons.killAllBelow(HOME.path());
    }

    /** Each test needs a restart in the counters, so that a reload is seen by the counters going back to 0. */
    @BeforeEach
    void letItBeSavedOnce() {
        Jolokia jolokia = new Jolokia(server, "viewer");
        Wait.until(() -> {
            assertThat(jolokia.read(pent(), "ProcSts").getAsString()).isEqualTo("AVAIL");
            assertThat(jolokia.read(pent(), "RestartCount").getAsInt()).isZero();
        });
        DAEMON.kill(jolokia.read(pent(), "Pid").getAsLong());
        Wait.until(() -> {
            assertThat(jolokia.read(pent(), "RestartCount").getAsInt()).isOne();
            assertThat(jolokia.read(pent(), "ProcSts").getAsString()).isEqualTo("AVAIL");
        });
    }

    @AfterEach
    void forgetTheRestart() {
        new Jolokia(server, "operator").call(BEAN, "reload");
    }

    @Test
    void curlReadsAndReloads() {
        Needs.program("/usr/bin/curl", "curl");

        JsonObject state = curl("viewer", Jolokia.request("read", pent(), "attribute", "ProcSts"));
        JsonObject done = curl("operator", Jolokia.request("exec", BEAN, "operation", "reload"));

        assertThat(state.get("value").getAsString()).isEqualTo("AVAIL");
        assertThat(done.get("status").getAsInt()).as(done.toString()).isEqualTo(200);
        assertReloaded();
    }

    @Test
    void aJmxClientReadsAndReloadsByLocalAttach() throws IOException, JMException {
        try (JMXConnector connector = server.attach()) {
            readAndReload(connector.getMBeanServerConnection());
        }

        assertReloaded();
    }

    @Test
    void jconsoleReadsAndReloadsByItsOwnClassesOverJolokia() throws IOException, JMException {
        String address = "service:jmx:jolokia://127.0.0.1:" + server.port() + "/okiagari/jolokia";
        try (JConsole jconsole = JConsole.connect(address, "operator", TestHome.password("operator"))) {
            assertThat(jconsole.domains()).contains("okiagari");
            assertThat(jconsole.beans("okiagari")).contains(new ObjectName(pent()), new ObjectName(BEAN));
            readAndReload(jconsole.server());
        }

        assertReloaded();
    }

    @Test
    void padminReadsAndReloadsByTheSocket() {
        String text = LocalSocket.read(HOME, BEAN, "PentText").getAsString();
        LocalSocket.exec(HOME, BEAN, "reload");

        assertThat(text).contains("proc_sts       = AVAIL");
        assertReloaded();
    }

    @Test
    void prometheusReadsHowFastTheDeathWasSeenAndWhatMonitoringCosts() {
        Map<String, Double> page = metrics();

        assertThat(page.get("okiagari_detection_seconds_count")).isPositive();
        assertThat(page.get("okiagari_restart_seconds_count")).isPositive();
        assertThat(page.get("okiagari_tick_seconds_count")).isPositive();
        for (String timing : List.of("detection", "restart", "tick")) {
            String name = "okiagari_" + timing + "_seconds";
            assertThat(page.get(name + "_bucket{le=\"+Inf\"}")).isEqualTo(page.get(name + "_count"));
            assertThat(page.get(name + "_sum")).isPositive();
        }
        assertThat(page.get("okiagari_scans_total")).isPositive();
        assertThat(page.get("okiagari_processes")).isPositive();
        assertThat(page.get("okiagari_monitoring_cpu_seconds_total")).isPositive();
        assertThat(page.get("okiagari_descriptors_open")).isBetween(1.0, page.get("okiagari_descriptors_limit"));
        assertThat(page.get("okiagari_watched{by=\"event\"}")).isOne();
        assertThat(page.get("okiagari_pcheck_look_age_seconds{pcheck=\"" + PCHECK + "\"}"))
                .isBetween(0.0, 60.0);
    }

    @Test
    void aViewerReadsOverHttpWhatTheMonitorMeasuresOfItself() {
        Jolokia viewer = new Jolokia(server, "viewer");
        JsonObject agent = viewer.ask(all(Beans.AGENT)).getAsJsonObject("value");

        assertThat(agent.get("DetectionLatencyCount").getAsLong()).isPositive();
        assertThat(agent.get("DetectionLatencyMaxMicros").getAsLong())
                .isGreaterThanOrEqualTo(
                        agent.get("DetectionLatencyMedianMicros").getAsLong());
        assertThat(agent.get("RestartDurationMedianMillis").getAsLong()).isPositive();
        assertThat(agent.get("MonitoringCpuMillis").getAsLong()).isPositive();
        assertThat(agent.get("WatchedByEvent").getAsInt()).isOne();
        assertThat(agent.get("FellBackToPoll").getAsInt()).isZero();
        assertThat(agent.getAsJsonArray("Timings")).hasSize(3);
        JsonObject pents = viewer.ask(all("okiagari:pcheck=*,type=Pent,*")).getAsJsonObject("value");
        assertThat(pents.entrySet()).hasSize(1).allSatisfy(pent -> {
            JsonObject values = pent.getValue().getAsJsonObject();
            assertThat(values.get("WatchedBy").getAsString()).isEqualTo("event");
            assertThat(values.get("PolledBecause").getAsString()).isEmpty();
            assertThat(values.get("LastDetectionMillis").getAsLong()).isNotNegative();
        });
    }

    /** Returns a request for every attribute. */
    private static JsonObject all(String bean) {
        JsonObject request = new JsonObject();
        request.addProperty("type", "read");
        request.addProperty("mbean", bean);
        return request;
    }

    /** Returns the samples of the metrics page by their series. */
    private static Map<String, Double> metrics() {
        Needs.program("/usr/bin/curl", "curl");
        String page = Run.ok(
                "curl",
                "-s",
                "-u",
                "viewer:" + TestHome.password("viewer"),
                server.uri("/okiagari/metrics").toString());
        return page.lines()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.lastIndexOf(' ')),
                        line -> Double.valueOf(line.substring(line.lastIndexOf(' ') + 1))));
    }

    private static void readAndReload(MBeanServerConnection server) throws IOException, JMException {
        assertThat(server.getAttribute(new ObjectName(pent()), "ProcSts")).isEqualTo("AVAIL");
        server.invoke(new ObjectName(BEAN), "reload", new Object[0], new String[0]);
    }

    private static void assertReloaded() {
        Jolokia jolokia = new Jolokia(server, "viewer");
        Wait.until(() -> {
            assertThat(jolokia.read(pent(), "RestartCount").getAsInt()).isZero();
            assertThat(jolokia.read(pent(), "RerunTime").getAsString()).isEqualTo("-----");
            assertThat(jolokia.read(pent(), "ProcSts").getAsString()).isEqualTo("AVAIL");
        });
    }

    private static JsonObject curl(String user, JsonObject request) {
        String answer = Run.ok(
                "curl",
                "-s",
                "-u",
                user + ":" + TestHome.password(user),
                "-H",
                "Content-Type: application/json",
                "-d",
                request.toString(),
                server.uri("/okiagari/jolokia/").toString());
        return JsonParser.parseString(answer).getAsJsonObject();
    }

    private static String pent() {
        return Beans.pent(PCHECK, DAEMON, 1);
    }
}
