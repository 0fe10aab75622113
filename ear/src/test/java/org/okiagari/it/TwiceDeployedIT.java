package org.okiagari.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.okiagari.check.FreePorts;

/** Payara Micro keeps what it deployed below its {@code --rootdir}, and {@code --deploy} deploys it once more. */
class TwiceDeployedIT {
    private static final String PCHECK = "pfile_twice";
    private final TestHome home = TestHome.create("twice-deployed");
    private final List<RunningServer> servers = new ArrayList<>();

    @AfterEach
    void end() {
        servers.forEach(RunningServer::close);
        Daemons.killAllBelow(home.path());
    }

    @Test
    @DisplayName("R-39: a server that is started twice with --rootdir and --deploy has one pcheck")
    void r39AServerWithTwoDeploymentsHasOnePcheck() {
        Daemon daemon = home.daemon("twice-d");
        daemon.start();
        home.pfile(PCHECK, 0x1f00d401, List.of("MONITOR_INTERVAL 1"), daemon.pent(86400, 100, "continue"));
        Path root = home.path().resolve("payara");
        start(root).close();
        RunningServer second = start(root);

        assertThat(LocalSocket.read(home, Beans.AGENT, "PcheckCount").getAsLong())
                .isOne();
        assertThat(LocalSocket.read(home, Beans.AGENT, "Pid").getAsLong()).isEqualTo(second.pid());
        long pid = pent().get("pid").getAsLong();
        daemon.kill(pid);
        Wait.until(() -> {
            assertThat(pent().get("procSts").getAsString()).isEqualTo("AVAIL");
            assertThat(pent().get("pid").getAsLong()).isNotEqualTo(pid);
        });
        assertThat(pent().get("restartCount").getAsLong()).isOne();
        assertThat(Daemons.pidsOf(daemon.program())).hasSize(1);
    }

    private RunningServer start(Path root) {
        int port = FreePorts.one();
        List<String> command =
                new ArrayList<>(RunningServer.command(RunningServer.Kind.PAYARA_MICRO, home, port, List.of()));
        command.addAll(List.of("--rootdir", root.toString()));
        RunningServer server = RunningServer.start(command, port, home);
        servers.add(server);
        Wait.until(() -> assertThat(pent().get("procSts").getAsString()).isEqualTo("AVAIL"));
        return server;
    }

    private JsonObject pent() {
        return LocalSocket.read(home, Beans.pcheck(PCHECK), "Pents")
                .getAsJsonArray()
                .get(0)
                .getAsJsonObject();
    }
}
