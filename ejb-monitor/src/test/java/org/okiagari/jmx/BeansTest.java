package org.okiagari.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.Notification;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.okiagari.api.AgentMXBean;
import org.okiagari.api.EventRow;
import org.okiagari.api.ObjectNames;
import org.okiagari.api.PcheckMXBean;
import org.okiagari.api.PentMXBean;
import org.okiagari.api.PentRow;
import org.okiagari.pcheck.Pcheck;
import org.okiagari.pcheck.RecordedEvent;
import org.okiagari.pcheck.Requester;
import org.okiagari.saver.Event;
import org.okiagari.saver.EventType;
import org.okiagari.saver.LogLine;

/** What beans show, and when they are there. */
class BeansTest extends RegisteredBeans {
    @Test
    void showsPentsAndPchecksWithTheManualsWords() {
        house.start(PFILE, CROND, SSHD);

        PcheckMXBean pcheck = pcheck("pfile_os");
        assertThat(pcheck.getMyname()).isEqualTo("pcheck");
        assertThat(pcheck.getMypid()).isEqualTo(7750);
        assertThat(pcheck.getMonitorInterval()).isEqualTo(10);
        assertThat(pcheck.getSettle()).isEqualTo(1000);
        assertThat(pcheck.getDetect()).isEqualTo("event");
        assertThat(pcheck.getAllProcCount()).isEqualTo(2);
        assertThat(pcheck.getFailProcCount()).isZero();
        assertThat(pcheck.getShmDumpFile()).isEqualTo("/home/log/pcheck_dump_pfile_os");
        assertThat(pcheck.getParamText()).contains("PFILE              = /conf/bin/pfile_os\n");
        assertThat(pcheck.getPentText()).contains("pid            = 8033\n");

        PentMXBean crond = pent("/usr/sbin/crond", 1);
        assertThat(crond.getProcSts()).isEqualTo("AVAIL");
        assertThat(crond.getPid()).isEqualTo(8033);
        assertThat(crond.getRerunTime()).isEqualTo("-----");
        assertThat(crond.getMatchedPath()).isEqualTo("/usr/sbin/crond");
        assertThat(crond.getUpSince()).isPositive();
        assertThat(crond.getWatchedBy()).isEqualTo("poll");
        assertThat(crond.getRestartCommand()).isEqualTo("/restart_crond.sh");
        assertThat(crond.getGrace()).isEqualTo(86400);
        assertThat(crond.getRetry()).isEqualTo(3);
        assertThat(crond.getWindowSince()).isZero();
        assertThat(pcheck.readPfile(262_144).text()).contains(CROND);
        assertThat(pcheck.readPfile(1).whole()).isFalse();
        assertThat(crond.scriptOutput(10)).isEqualTo("/home/log/pfile_os.script.log 10");
        assertThat(pent("/usr/sbin/sshd", 2).getRetryOverAct()).isEqualTo("Shutdown");
    }

    @Test
    void rowsSayTheSameAsBeans() {
        house.start(PFILE, CROND, SSHD);

        PentRow[] rows = agent().getAllPents();

        assertThat(rows).isEqualTo(pcheck("pfile_os").getPents()).hasSize(2);
        PentMXBean bean = pent("/usr/sbin/crond", 1);
        assertThat(rows[0])
                .isEqualTo(new PentRow(
                        "pfile_os",
                        bean.getPname(),
                        bean.getPid(),
                        bean.getRetryCount(),
                        bean.getRestartCount(),
                        bean.getProcSts(),
                        bean.getRetryOverAct(),
                        bean.getRerunTime(),
                        bean.getWindowSince(),
                        bean.getPentId(),
                        bean.getMonitorSts(),
                        bean.getMatchedPath(),
                        bean.getUpSince(),
                        bean.getLastExitStatus(),
                        bean.getLastRestartMillis(),
                        bean.getLastDetectionMillis(),
                        bean.getWatchedBy(),
                        bean.getPolledBecause()));
    }

    @Test
    void theAgentCountsAll() {
        house.start(PFILE, CROND, "/usr/sbin/rpcbind:-:0:0:continue");
        house.start("/conf/bin/pfile_b", "other:-:0:0:continue");

        AgentMXBean agent = agent();

        assertThat(agent.getVersion()).isEqualTo("1.2");
        assertThat(agent.getPid()).isEqualTo(7750);
        assertThat(agent.getStartTime()).isEqualTo("2007-01-18T13:33:33.000+09:00");
        assertThat(agent.getPcheckCount()).isEqualTo(2);
        assertThat(agent.getPentCount()).isEqualTo(3);
        assertThat(agent.getFailCount()).isEqualTo(2);
        assertThat(agent.getPchecks()).extracting(row -> row.name()).containsExactly("pfile_b", "pfile_os");
        assertThat(agent.getDetectionMode()).isEqualTo("poll");
        assertThat(agent.events(3, 10))
                .containsExactly(new EventRow(4, "t", "h", "pfile_os", "crond", 1, "pent.up", 8033, "{\"a\":1}"));
    }

    @Test
    void everythingHasADescriptionAndEveryParameterItsName() throws Exception {
        house.start(PFILE, CROND);

        for (ObjectName name : names()) {
            MBeanInfo info = server.getMBeanInfo(name);
            assertThat(info.getDescription()).doesNotStartWith("Information on");
            assertThat(info.getAttributes())
                    .allSatisfy(attribute -> assertThat(attribute.getDescription())
                            .isNotEqualTo(attribute.getName())
                            .isNotBlank());
            assertThat(info.getOperations()).allSatisfy(operation -> {
                assertThat(operation.getDescription()).isNotEqualTo(operation.getName());
                assertThat(operation.getSignature())
                        .allSatisfy(parameter -> assertThat(parameter.getName()).doesNotMatch("p\\d+"))
                        .allSatisfy(parameter ->
                                assertThat(parameter.getDescription()).isNotBlank());
            });
        }
        MBeanOperationInfo events = operation("events");
        assertThat(events.getSignature())
                .extracting(parameter -> parameter.getName())
                .containsExactly("afterSeq", "max");
        assertThat(events.getImpact()).isEqualTo(MBeanOperationInfo.INFO);
    }

    @Test
    void nothingIsLeftWhenAPcheckEndsOrAllEnds() {
        house.start(PFILE, CROND, SSHD);
        house.start("/conf/bin/pfile_b", "other:-:0:0:continue");

        pcheck("pfile_b").shutdown();
        assertThat(names()).hasSize(4).doesNotContain(ObjectNames.pcheck("pfile_b"));

        registrar.close();
        assertThat(names()).isEmpty();
    }

    @Test
    void theEndOfAnOldOneLeavesTheBeansOfItsSuccessor() {
        Pcheck old = house.start(PFILE, CROND);
        old.shutdown(Requester.SERVER);
        house.start(PFILE, CROND);

        registrar.ended(old);

        assertThat(names()).hasSize(3);
    }

    @Test
    void aSecondOkiagariInOneServerIsRefusedAndLeavesTheFirstAlone() {
        AgentFacts facts = new AgentFacts(
                "2", 1, OffsetDateTime.parse("2007-01-18T13:33:33+09:00"), Path.of("/"), Path.of("/"), true);
        AgentBean second = new AgentBean(facts, house.pchecks(), new OneEvent(), this::journal, figures());

        assertThatThrownBy(() -> new BeanRegistrar(server, second, (file, max) -> "", this::journal, time -> true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("undeploy one of them");
        assertThat(agent().getVersion()).isEqualTo("1.2");
    }

    @Test
    void sendsEventsAsNotificationsOfJdkTypes() throws Exception {
        house.start(PFILE, CROND);
        List<Notification> heard = new ArrayList<>();
        server.addNotificationListener(
                ObjectNames.pcheck("pfile_os"), (notification, handback) -> heard.add(notification), null, null);

        registrar.accept(event(11, "pfile_os", EventType.PENT_DOWN));
        registrar.accept(event(12, "another", EventType.PENT_DOWN));
        registrar.accept(event(13, "", EventType.GAP));

        assertThat(heard).extracting(Notification::getType).containsExactly("okiagari.pent.down", "okiagari.gap");
        Notification down = heard.get(0);
        assertThat(down.getSource()).isEqualTo(ObjectNames.pcheck("pfile_os"));
        assertThat(down.getSequenceNumber()).isEqualTo(11);
        assertThat(down.getMessage()).isEqualTo("Process [crond, pid=8033] Down");
        assertThat(down.getUserData())
                .isInstanceOf(HashMap.class)
                .isEqualTo(Map.of(
                        "time", "2007-01-18T13:34:43.000+09:00",
                        "host", "host1",
                        "pcheck", "pfile_os",
                        "pent", "crond",
                        "pent_id", 1,
                        "event", "pent.down",
                        "pid", 8033L,
                        "detail", Map.of("exit", "signal 9"),
                        "seq", 11L));
        assertThat(server.getMBeanInfo(ObjectNames.pcheck("pfile_os"))
                        .getNotifications()[0]
                        .getNotifTypes())
                .contains("okiagari.pent.up", "okiagari.pcheck.reload", "okiagari.audit");
        assertThat(server.getMBeanInfo(ObjectNames.AGENT).getNotifications()).isEmpty();
    }

    @Test
    void quotesStrangeNames() {
        house.start("/conf/bin/pfile a,b", "java=x:-:0:0:continue");

        assertThat(pcheck("pfile a,b").getAllProcCount()).isEqualTo(1);
        assertThat(names()).contains(ObjectNames.pent("pfile a,b", "java=x", 1));
    }

    @Test
    void tenThousandPentsAreRegisteredInReasonableTime() {
        String[] pents = new String[10_000];
        for (int i = 0; i < pents.length; i++) {
            pents[i] = "proc" + i + ":-:0:0:continue";
        }

        Pcheck pcheck = house.start(PFILE, pents);
        registrar.ended(pcheck);
        long before = System.nanoTime();
        registrar.started(pcheck);
        long millis = (System.nanoTime() - before) / 1_000_000;

        assertThat(names()).hasSize(10_002);
        // 70 to 180 ms were measured; the bound is for a loaded machine.
        assertThat(millis).isLessThan(5_000);
    }

    private static RecordedEvent event(long seq, String pcheck, EventType type) {
        Event event = new Event(
                type,
                "crond",
                1,
                8033,
                Map.of("exit", "signal 9"),
                List.of(new LogLine(LogLine.Ident.PCHECK, 0, LogLine.Priority.ERR, "Process [crond, pid=8033] Down")));
        return new RecordedEvent(seq, OffsetDateTime.parse("2007-01-18T13:34:43+09:00"), "host1", pcheck, event);
    }

    private MBeanOperationInfo operation(String name) throws Exception {
        for (MBeanOperationInfo operation :
                server.getMBeanInfo(ObjectNames.AGENT).getOperations()) {
            if (operation.getName().equals(name)) {
                return operation;
            }
        }
        throw new AssertionError(name);
    }
}
