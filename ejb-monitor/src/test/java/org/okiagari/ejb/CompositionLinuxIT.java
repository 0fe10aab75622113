package org.okiagari.ejb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.Notification;
import javax.management.ObjectName;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.okiagari.api.AgentMXBean;
import org.okiagari.api.EventRow;
import org.okiagari.api.Home;
import org.okiagari.api.ObjectNames;
import org.okiagari.api.PcheckMXBean;
import org.okiagari.api.PentMXBean;
import org.okiagari.check.Checks;

/** Everything put together without a server: a real daemon dies and is saved, and nothing is left at the end. */
class CompositionLinuxIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final List<Long> started = new ArrayList<>();
    private Home home;
    private Path daemon;

    @BeforeEach
    void makeHome() throws IOException {
        System.setProperty("okiagari.locks", directory.resolve("locks").toString());
        home = new Home(directory.resolve("home"));
        Checks.of(home.path());
        Files.createDirectories(home.bin());
        Files.writeString(home.settings(), "SYSLOG = off\nLOG_LEVEL = DEBUG\nCOLOUR = blue\n");
        daemon = directory.resolve("sleeperd");
        Files.copy(Path.of("/bin/sleep"), daemon, StandardCopyOption.COPY_ATTRIBUTES);
        Path script = home.bin().resolve("restart_sleeper.sh");
        Files.writeString(script, "#!/bin/sh\n" + daemon + " 1000 </dev/null >/dev/null 2>&1 &\necho started\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-x---"));
        writePfile("pfile_sleeper", "0x1f00a501", daemon + ":" + script + ":600:3:continue");
        Files.writeString(home.bin().resolve("pfile_bad"), "##### PARAM #####\nIPCKEY x\n");
    }

    @AfterEach
    void killDaemons() {
        System.clearProperty("okiagari.locks");
        System.clearProperty(Composition.PFILES);
        // A pid may be somebody else's by now.
        started.forEach(pid -> ProcessHandle.of(pid)
                .filter(process -> process.info().command().equals(Optional.of(daemon.toString())))
                .ifPresent(ProcessHandle::destroyForcibly));
    }

    @Test
    void savesADaemonShowsItByBeansAndLeavesNothing() throws Exception {
        Set<String> threadsBefore = ours();
        long first = startDaemon();
        List<Notification> heard = new CopyOnWriteArrayList<>();

        try (Composition composition = new Composition(home, server, new NoTimers())) {
            composition.startPchecks();
            composition.watch();
            AgentMXBean agent = JMX.newMXBeanProxy(server, ObjectNames.AGENT, AgentMXBean.class);
            assertThat(agent.getPchecks()).extracting(row -> row.name()).containsExactly("pfile_sleeper");
            assertThat(agent.getVersion()).matches("\\d+\\.\\d+\\.\\d+.*");
            assertThat(agent.getHome()).isEqualTo(home.path().toString());
            PentMXBean pent = pent();
            Awaitility.await().atMost(PATIENCE).until(() -> pent.getProcSts().equals("AVAIL"));
            assertThat(pent.getPid()).isEqualTo(first);
            server.addNotificationListener(
                    ObjectNames.pcheck("pfile_sleeper"), (event, handback) -> heard.add(event), null, null);

            ProcessHandle.of(first).orElseThrow().destroyForcibly();
            composition.tick("pfile_sleeper");
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> pent.getPid() != first && pent.getProcSts().equals("AVAIL"));
            started.add(pent.getPid());

            assertThat(pent.getRestartCount()).isEqualTo(1);
            assertThat(pent.getRetryCount()).isZero();
            assertThat(pent.getLastRestartMillis()).isNotNegative();
            assertThat(pent.scriptOutput(1000)).contains("started");
            Awaitility.await().atMost(PATIENCE).until(() -> heard.size() >= 3);
            assertThat(heard)
                    .extracting(Notification::getType)
                    .startsWith("okiagari.pent.down", "okiagari.pent.restart", "okiagari.pent.up");
            assertThat(agent.events(-1, 100))
                    .extracting(EventRow::event)
                    .containsSubsequence("pcheck.start", "pent.up", "pent.down", "pent.restart", "pent.up");
            pcheck().dump();
            assertThat(home.log().resolve("pcheck_dump_pfile_sleeper"))
                    .content()
                    .contains("sleeperd");
            assertThatThrownBy(() -> new Composition(home, server, new NoTimers()))
                    .hasMessageContaining("undeploy one of them");
            assertThat(agent.getPcheckCount()).isEqualTo(1);
        }

        assertThat(heard).extracting(Notification::getType).contains("okiagari.pcheck.shutdown");
        String log = Files.readString(home.log().resolve("okiagari.log"));
        assertThat(log)
                .contains("Process [" + daemon + ", pid=" + first + "] Down", "Shutdown pcheck")
                .contains("Pfile error. line=2 [")
                .containsOnlyOnce("unknown key COLOUR");
        assertThat(server.queryNames(new ObjectName("okiagari:*"), null)).isEmpty();
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(threadsBefore).containsAll(ours()));
    }

    @Test
    void appliesNoPfileWhenItIsToldSo() throws Exception {
        System.setProperty(Composition.PFILES, "none");

        try (Composition composition = new Composition(home, server, new NoTimers())) {
            composition.startPchecks();

            assertThat(JMX.newMXBeanProxy(server, ObjectNames.AGENT, AgentMXBean.class)
                            .getPcheckCount())
                    .isZero();
        }
    }

    @Test
    void aHomeOfNoUseLeavesTheAgentBeanThatTellsIt() throws Exception {
        Home broken = new Home(Files.writeString(directory.resolve("file"), ""));

        try (Composition composition = new Composition(broken, server, new NoTimers())) {
            composition.startPchecks();

            AgentMXBean agent = JMX.newMXBeanProxy(server, ObjectNames.AGENT, AgentMXBean.class);
            assertThat(agent.getHome()).isEqualTo(broken.path().toString());
            assertThat(agent.getPcheckCount()).isZero();
            assertThat(agent.events(-1, 10)).isEmpty();
        }

        assertThat(server.queryNames(new ObjectName("okiagari:*"), null)).isEmpty();
    }

    @Test
    void fiveTimesStartedAndEndedLeavesNoDescriptor() throws Exception {
        startDaemon();
        int before = 0;
        for (int i = 0; i < 6; i++) {
            try (Composition composition = new Composition(home, server, new NoTimers())) {
                composition.startPchecks();
                Awaitility.await()
                        .atMost(PATIENCE)
                        .until(() -> pent().getProcSts().equals("AVAIL"));
            }
            // The first time loads classes and native code for good.
            before = i == 0 ? descriptors() : before;
        }

        int most = before;
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(descriptors()).isLessThanOrEqualTo(most));
    }

    private long startDaemon() throws IOException {
        Process process = new ProcessBuilder(daemon.toString(), "1000").start();
        started.add(process.pid());
        return process.pid();
    }

    private void writePfile(String name, String key, String pent) throws IOException {
        Path pfile = home.bin().resolve(name);
        Files.writeString(
                pfile, "##### PARAM #####\nIPCKEY " + key + "\nMONITOR_INTERVAL 1\n##### PENT #####\n" + pent + "\n");
    }

    private PcheckMXBean pcheck() {
        return JMX.newMXBeanProxy(server, ObjectNames.pcheck("pfile_sleeper"), PcheckMXBean.class);
    }

    private PentMXBean pent() {
        return JMX.newMXBeanProxy(server, ObjectNames.pent("pfile_sleeper", daemon.toString(), 1), PentMXBean.class);
    }

    private static Set<String> ours() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.startsWith("okiagari"))
                .collect(Collectors.toSet());
    }

    private static int descriptors() throws IOException {
        try (var entries = Files.list(Path.of("/proc/self/fd"))) {
            return (int) entries.count();
        }
    }

    /** No server ticks here; the first look and the kernel's events do. */
    private static final class NoTimers implements TickTimers {
        @Override
        public void arm(String pcheck, Duration interval) {
            // Nobody ticks.
        }

        @Override
        public void disarm(String pcheck) {
            // Nobody ticked.
        }
    }
}
