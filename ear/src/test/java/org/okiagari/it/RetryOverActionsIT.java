package org.okiagari.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What happens to a pcheck, to its foreground command and to all others when the retries are used up. */
class RetryOverActionsIT {
    private static final TestHome HOME = TestHome.create("actions");
    private static final String BYSTANDER = "pfile_bystander";
    private static final int WAIT_MILLIS = 60_000;

    @SuppressWarnings("NullAway.Init")
    private static RunningServer server;

    @BeforeAll
    static void start() {
        HOME.script("switch.sh", "echo \"$0 $*\" >> " + HOME.path() + "/switched", "exit 7");
        HOME.write(
                HOME.conf("psagent.conf"),
                "SYSLOG = off\nSWITCH_COMMAND = " + HOME.bin().resolve("switch.sh") + "\n");
        Daemon bystander = HOME.daemon("okiagari-bystander");
        bystander.start();
        HOME.pfile(BYSTANDER, 0x1f00e001, List.of("MONITOR_INTERVAL 2"), bystander.pent(600, 100, "continue"));
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

    @Test
    void exitEndsThePcheckAndItsCommandWithOne() throws Exception {
        assertThat(endOfCommand("exit", 0x1f00e002)).isOne();

        Wait.until(() -> assertThat(HOME.read("log/events.jsonl")).contains("pent.retryover"));
        assertOthersGoOn();
    }

    @Test
    void shutdownEndsThePcheckInOrderAndItsCommandWithZero() throws Exception {
        assertThat(endOfCommand("shutdown", 0x1f00e003)).isZero();

        assertOthersGoOn();
    }

    @Test
    void switchRunsTheClusterCommandAndThePcheckGoesOn() {
        Daemon daemon = HOME.daemon("okiagari-switch");
        String pfile = pfile("switch", 0x1f00e004, daemon);
        daemon.start();
        LocalSocket.exec(HOME, Beans.AGENT, "start", pfile);
        daemon.kill(awaitAvail("pfile_switch", daemon));

        Wait.until(() -> assertThat(HOME.read("switched")).contains("switch.sh"));
        Wait.until(() -> assertThat(HOME.read("log/okiagari.log"))
                .contains("(" + daemon.pname() + ") RETRY_OVER:SWITCH")
                .containsPattern("Switch request \\(" + daemon.pname() + "\\) \\[.*switch\\.sh.*\\] status=7"));
        Wait.until(() -> assertThat(read("pfile_switch", daemon, "ProcSts")).isEqualTo("RETRY_OVER"));
        LocalSocket.exec(HOME, Beans.pcheck("pfile_switch"), "shutdown");
        assertOthersGoOn();
    }

    /** Attaches a command as pcheck -f does, lets the retries be used up and returns what the command would exit with. */
    private static int endOfCommand(String action, int key) throws Exception {
        Daemon daemon = HOME.daemon("okiagari-" + action);
        daemon.start();
        String pfile = pfile(action, key, daemon);
        Process command = new ProcessBuilder("sleep", "1000").start();
        try {
            LocalSocket.exec(HOME, Beans.AGENT, "attach", pfile, command.pid());
            long pid = awaitAvail("pfile_" + action, daemon);
            CompletableFuture<Integer> end = CompletableFuture.supplyAsync(
                    () -> LocalSocket.exec(HOME, Beans.AGENT, "await", pfile, command.pid(), WAIT_MILLIS)
                            .getAsInt());

            daemon.kill(pid);

            int status = end.get(2L * WAIT_MILLIS, TimeUnit.MILLISECONDS);
            Wait.until(() -> assertThat(
                            LocalSocket.read(HOME, Beans.AGENT, "Pchecks").toString())
                    .doesNotContain("pfile_" + action));
            return status;
        } finally {
            command.destroy();
        }
    }

    private static String pfile(String action, int key, Daemon daemon) {
        return HOME.pfile("pfile_" + action, key, List.of("MONITOR_INTERVAL 2"), daemon.pent(600, 0, action))
                .toString();
    }

    private static long awaitAvail(String pcheck, Daemon daemon) {
        Wait.until(() -> assertThat(read(pcheck, daemon, "ProcSts")).isEqualTo("AVAIL"));
        return Long.parseLong(read(pcheck, daemon, "Pid"));
    }

    private static String read(String pcheck, Daemon daemon, String attribute) {
        return LocalSocket.read(HOME, Beans.pent(pcheck, daemon, 1), attribute).getAsString();
    }

    private static void assertOthersGoOn() {
        assertThat(LocalSocket.read(HOME, Beans.pcheck(BYSTANDER), "FailProcCount")
                        .getAsInt())
                .isZero();
        try {
            assertThat(server.get("/okiagari/health/ready").statusCode()).isEqualTo(200);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
