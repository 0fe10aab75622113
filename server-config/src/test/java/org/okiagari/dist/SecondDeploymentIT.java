package org.okiagari.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A server whose application cannot be deployed at first, since its file is half there, comes up all the same (ADR 0162). */
class SecondDeploymentIT {
    @Test
    void aServerWithoutItsApplicationDeploysItOnceMore() throws Exception {
        Host host = Host.make("second-deployment");
        try (SampleDaemon daemon = SampleDaemon.start(host.home, "second", "0x1f0a0501", 100, "continue");
                host) {
            Path tree = host.copyOfTheTree();
            Path war = tree.resolve("okiagari.war");
            Path whole = war.resolveSibling("whole.war");
            Files.move(war, whole);
            byte[] bytes = Files.readAllBytes(whole);
            Files.write(war, Arrays.copyOf(bytes, bytes.length / 2));
            Files.writeString(host.home.resolve("conf/psagent.conf"), "SYSLOG = off\nPFILES = bin/p_second\n");

            Process server = host.startFrom(tree, "okiagari-server");
            until(150, () -> host.output(server, "err").contains("did not deploy the application"));
            Files.move(whole, war, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

            until(150, () -> host.output(server, "out").contains("Okiagari is ready: "));
            assertThat(host.output(server, "err")).contains("once more").doesNotContain("second time");
            until(
                    20,
                    () -> host.run("padmin", "-f", daemon.pfile.toString(), "-c", "show pent")
                            .out()
                            .contains("proc_sts       = AVAIL"));
        }
    }

    private static void until(int seconds, java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(seconds))
                .pollInterval(Duration.ofMillis(20))
                .until(condition);
    }
}
