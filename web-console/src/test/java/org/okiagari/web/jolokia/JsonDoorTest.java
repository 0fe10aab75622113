package org.okiagari.web.jolokia;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.Objects;
import java.util.stream.IntStream;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jolokia.json.JSONArray;
import org.jolokia.json.JSONObject;
import org.jolokia.json.JSONStructure;
import org.jolokia.server.core.util.jmx.DefaultMBeanServerAccess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.okiagari.api.Caller;
import org.okiagari.api.PentRow;
import org.okiagari.api.users.Role;
import org.okiagari.web.StubMonitor;

class JsonDoorTest {
    private static final Rights VIEWER = new Rights(Role.VIEWER, false, "");
    private static final String AGENT = "\"mbean\":\"okiagari:type=Agent\"";

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private StubMonitor monitor;
    private JsonDoor door;

    @BeforeEach
    void open() throws Exception {
        monitor = new StubMonitor(server);
        door = new JsonDoor();
    }

    @AfterEach
    void close() throws Exception {
        door.close();
        monitor.close();
    }

    @Test
    void aClosedDoorIsForgottenByTheMBeanServer() throws Exception {
        long before = listeners();

        new JsonDoor().close();

        assertThat(listeners()).isLessThanOrEqualTo(before); // one of a test before may go only now
    }

    /** How many objects of Jolokia's that listen to an MBeanServer are still held by somebody. */
    private long listeners() throws Exception {
        String histogram = (String) server.invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "gcClassHistogram",
                new Object[] {new String[0]},
                new String[] {String[].class.getName()});
        return histogram
                .lines()
                .filter(line -> line.contains(DefaultMBeanServerAccess.class.getName()))
                .mapToLong(line -> Long.parseLong(line.trim().split("\\s+")[1]))
                .sum();
    }

    @Test
    void readsRowsAsObjects() {
        JSONObject answer = one(VIEWER, "{\"type\":\"read\"," + AGENT + ",\"attribute\":\"Pchecks\"}");

        assertThat(answer.get("status")).isEqualTo(200);
        JSONObject row = (JSONObject) ((JSONArray) value(answer)).get(0);
        assertThat(row).containsEntry("name", "pfile_1").containsEntry("message", "start");
    }

    @Test
    void tenThousandRowsComeWhole() {
        monitor.pents = IntStream.rangeClosed(1, 10_000)
                .mapToObj(id -> StubMonitor.pent("pfile_1", "/p/" + id, id, "AVAIL", 0))
                .toArray(PentRow[]::new);

        JSONArray rows = (JSONArray) value(one(VIEWER, "{\"type\":\"read\"," + AGENT + ",\"attribute\":\"AllPents\"}"));

        assertThat(rows).hasSize(10_000);
        assertThat((JSONObject) rows.get(9_999))
                .containsEntry("pname", "/p/10000")
                .containsEntry("watchedBy", "event");
    }

    @Test
    void theBeanSeesThePidThatTheRequestNames() {
        JSONObject answer = one(
                Rights.LOCAL,
                "{\"type\":\"exec\",\"mbean\":\"okiagari:pcheck=pfile_1,type=Pcheck\",\"operation\":\"reload\","
                        + "\"client\":\"padmin\",\"clientPid\":77}");

        assertThat(answer.get("status")).isEqualTo(200);
        assertThat(((JSONObject) answer.get("request"))).doesNotContainKeys("client", "clientPid");
        assertThat(monitor.calls).containsExactly("LOCAL uid=0 77 PcheckMXBean.reload");
        assertThat(Caller.current()).isEqualTo(Caller.JMX);
    }

    @Test
    void everyRequestOfABulkIsJudgedByItself() {
        String reload =
                "{\"type\":\"exec\",\"mbean\":\"okiagari:pcheck=pfile_1,type=Pcheck\",\"operation\":\"reload()\"}";
        String events = "{\"type\":\"exec\"," + AGENT + ",\"operation\":\"events\",\"arguments\":[-1,5]}";

        JSONArray answers = (JSONArray) ask(VIEWER, "[" + reload + "," + events + "]");

        assertThat(((JSONObject) answers.get(0)).get("status")).isEqualTo(403);
        assertThat(((JSONObject) answers.get(1)).get("status")).isEqualTo(200);
        assertThat(monitor.calls).containsExactly("LOCAL uid=0 0 AgentMXBean.events");
    }

    @Test
    void aMissingRoleIsOurSentenceAndAnAuditEvent() {
        JSONObject shutdown = one(
                VIEWER,
                "{\"type\":\"exec\",\"mbean\":\"okiagari:pcheck=pfile_1,type=Pcheck\",\"operation\":\"shutdown()\"}");

        assertThat(shutdown.get("status")).isEqualTo(403);
        assertThat(String.valueOf(shutdown.get("error"))).endsWith("shutdown needs the role admin; yours is viewer.");
        assertThat(monitor.calls).isEmpty();
        assertThat(monitor.audits)
                .containsExactly(
                        "uid=0 local [pfile_1, shutdown, refused, shutdown needs the role admin; yours is viewer.]");

        JSONObject audit = one(
                Rights.LOCAL,
                "{\"type\":\"exec\"," + AGENT + ",\"operation\":\"audit\",\"arguments\":[\"\",\"a\",\"done\",\"\"]}");
        assertThat(audit.get("status")).isEqualTo(403);
        assertThat(monitor.audits).hasSize(2).last().asString().contains("is not served here");
    }

    @Test
    void aRefusalOfABeanIsItsSentence() {
        JSONObject answer = one(
                Rights.LOCAL, "{\"type\":\"exec\"," + AGENT + ",\"operation\":\"attach\",\"arguments\":[\"/p\",1]}");

        assertThat(answer.get("status")).isEqualTo(500);
        assertThat(answer.get("error")).isEqualTo("pfile_1 is attached to pid 7");
        assertThat(answer).doesNotContainKey("stacktrace");
    }

    @Test
    void readingAPatternOfOurDomainWorksAndAnyOtherPatternDoesNot() {
        assertThat(one(VIEWER, "{\"type\":\"read\",\"mbean\":\"okiagari:*\",\"attribute\":[\"Pid\"]}")
                        .get("status"))
                .isEqualTo(200);
        assertThat(one(VIEWER, "{\"type\":\"read\",\"mbean\":\"*:*\"}").get("status"))
                .isEqualTo(403);
        assertThat(one(VIEWER, "{\"type\":\"read\",\"mbean\":\"*:type=Agent\"}").get("status"))
                .isEqualTo(403);
    }

    @Test
    void aForeignBeanIsNotTouchedByARefusedRead() throws Exception {
        Touched touched = new Touched();
        ObjectName name = new ObjectName("foreign:type=Touched");
        server.registerMBean(touched, name);
        try {
            assertThat(one(VIEWER, "{\"type\":\"read\",\"mbean\":\"foreign:type=Touched\"}")
                            .get("status"))
                    .isEqualTo(403);
            assertThat(touched.reads).isZero();
        } finally {
            server.unregisterMBean(name);
        }
    }

    @Test
    void searchAndListShowOurDomain() {
        JSONObject search = one(VIEWER, "{\"type\":\"search\",\"mbean\":\"*:*\"}");
        JSONObject list = one(VIEWER, "{\"type\":\"list\"}");

        assertThat(((JSONArray) value(search)))
                .contains("okiagari:type=Agent")
                .noneMatch(name -> name.toString().startsWith("jolokia:"))
                .noneMatch(name -> name.toString().startsWith("com.sun"));
        assertThat(((JSONObject) value(list)).keySet()).containsExactlyInAnyOrder("okiagari", "java.lang");
    }

    @Test
    void withoutJsonThereIsOneErrorLine() {
        assertThat(one(Rights.LOCAL, "nonsense").toJSONString())
                .contains("\"status\":400")
                .doesNotContain("\n");
        assertThat(one(Rights.LOCAL, "{\"type\":\"notification\",\"command\":\"register\"}")
                        .get("status"))
                .isEqualTo(403);
        assertThat(one(Rights.LOCAL, "{\"type\":\"read\"," + AGENT + ",\"target\":{}}")
                        .get("status"))
                .isEqualTo(403);
    }

    @Test
    void closingLeavesNoBeanBehind() throws Exception {
        door.close();

        assertThat(server.queryNames(new ObjectName("jolokia*:*"), null)).isEmpty();
    }

    private static Object value(JSONObject answer) {
        return Objects.requireNonNull(answer.get("value"));
    }

    private JSONObject one(Rights rights, String json) {
        return (JSONObject) ask(rights, json);
    }

    private JSONStructure ask(Rights rights, String json) {
        return door.answer(json, rights, pid -> new Caller(Caller.Door.LOCAL, "uid=0", "local", pid));
    }

    /** A bean of somebody else, with two attributes: Jolokia fetches several at once before it asks the restrictor. */
    public interface TouchedMBean {
        int getValue();

        int getOther();
    }

    private static final class Touched extends javax.management.StandardMBean implements TouchedMBean {
        private int reads;

        Touched() {
            super(TouchedMBean.class, false);
        }

        @Override
        public int getValue() {
            return ++reads;
        }

        @Override
        public int getOther() {
            return ++reads;
        }
    }
}
