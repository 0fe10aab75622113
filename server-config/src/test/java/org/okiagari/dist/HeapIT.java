package org.okiagari.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

/**
 * the heap of a real server is scarce for a while, and then there is none at all: the server ends, is started
 * again, and what died meanwhile is saved.
 *
 * <p>System property {@code okiagari.storm}: for how many seconds it is scarce, 4 unless told otherwise.
 */
class HeapIT {
    private static final String STORM = System.getProperty("okiagari.storm", "4");

    @Test
    void r14AndR35AServerWithoutHeapIsStartedAgain() throws Exception {
        Host host = Host.make("heap");
        try (SampleDaemon daemon = SampleDaemon.start(host.home, "heap", "0x1f0a0401", 100, "continue");
                host) {
            Files.writeString(host.home.resolve("conf/psagent.conf"), "SYSLOG = off\nPFILES = bin/p_heap\n");
            Process wrapper = host.startForEver("okiagari-server");
            soon().until(() -> isUp(host, daemon, 0, 0));
            long first = host.serverPid();
            Path agent = agent(host.home.resolve("heap-agent.jar"));

            Path passed = host.home.resolve("storm-has-passed");
            load(agent, first, STORM + " " + passed);
            long killed = daemon.kill();
            soon().until(() -> isUp(host, daemon, killed, 1));
            soon().until(() -> Files.exists(passed));
            assertThat(downs(host)).isEqualTo(1);

            long present = daemon.pid();
            load(agent, first, "leak");
            soon().until(() -> host.serverPid() != first);
            assertThat(daemon.kill()).isEqualTo(present);
            soon().until(() -> isUp(host, daemon, present, 2));

            assertThat(host.serverPid()).isNotZero().isNotEqualTo(first);
            assertThat(host.output(wrapper, "out")).contains("ended 3\n").containsOnlyOnce("ended");
            assertThat(downs(host)).isEqualTo(2);
        }
    }

    /** Its restart count says that nothing was forgotten. */
    private static boolean isUp(Host host, SampleDaemon daemon, long before, int restarts) {
        Host.Result shown = host.run("padmin", "-f", daemon.pfile.toString(), "-c", "show pent");
        return shown.code() == 0
                && shown.out().contains("proc_sts       = AVAIL")
                && shown.out().contains("restart_count  = " + restarts + "\n")
                && daemon.pid() != before
                && shown.out().contains("pid            = " + daemon.pid() + "\n");
    }

    private static long downs(Host host) throws IOException {
        return Files.readAllLines(host.log("events.jsonl")).stream()
                .filter(line -> line.contains("\"event\":\"pent.down\""))
                .count();
    }

    private static void load(Path agent, long pid, String what) throws Exception {
        VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
        try {
            machine.loadAgent(agent.toString(), what);
        } finally {
            machine.detach();
        }
    }

    private static Path agent(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(new Attributes.Name("Agent-Class"), HeapAgent.class.getName());
        String file = HeapAgent.class.getName().replace('.', '/') + ".class";
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest);
                InputStream in =
                        Objects.requireNonNull(HeapAgent.class.getClassLoader().getResourceAsStream(file))) {
            entries.putNextEntry(new JarEntry(file));
            in.transferTo(entries);
            entries.closeEntry();
        }
        return jar;
    }

    private static ConditionFactory soon() {
        return Awaitility.await().atMost(Duration.ofSeconds(150)).pollInterval(Duration.ofMillis(500));
    }
}
