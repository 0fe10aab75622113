package org.okiagari.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import javax.management.JMX;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.okiagari.api.AgentMXBean;
import org.okiagari.api.ObjectNames;
import org.okiagari.api.PcheckRow;
import org.okiagari.api.PentMXBean;
import org.okiagari.api.TimingRow;
import org.okiagari.pcheck.FakeHouse;
import org.okiagari.pcheck.Pcheck;
import org.okiagari.pcheck.ProcessTable;
import org.okiagari.pcheck.Requester;
import org.okiagari.pcheck.Timing;

/** What the agent's bean tells of the monitor itself, read through a proxy as clients do. */
class MeasuredBeanTest {
    private static final String EVENTS = "/conf/bin/pfile_a";
    private static final String CROND = "/usr/sbin/crond:/restart_crond.sh:86400:3:continue";

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final FakeHouse house = new FakeHouse();
    private final AtomicReference<ProcessTable.Cost> cost = new AtomicReference<>(ProcessTable.Cost.NONE);
    private final AtomicReference<Descriptors> descriptors = new AtomicReference<>(Descriptors.UNKNOWN);
    private final AtomicLong cpuNanos = new AtomicLong();
    private AgentMXBean agent;

    @BeforeEach
    void register() {
        AgentFacts facts = new AgentFacts(
                "1", 7750, OffsetDateTime.parse("2007-01-18T13:33:33+09:00"), Path.of("/"), Path.of("/"), true);
        Figures figures = new Figures(
                house.measurements(),
                cost::get,
                descriptors::get,
                cpuNanos::get,
                new Figures.Backlog(() -> 5, () -> 6, () -> 7));
        AgentBean bean =
                new AgentBean(facts, house.pchecks(), new RegisteredBeans.OneEvent(), (pcheck, event) -> {}, figures);
        house.pchecks()
                .addListener(new BeanRegistrar(server, bean, (file, max) -> "", (pcheck, event) -> {}, time -> true));
        agent = JMX.newMXBeanProxy(server, ObjectNames.AGENT, AgentMXBean.class);
        house.run(8033, "/usr/sbin/crond");
    }

    @Test
    void beforeTheFirstThereIsNoMedianAndNoGreatest() {
        assertThat(agent.getDetectionLatencyCount()).isZero();
        assertThat(agent.getDetectionLatencyMedianMicros()).isEqualTo(-1);
        assertThat(agent.getDetectionLatencyP99Micros()).isEqualTo(-1);
        assertThat(agent.getDetectionLatencyMaxMicros()).isEqualTo(-1);
        assertThat(agent.getRestartDurationMedianMillis()).isEqualTo(-1);
        assertThat(agent.getRestartDurationMaxMillis()).isEqualTo(-1);
        assertThat(agent.getLastLookAgeMillis()).isEqualTo(-1);
        assertThat(agent.getDescriptorsOpen()).isEqualTo(-1);
        assertThat(agent.getProcessCount()).isZero();
    }

    @Test
    void tellsWhatWaitsForADiskOrForSyslog() {
        assertThat(agent.getStateLogBehind()).isEqualTo(5);
        assertThat(agent.getSyslogBacklog()).isEqualTo(6);
        assertThat(agent.getSyslogDrops()).isEqualTo(7);
    }

    @Test
    void tellsMedianAndGreatestInTheUnitOfTheName() {
        Timing detection = house.measurements().detection();
        for (int i = 0; i < 98; i++) {
            detection.add(Duration.ofNanos(800_000).toNanos());
        }
        detection.add(Duration.ofMillis(40).toNanos());
        detection.add(Duration.ofSeconds(7).toNanos());
        house.measurements().restart().add(Duration.ofMillis(250).toNanos());

        assertThat(agent.getDetectionLatencyCount()).isEqualTo(100);
        assertThat(agent.getDetectionLatencyMedianMicros()).isBetween(800L, 900L);
        assertThat(agent.getDetectionLatencyP99Micros()).isBetween(40_000L, 45_000L);
        assertThat(agent.getDetectionLatencyMaxMicros()).isEqualTo(7_000_000);
        assertThat(agent.getRestartDurationCount()).isOne();
        assertThat(agent.getRestartDurationMedianMillis()).isEqualTo(250);
        assertThat(agent.getRestartDurationP99Millis()).isEqualTo(250);
        assertThat(agent.getRestartDurationMaxMillis()).isEqualTo(250);
    }

    @Test
    void aHistogramCountsUpToItsBoundsAndThenAll() {
        Timing tick = house.measurements().tick();
        long before = tick.count();
        tick.add(Duration.ofNanos(50_000).toNanos());
        tick.add(Duration.ofMillis(2).toNanos());
        tick.add(Duration.ofHours(3).toNanos());

        TimingRow row = row("tick");

        assertThat(row.boundsMicros()).isSorted().startsWith(100).endsWith(3_600_000_000L);
        assertThat(row.counts()).hasSize(row.boundsMicros().length + 1).isSorted();
        assertThat(row.counts()[0] - before).isOne();
        assertThat(row.counts()[indexOf(row, 2_500)] - before).isEqualTo(2);
        assertThat(row.counts()[row.boundsMicros().length - 1] - before).isEqualTo(2);
        assertThat(row.counts()[row.boundsMicros().length] - before).isEqualTo(3);
        assertThat(row.sumMicros()).isGreaterThanOrEqualTo(3L * 3_600_000_000L + 2_050);
        assertThat(agent.getTimings()).extracting(TimingRow::name).containsExactly("detection", "restart", "tick");
    }

    @Test
    void tellsWhatLookingAndMonitoringCost() {
        cost.set(new ProcessTable.Cost(12, 3, 45_000_000, 4_600_000, 10_007));
        descriptors.set(new Descriptors(61, 1024, 40));
        cpuNanos.set(99_900_000);

        assertThat(agent.getScanCount()).isEqualTo(12);
        assertThat(agent.getFailedScanCount()).isEqualTo(3);
        assertThat(agent.getScanCpuMillis()).isEqualTo(45);
        assertThat(agent.getLastScanCpuMicros()).isEqualTo(4_600);
        assertThat(agent.getProcessCount()).isEqualTo(10_007);
        assertThat(agent.getDescriptorsOpen()).isEqualTo(61);
        assertThat(agent.getDescriptorsLimit()).isEqualTo(1024);
        assertThat(agent.getDescriptorsWatching()).isEqualTo(40);
        assertThat(agent.getMonitoringCpuMillis()).isEqualTo(99);
    }

    @Test
    void countsWhatTheKernelTellsAndWhatIsPolled() {
        house.setTellingDeaths(true);
        house.start(EVENTS, CROND, "/usr/sbin/absent:-:0:0:continue");

        assertThat(agent.getWatchedByEvent()).isOne();
        assertThat(agent.getWatchedByPoll()).isZero();
        assertThat(agent.getFellBackToPoll()).isZero();
        assertThat(agent.getDetectionMode()).isEqualTo("event");
        assertThat(pent().getWatchedBy()).isEqualTo("event");
        assertThat(pent().getPolledBecause()).isEmpty();
        assertThat(agent.getPchecks())
                .extracting(PcheckRow::watchedByEvent, PcheckRow::watchedByPoll)
                .containsExactly(tuple(1, 0));
    }

    @Test
    void aPentThatFellBackToPollSaysWhy() {
        house.start(EVENTS, CROND);

        assertThat(agent.getWatchedByPoll()).isOne();
        assertThat(agent.getFellBackToPoll()).isOne();
        assertThat(pent().getWatchedBy()).isEqualTo("poll");
        assertThat(pent().getPolledBecause()).isEqualTo("the kernel gave no pidfd");
        assertThat(agent.getAllPents()[0].polledBecause()).isEqualTo("the kernel gave no pidfd");
    }

    @Test
    void pollingThatThePfileWantsIsNoFallBack() {
        house.setTellingDeaths(true);
        house.startPolling(EVENTS, CROND);

        assertThat(agent.getWatchedByPoll()).isOne();
        assertThat(agent.getFellBackToPoll()).isZero();
        assertThat(pent().getPolledBecause()).isEqualTo("DETECT = poll");
    }

    @Test
    void theLastLookIsTheLastCheckThatSawAll() {
        Pcheck pcheck = house.start(EVENTS, CROND);
        house.pass(Duration.ofSeconds(10));
        pcheck.tick();
        assertThat(agent.getLastLookAgeMillis()).isZero();
        assertThat(agent.getPchecks()[0].lastLookAgeMillis()).isZero();

        house.pass(Duration.ofSeconds(4));
        assertThat(agent.getLastLookAgeMillis()).isEqualTo(4_000);
    }

    @Test
    void aCheckThatCouldNotSeeIsNoLook() {
        Pcheck pcheck = house.start(EVENTS, CROND, "/usr/sbin/absent:-:0:0:continue");
        pcheck.tick();

        house.setBlind(true);
        house.pass(Duration.ofSeconds(10));
        pcheck.tick();
        assertThat(agent.getLastLookAgeMillis()).isEqualTo(10_000);

        house.setBlind(false);
        pcheck.tick();
        assertThat(agent.getLastLookAgeMillis()).isZero();
    }

    @Test
    void onePcheckThatStandsStillIsHiddenByNoOther() {
        Pcheck stuck = house.start(EVENTS, CROND);
        house.writeWithInterval("/conf/bin/pfile_daily", 86_400, CROND);
        Pcheck daily = house.pchecks().start(Path.of("/conf/bin/pfile_daily"), Requester.SERVER, false);
        Pcheck lively = house.start("/conf/bin/pfile_lively", CROND);
        stuck.tick();
        daily.tick();
        for (int i = 0; i < 6; i++) {
            house.pass(Duration.ofSeconds(10));
            lively.tick();
        }

        assertThat(agent.getLastLookAgeMillis()).isEqualTo(60_000);

        stuck.tick();
        house.pass(Duration.ofSeconds(9));
        lively.tick();
        assertThat(agent.getLastLookAgeMillis())
                .as("the daily one is older, and well within its day")
                .isEqualTo(9_000);
    }

    @Test
    void aPcheckThatHasSeenNothingYetIsAsOldAsItself() {
        house.setBlind(true);
        house.start(EVENTS, CROND, "/usr/sbin/absent:-:0:0:continue");
        house.pass(Duration.ofSeconds(40));

        assertThat(agent.getPchecks()[0].lastLookAgeMillis()).isEqualTo(-1);
        assertThat(agent.getLastLookAgeMillis()).isEqualTo(41_000);
    }

    @Test
    void everyAttributeIsANumberATextOrRows() throws Exception {
        house.start(EVENTS, CROND);

        for (MBeanAttributeInfo attribute :
                server.getMBeanInfo(ObjectNames.AGENT).getAttributes()) {
            Object value = server.getAttribute(ObjectNames.AGENT, attribute.getName());
            assertThat(value)
                    .as(attribute.getName())
                    .isInstanceOfAny(Long.class, Integer.class, String.class, CompositeData[].class);
        }
    }

    private TimingRow row(String name) {
        return List.of(agent.getTimings()).stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static int indexOf(TimingRow row, long bound) {
        for (int i = 0; i < row.boundsMicros().length; i++) {
            if (row.boundsMicros()[i] == bound) {
                return i;
            }
        }
        throw new AssertionError(bound);
    }

    private PentMXBean pent() {
        return JMX.newMXBeanProxy(server, ObjectNames.pent("pfile_a", "/usr/sbin/crond", 1), PentMXBean.class);
    }
}
