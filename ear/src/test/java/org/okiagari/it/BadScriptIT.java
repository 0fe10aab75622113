package org.okiagari.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Restart scripts that fail in every way a script can fail: told in the log and the bean, and nobody else waits. */
class BadScriptIT {
    private static final TestHome HOME = TestHome.create("bad-scripts");
    private static final String PCHECK = "pfile_scripts";
    private static final List<String> PARAMS = List.of("MONITOR_INTERVAL 1", "SCRIPT_TIMEOUT 3");
    private static final Daemon GOOD = HOME.daemon("okiagari-beside");
    private static final Daemon HOLDER = HOME.daemon("okiagari-holder");
    private static final Daemon LATE = HOME.daemon("okiagari-late");
    private static final Daemon FORKED = HOME.daemon("okiagari-forked");
    private static final Daemon FORKING = HOME.daemon("okiagari-forking");
    private static final Daemon PRINTING = HOME.daemon("okiagari-printing");
    private static final int CHILDREN = 500;
    private static final long MIB = 1 << 20;

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
        Path hanging = HOME.script(
                "hanging.sh", "trap '' TERM", "echo $$ > " + HOME.path() + "/hanging.pid", "sleep 1000", "exit 0");
        Path holding = HOME.script(
                "holding.sh", "setsid -f setsid -f " + HOLDER.program() + " 1000000", "echo started; exit 0");
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
                pent("denied", HOME.script("denied.sh", "exit 126")),
                pent("lying", HOME.script("lying.sh", "exit 0")),
                LATE.program() + ":" + HOME.script("late.sh", Daemon.startLine(LATE.program()), "exit 1")
                        + ":600:1:continue",
                GOOD.pent(600, 100, "continue"));
        Path forking = HOME.script(
                "forking.sh",
                "i=0; while [ $i -lt " + CHILDREN + " ]; do " + FORKED.program() + " 1000 & i=$((i + 1)); done",
                "wait");
        heavy("pfile_forking", 0x1f00f102, "SCRIPT_TIMEOUT 10", FORKING, forking);
        Path printing = HOME.restartScript("printing.sh", "head -c 1G /dev/zero", Daemon.startLine(PRINTING.program()));
        heavy("pfile_printing", 0x1f00f103, "SCRIPT_TIMEOUT 300", PRINTING, printing);
        server = RunningServer.start(RunningServer.Kind.PAYARA_MICRO, HOME);
    }

    /** A daemon that is up, so that its script runs when a test says so. */
    private static void heavy(String pcheck, int key, String param, Daemon daemon, Path script) {
        daemon.start();
        HOME.pfile(
                pcheck, key, List.of("MONITOR_INTERVAL 1", param), daemon.program() + ":" + script + ":600:1:continue");
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
    @DisplayName("R-23: what cannot be run is said with its reason")
    void r23WhatCannotBeRunIsSaidWithItsReason() {
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
    @DisplayName("R-23: an exit status and a signal are told")
    void r23AnExitStatusAndASignalAreTold() {
        awaitLog("Restart script failed \\(gone-denied\\) status=126 \\[.*denied.sh.*\\]");
        awaitLog("Restart script failed \\(gone-failing\\) status=9 \\[.*failing.sh.*\\]");
        awaitLog("Restart script failed \\(gone-killed\\) status=137 \\[.*killed.sh.*\\]");
        awaitRetryOver("failing");
        awaitRetryOver("killed");
    }

    @Test
    @DisplayName("R-25: exit 0 without a process is a failure, and so is a process after exit 1")
    void r25TheExitStatusAndTheProcessMustAgree() {
        awaitRetryOver("lying");
        Wait.until(() -> assertThat(row(LATE.pname()).procSts()).isEqualTo("RETRY_OVER"));

        assertThat(HOME.check().story("gone-lying"))
                .containsExactly("setpidfail 0", "restart 0", "down 0", "retryover 0");
        assertThat(HOME.check().story(LATE.pname()))
                .containsExactly("setpidfail 0", "restart 0", "scriptfailed 0", "retryover 0");
        Wait.until(() -> assertThat(Daemons.pidsOf(LATE.program())).hasSize(1));
    }

    @Test
    @DisplayName("R-17: a script that hangs and ignores TERM is killed with its whole session")
    void r17AHangingScriptIsEndedWithItsWholeSession() {
        awaitLog("Restart script timeout \\(gone-hanging\\) \\[.*hanging.sh.*\\] 3 sec");
        String pid = HOME.read("hanging.pid").strip();
        Wait.until(() -> assertThat(ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive))
                .isEmpty());
        awaitRetryOver("hanging");
    }

    @Test
    @DisplayName("R-19, R-20: a daemon of two forks that holds the script's output is up")
    void r19ADaemonThatHoldsTheScriptsOutputIsUp() {
        Wait.until(() -> assertThat(row(HOLDER.pname())).matches(PentNow::isUp));
        assertThat(Daemons.pidsOf(HOLDER.program())).hasSize(1);
    }

    @Test
    @DisplayName("R-24: a restarted daemon is given nothing of the server's")
    void r24ARestartedDaemonIsGivenNothingOfTheServers() throws IOException {
        Wait.until(() -> assertThat(row(HOLDER.pname())).matches(PentNow::isUp));
        Path process = Path.of("/proc", Long.toString(row(HOLDER.pname()).pid()));

        assertThat(process.resolve("fd").toFile().list()).containsExactlyInAnyOrder("0", "1", "2");
        // The signals 32 and 33 are the C library's own, which no program can set.
        assertThat(Files.readString(process.resolve("status")))
                .containsPattern("SigBlk:\t0{16}")
                .containsPattern("SigIgn:\t0{7}[01][08]0{7}");
        assertThat(Files.readString(process.resolve("oom_score_adj"))).isEqualTo("0\n");
        assertThat(Files.readString(process.resolve("environ")).split("\0"))
                .allMatch(each ->
                        each.matches("(?s)(PATH|LANG|PWD|_|OKIAGARI_(PNAME|PID|PENT_ID|RETRY_COUNT|PFILE|RUN))=.*"));
    }

    @Test
    @DisplayName("R-22: a script that forks hundreds of children holds nobody back, and all are ended")
    void r22AScriptThatForksManyChildrenHoldsNobodyBack() {
        long pid = killed("pfile_forking", FORKING);
        Wait.until(() -> assertThat(Daemons.pidsOf(FORKED.program())).hasSizeGreaterThan(CHILDREN / 10));

        theOthersAreSavedMeanwhile();

        Wait.until(() -> assertThat(HOME.check().story(FORKING.pname()))
                .containsExactly(
                        "up " + pid, "down " + pid, "restart " + pid, "scriptfailed " + pid, "retryover " + pid));
        Wait.until(() -> assertThat(Daemons.pidsOf(FORKED.program())).isEmpty());
    }

    @Test
    @DisplayName("A script that prints 1 GB fills no disk, and holds nobody back")
    void aScriptThatPrintsAGibibyteFillsNoDisk() {
        Path log = HOME.path().resolve("log/pfile_printing.script.log");
        Path old = log.resolveSibling(log.getFileName() + ".1");
        List<Long> sizes = new ArrayList<>();
        long pid = killed("pfile_printing", PRINTING);

        theOthersAreSavedMeanwhile();

        Wait.within(Duration.ofSeconds(280)).pollInterval(Duration.ofMillis(10)).untilAsserted(() -> {
            sizes.add(log.toFile().length() + old.toFile().length());
            assertThat(PentNow.of(HOME, "pfile_printing", PRINTING.pname()))
                    .matches(PentNow::isUp)
                    .matches(pent -> pent.pid() != pid);
        });
        long most = Collections.max(sizes);
        System.out.println("BadScriptIT: of 1 GiB printed the disk had at most " + most / MIB + " MiB");
        assertThat(most).isBetween(MIB, 512 * MIB);
        Wait.until(() -> assertThat(log.toFile().length()).isLessThanOrEqualTo(10 * MIB));
        assertThat(old.toFile().length()).isLessThanOrEqualTo(20 * MIB);
    }

    /** Kills a daemon that is up and returns its pid. */
    private static long killed(String pcheck, Daemon daemon) {
        Wait.until(() -> assertThat(PentNow.of(HOME, pcheck, daemon.pname())).matches(PentNow::isUp));
        long pid = PentNow.of(HOME, pcheck, daemon.pname()).pid();
        daemon.kill(pid);
        return pid;
    }

    @Test
    void theOthersAreSavedMeanwhile() {
        long pid = killed(PCHECK, GOOD);

        Wait.until(() -> assertThat(row(GOOD.pname())).matches(PentNow::isUp).matches(row -> row.pid() != pid));
    }

    private static String pent(String pname, Path script) {
        return "gone-" + pname + ":" + script + ":600:1:continue";
    }

    private static void awaitLog(String line) {
        Wait.until(() -> assertThat(HOME.read("log/okiagari.log")).containsPattern(line));
    }

    private static void awaitRetryOver(String pname) {
        Wait.until(() -> assertThat(row("gone-" + pname).procSts()).isEqualTo("RETRY_OVER"));
    }

    private static PentNow row(String pname) {
        return PentNow.of(HOME, PCHECK, pname);
    }
}
