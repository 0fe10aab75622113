package org.okiagari.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import javax.management.remote.JMXConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Okiagari costs a full server with 100 processes that are all up: four minutes in which nothing else may run here. */
class QuietServerIT {
    private static final int PENTS = 100;

    /** What starts only after the server has: its compiler, its pools, our first full looks. */
    private static final Duration SETTLE = Duration.ofSeconds(20);

    private static final Duration WINDOW = Duration.ofSeconds(60);

    /** One per cent of one processor. */
    private static final long FEW_MILLIS = WINDOW.toMillis() / 100;

    private final TestHome home = TestHome.create("quiet");
    private final FullServer server = FullServers.ofProfile(home);
    private final ServerCost cost = new ServerCost(server, "-quiet");

    @AfterEach
    void end() {
        cost.write();
        home.end(server);
    }

    /** The first start of an instance unpacks and caches: the second one counts. */
    @Test
    void aHundredProcessesThatAreUpCostLittle() throws IOException {
        watchDaemons();
        server.prepare();
        start("first start, empty", () -> server.pages().awaitAnswer());
        server.stop();
        start("start, empty", () -> server.pages().awaitAnswer());
        try (JMXConnector connector = server.attach()) {
            cpuAtRest("empty");
            cost.measure("empty", new Beans(connector.getMBeanServerConnection()));
        }

        cost.time("deployment until ready", () -> {
            server.deploy(Build.ear());
            server.pages().awaitReady();
        });
        server.stop();
        start("start, with 100 processes", () -> server.pages().awaitReady());

        try (JMXConnector connector = server.attach()) {
            monitors(new Beans(connector.getMBeanServerConnection()));
        }
    }

    private void watchDaemons() {
        List<Daemon> daemons = IntStream.range(0, PENTS)
                .mapToObj(i -> home.daemon("okiagari-quiet" + i))
                .toList();
        daemons.forEach(Daemon::start);
        home.pfile(
                "pfile_quiet",
                0x1f00e006,
                List.of("MONITOR_INTERVAL 10"),
                daemons.stream().map(daemon -> daemon.pent(600, 3, "continue")).toArray(String[]::new));
    }

    private void monitors(Beans beans) throws IOException {
        Wait.until(() -> assertThat(beans.number(Beans.AGENT, "FailCount")).isZero());
        long before = beans.number(Beans.AGENT, "MonitoringCpuMillis");

        cpuAtRest("with 100 processes");

        long monitoring = beans.number(Beans.AGENT, "MonitoringCpuMillis") - before;
        cost.note(String.format("monitoring, settling too     %6d ms", monitoring));
        cost.measure("with 100 processes", beans);
        assertThat(beans.number(Beans.AGENT, "PentCount")).isEqualTo(PENTS);
        assertThat(beans.number(Beans.AGENT, "FailCount")).isZero();
        assertThat(monitoring).isLessThan(FEW_MILLIS);
    }

    private void start(String what, Runnable awaitPages) {
        cost.time(what, () -> {
            server.launch();
            awaitPages.run();
        });
        noteCpu(what, cpu());
        server.awaitManagement();
    }

    private void cpuAtRest(String what) {
        pass(SETTLE);
        Duration before = cpu();
        pass(WINDOW);
        noteCpu("in a minute, " + what, cpu().minus(before));
    }

    /** Unlike the time it depends little on what else runs here. */
    private void noteCpu(String what, Duration used) {
        cost.note(String.format("CPU %-32s %6d ms", what, used.toMillis()));
    }

    private static void pass(Duration time) {
        long begun = System.nanoTime();
        Wait.within(time.multipliedBy(2)).until(() -> System.nanoTime() - begun >= time.toNanos());
    }

    private Duration cpu() {
        return ProcessHandle.of(server.jvm())
                .orElseThrow()
                .info()
                .totalCpuDuration()
                .orElseThrow();
    }
}
