package org.okiagari.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Restart scripts that fail in every way a script can fail: told in the log and the bean, and nobody else waits. */
class BadScriptIT {
    private static final TestHome HOME = TestHome.create("bad-scripts");
    private static final String PCHECK = "pfile_scripts";
    private static final List<String> PARAMS = List.of("MONITOR_INTERVAL 1", "SCRIPT_TIMEOUT 3");
    private static final Daemon GOOD = HOME.daemon("okiagari-beside");
    private static final Daemon HOLDER = HOME.daemon("okiagari-holder");

    @SuppressWarnings("NullAway.Init")
    private static RunningServer server;

    @BeforeAll
    static void start() throws IOException {
        GOOD.start();
        Path notExecutable = HOME.script("not_executable.sh", "exit 0");
        Files.setPosixFilePermissions(notExecutable, PosixFilePermissions.fromString("rw-r--r--"));
        Path noShebang = TestHome.executable(HOME.write(
                HOME.bin().resolve("no_shebang.sh"), "echo run-by-sh >> " + HOME.path() + "/no-shebang\nexit 3\n"));
        Path crlf = TestHome.executable(HOME.write(HOME.bin().resolve("crlf.sh"), "#!/bin/sh\r\nexit 0\r\n"));
        Path directory = Files.createDirectories(HOME.bin().resolve("directory.sh"));
        Path failing = HOME.script("failing.sh", "exit 9");
        Path killed = HOME.script("killed.sh", "kill -KILL $$");
        Path hanging = HOME.script("hanging.sh", "echo $$ > " + HOME.path() + "/hanging.pid", "sleep 1000", "exit 0");
        Path holding = HOME.script("holding.sh", "setsid -f " + HOLDER.program() + " 1000000", "echo started; exit 0");
        HOME.pfile(
                PCHECK,
                0x1f00f101,
                PARAMS,
                pent("missing", HOME.bin().resolve("missing.sh")),
                pent("not-executable", notExecutable),
                pent("no-shebang", noShebang),
                pent("crlf", crlf),
                pent("directory", directory),
                pent("failing", failing),
                pent("killed", killed),
                pent("hanging", hanging),
                HOLDER.program() + ":" + holding + ":600:1:continue",
                GOOD.pent(600, 100, "continue"));
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
    void whatCannotBeRunIsSaidWithItsReason() {
        for (String pname : List.of("missing", "not-executable", "crlf", "directory")) {
            awaitLog("Restart script can not execute \\(gone-" + pname + "\\) \\[.*\\]: .+");
            awaitRetryOver(pname);
        }
    }

    @Test
    void aScriptWithoutShebangRunsByShWithAWarning() {
        Wait.until(() -> assertThat(HOME.read("no-shebang")).contains("run-by-sh"));
        awaitLog("Restart script failed \\(gone-no-shebang\\) status=3 \\[.*no_shebang.sh.*\\]");
        assertThat(HOME.read("log/" + PCHECK + ".script.log")).containsPattern("no_shebang\\.sh.*#!");
    }

    @Test
    void anExitStatusAndASignalAreTold() {
        awaitLog("Restart script failed \\(gone-failing\\) status=9 \\[.*failing.sh.*\\]");
        awaitLog("Restart script failed \\(gone-killed\\) status=137 \\[.*killed.sh.*\\]");
        awaitRetryOver("failing");
        awaitRetryOver("killed");
    }

    @Test
    void aHangingScriptIsEndedWithItsWholeSession() {
        awaitLog("Restart script timeout \\(gone-hanging\\) \\[.*hanging.sh.*\\] 3 sec");
        String pid = HOME.read("hanging.pid").strip();
        Wait.until(() -> assertThat(ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive))
                .isEmpty());
        awaitRetryOver("hanging");
    }

    @Test
    void aDaemonThatHoldsTheScriptsOutputIsUp() {
        Wait.until(() ->
                assertThat(row(HOLDER.pname()).get("procSts").getAsString()).isEqualTo("AVAIL"));
        assertThat(Daemons.pidsOf(HOLDER.program())).hasSize(1);
    }

    @Test
    void theOthersAreSavedMeanwhile() {
        Wait.until(
                () -> assertThat(row(GOOD.pname()).get("procSts").getAsString()).isEqualTo("AVAIL"));
        long pid = row(GOOD.pname()).get("pid").getAsLong();

        GOOD.kill(pid);

        Wait.until(() -> {
            assertThat(row(GOOD.pname()).get("pid").getAsLong()).isNotEqualTo(pid);
            assertThat(row(GOOD.pname()).get("procSts").getAsString()).isEqualTo("AVAIL");
        });
    }

    private static String pent(String pname, Path script) {
        return "gone-" + pname + ":" + script + ":600:1:continue";
    }

    private static void awaitLog(String line) {
        Wait.until(() -> assertThat(HOME.read("log/okiagari.log")).containsPattern(line));
    }

    private static void awaitRetryOver(String pname) {
        Wait.until(() ->
                assertThat(row("gone-" + pname).get("procSts").getAsString()).isEqualTo("RETRY_OVER"));
    }

    private static JsonObject row(String pname) {
        return LocalSocket.read(HOME, Beans.pcheck(PCHECK), "Pents").getAsJsonArray().asList().stream()
                .map(row -> row.getAsJsonObject())
                .filter(row -> row.get("pname").getAsString().equals(pname))
                .findFirst()
                .orElseThrow();
    }
}
