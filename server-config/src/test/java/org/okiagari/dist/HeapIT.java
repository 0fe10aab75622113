package org.okiagari.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
            Host.soon().until(() -> isUp(host, daemon, 0, 0));
            long first = host.serverPid();
            Agent agent = Agent.of(HeapAgent.class, host.home.resolve("heap-agent.jar"));

            Path passed = host.home.resolve("storm-has-passed");
            agent.load(first, STORM + " " + passed);
            long killed = daemon.kill();
            Host.soon().until(() -> isUp(host, daemon, killed, 1));
            Host.soon().until(() -> Files.exists(passed));
            assertThat(downs(host)).isEqualTo(1);

            long present = daemon.pid();
            agent.load(first, "leak");
            Host.soon().until(() -> host.serverPid() != first);
            assertThat(daemon.kill()).isEqualTo(present);
            Host.soon().until(() -> isUp(host, daemon, present, 2));

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
}
