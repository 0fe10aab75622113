package org.okiagari.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.okiagari.pcheck.ScriptRunner;
import org.okiagari.pcheck.ScriptRunner.Command;
import org.okiagari.saver.ScriptOutcome;

/** What every runner of restart scripts does, on real processes. */
abstract class ScriptRunnerContract {
    private static final Map<String, String> PSENV = Map.of("LANG", "ja_JP.UTF-8", "GREETING", "起き上がり a=b");

    @TempDir
    Path directory;

    final OsLayer layer;
    final Children children = new Children();
    private final BlockingQueue<ScriptOutcome> outcomes = new LinkedBlockingQueue<>();
    private final ScriptRunner runner;
    private Path refused = Path.of("/no/such");

    ScriptRunnerContract(Providers provider) {
        layer = provider.layer();
        runner = layer.scripts(PSENV, 0027, file -> file.equals(refused) ? Optional.of("refused") : Optional.empty());
    }

    @AfterEach
    void end() {
        children.close();
        layer.close();
    }

    private Path output() {
        return directory.resolve("log").resolve("p.script.log");
    }

    private String outputText() {
        try {
            return Files.readString(output());
        } catch (IOException e) {
            return "";
        }
    }

    Path script(String name, String text) throws IOException {
        Path file = Files.writeString(directory.resolve(name), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Started start(String text, Duration timeout) {
        Started started = new Started(outcomes::add);
        runner.start(new Command(text, Map.of("OKIAGARI_PNAME", "p q"), output(), timeout), started);
        return started;
    }

    private ScriptOutcome outcome() throws InterruptedException {
        ScriptOutcome outcome = outcomes.poll(30, TimeUnit.SECONDS);
        assertThat(outcome).as("no outcome").isNotNull();
        return outcome;
    }

    private ScriptOutcome run(String text) throws InterruptedException {
        start(text, Duration.ofSeconds(30));
        return outcome();
    }

    void cannotRun(String text, String... parts) throws InterruptedException {
        ScriptOutcome outcome = run(text);

        assertThat(outcome).isInstanceOf(ScriptOutcome.CannotExecute.class);
        assertThat(((ScriptOutcome.CannotExecute) outcome).why()).contains(parts);
        assertThat(outcomes).isEmpty();
    }

    @Test
    void tellsHowAScriptExited() throws Exception {
        assertThat(run("true")).isEqualTo(new ScriptOutcome.Exited(0));
        assertThat(run(script("one", "#!/bin/sh\nexit 1\n").toString())).isEqualTo(new ScriptOutcome.Exited(1));
        assertThat(run(script("two", "#!/bin/sh\nexit 126\n").toString())).isEqualTo(new ScriptOutcome.Exited(126));
        assertThat(run(script("three", "#!/bin/sh\nkill -9 $$\n").toString()))
                .isEqualTo(new ScriptOutcome.Signalled(9));
    }

    @Test
    void givesItWordsAndNoShell() throws Exception {
        Path file = script("words", "#!/bin/sh\nfor a in \"$@\"; do echo \"<$a>\"; done\n");

        run(file + " a 'b c' \"d $HOME\" | * ;");

        assertThat(outputText().lines()).containsExactly("<a>", "<b c>", "<d $HOME>", "<|>", "<*>", "<;>");
    }

    @Test
    void takesAnExistingFileAsAWhole() throws Exception {
        Path file = script("with blank", "#!/bin/sh\necho whole\n");

        Started run = start(file.toString(), Duration.ZERO);

        assertThat(outcome()).isEqualTo(new ScriptOutcome.Exited(0));
        assertThat(outputText()).isEqualTo("whole\n");
        assertThat(run.script()).isEqualTo(file.toRealPath().toString());
    }

    @Test
    void givesItACleanStart() throws Exception {
        Path file = script(
                "clean",
                "#!/bin/sh\nenv | sort; umask; pwd; ls -1 /proc/self/fd | wc -l; readlink /proc/$$/fd/0;"
                        + " grep -E '^Sig(Blk|Ign)' /proc/self/status; cat /proc/$$/oom_score_adj; exec sleep 600\n");

        Started run = start(file.toString(), Duration.ZERO);
        await().until(() -> outputText().contains("SigIgn") && outputText().endsWith("\n0\n"));

        // ls itself opens the directory it lists: 3 and that one. The shell adds PWD by itself.
        // grep tells its own mask, which it has from the shell: dash blocks all for a moment while it waits for a
        // child.
        // Signals 32 and 33 are the C library's own, which no program can set.
        assertThat(outputText()
                        .replace("SigIgn:\t0000000180000000", "SigIgn:\t0000000000000000")
                        .lines()
                        .filter(line -> !line.startsWith("PWD=") && !line.startsWith("_=")))
                .containsExactly(
                        "GREETING=起き上がり a=b",
                        "LANG=ja_JP.UTF-8",
                        "OKIAGARI_PNAME=p q",
                        "PATH=/usr/sbin:/usr/bin:/sbin:/bin",
                        "0027",
                        "/",
                        "4",
                        "/dev/null",
                        "SigBlk:\t0000000000000000",
                        "SigIgn:\t0000000000000000",
                        "0");
        ProcStat stat = Children.stat(run.id().pid());
        assertThat(stat.session()).isEqualTo(run.id().pid());
        assertThat(stat.startTime()).isEqualTo(run.id().startTime());
        assertThat(stat.ppid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(output())))
                .startsWith("rw-r")
                .endsWith("---");
        ProcessHandle.of(run.id().pid()).orElseThrow().destroyForcibly();
        assertThat(outcome()).isEqualTo(new ScriptOutcome.Signalled(9));
    }

    @Test
    void addsNothingToTheEnvironment() throws Exception {
        run("cat /proc/self/environ");

        assertThat(outputText().split("\0"))
                .containsExactlyInAnyOrder(
                        "GREETING=起き上がり a=b",
                        "LANG=ja_JP.UTF-8",
                        "OKIAGARI_PNAME=p q",
                        "PATH=/usr/sbin:/usr/bin:/sbin:/bin");
    }

    @Test
    void leavesNoDescriptorOfOurs() throws Exception {
        try (var socket = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress());
                var file = new java.io.FileInputStream("/dev/zero")) {
            Started run = start("sleep 600", Duration.ZERO);

            // While it loads its libraries a program has one open for a moment; what leaked would stay.
            await().untilAsserted(() -> {
                try (Stream<Path> fds = Files.list(Path.of("/proc/" + run.id().pid() + "/fd"))) {
                    assertThat(fds.map(fd -> fd.getFileName().toString())).containsExactlyInAnyOrder("0", "1", "2");
                }
            });
            ProcessHandle.of(run.id().pid()).orElseThrow().destroyForcibly();
            outcome();
            assertThat(socket.isBound() && file.available() >= 0).isTrue();
        }
    }

    @Test
    void saysWhyItCanNotRun() throws Exception {
        Path plain = Files.writeString(directory.resolve("plain"), "#!/bin/sh\n");
        Path dos = script("dos", "#!/bin/sh\r\necho no\r\n");
        Path lost = script("lost", "#!/no/such/interpreter -x\n");

        cannotRun("/no/such/script a", "no such file", "/no/such/script");
        cannotRun("no-such-command", "no-such-command", "PATH");
        cannotRun(plain.toString(), "permission", plain.toString());
        cannotRun(directory.toString(), "directory");
        cannotRun(dos.toString(), "CR LF", dos.toString());
        cannotRun(lost + " a", "/no/such/interpreter", lost.toString());
        cannotRun("echo 'x", "quote");
        refused = script("unsafe", "#!/bin/sh\n");
        cannotRun(refused.toString(), "refused");
        cannotRun("sh " + refused, "refused");
    }

    @Test
    void letsTheShellRunAScriptWithoutFirstLine() throws Exception {
        Path bare = script("bare", "echo \"bare $1\"\nexit 3\n");

        Started run = start(bare + " x", Duration.ZERO);

        assertThat(outcome()).isEqualTo(new ScriptOutcome.Exited(3));
        assertThat(outputText().lines()).hasSize(2).first().asString().contains("#!", bare.toString());
        assertThat(outputText()).endsWith("bare x\n");
        assertThat(run.script()).isEqualTo(bare.toRealPath().toString());
    }

    @Test
    void endsWithTheScriptNotWithItsOutput() throws Exception {
        Path file = script("daemonises", "#!/bin/sh\nsetsid sleep 600 &\nsleep 600 &\necho $!\nexit 0\n");

        long began = System.nanoTime();
        Started run = start(file.toString(), Duration.ofSeconds(30));

        assertThat(outcome()).isEqualTo(new ScriptOutcome.Exited(0));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
        // What it started lives on, in its session or in its own.
        long child = Long.parseLong(outputText().strip());
        assertThat(Children.stat(child).session()).isEqualTo(run.id().pid());
        kill(child);
        ProcessHandle.allProcesses()
                .filter(p -> p.info().startInstant().isPresent())
                .filter(p -> hasOutput(p.pid()))
                .forEach(ProcessHandle::destroyForcibly);
    }

    private static void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    private boolean hasOutput(long pid) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/" + pid + "/fd/1")).equals(output().toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void endsTheWholeSessionAfterTheTimeOut() throws Exception {
        Path file = script(
                "hangs",
                "#!/bin/bash\nset -m\nsetsid sleep 601 &\nsleep 602 & echo $!\n(trap '' TERM; sleep 603; :) & echo $!\nwait\n");

        Started run = start(file.toString(), Duration.ofSeconds(1));
        assertThat(outcome()).isEqualTo(new ScriptOutcome.TimedOut(1));

        List<Long> members = outputText().lines().map(Long::parseLong).toList();
        assertThat(members).hasSize(2).noneMatch(pid -> isAlive(pid));
        assertThat(isAlive(run.id().pid())).isFalse();
        // One with a session of its own is spared.
        List<ProcessHandle> spared =
                ProcessHandle.allProcesses().filter(p -> hasOutput(p.pid())).toList();
        assertThat(spared).hasSize(1);
        spared.forEach(ProcessHandle::destroyForcibly);
    }

    private static boolean isZombie(long pid) {
        try {
            return Children.stat(pid).isDead();
        } catch (UncheckedIOException e) {
            return false; // It was waited for meanwhile.
        }
    }

    private static boolean isAlive(long pid) {
        return Files.exists(Path.of("/proc/" + pid)) && !Children.stat(pid).isDead();
    }

    @Test
    void doesNotKillAScriptThatEndsInTime() throws Exception {
        start("sleep 0.3", Duration.ofSeconds(3));

        assertThat(outcome()).isEqualTo(new ScriptOutcome.Exited(0));
        assertThat(outcomes.poll(3, TimeUnit.SECONDS)).isNull();
    }

    @Test
    void runsManyAtOnceAndLeavesNothingBehind() throws Exception {
        // What is opened once, at the first use, is open then.
        run("true");
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("okiagari-rehearsal")));
        long before = descriptors();
        for (int i = 0; i < 100; i++) {
            start("sh -c 'exit 7'", Duration.ofSeconds(30));
        }
        for (int i = 0; i < 100; i++) {
            assertThat(outcome()).isEqualTo(new ScriptOutcome.Exited(7));
        }

        await().until(() -> descriptors() <= before + 1);
        await().untilAsserted(() -> assertThat(
                        ProcessHandle.current().children().filter(p -> isZombie(p.pid())))
                .isEmpty());
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> fds = Files.list(Path.of("/proc/self/fd"))) {
            return fds.count();
        }
    }

    @Test
    void appendsAndBoundsTheOutput() throws Exception {
        Files.createDirectories(output().getParent());
        Files.write(output(), new byte[11 << 20]);

        run("echo after");

        assertThat(outputText()).isEqualTo("after\n");
        assertThat(Files.size(output().resolveSibling("p.script.log.1"))).isEqualTo(11 << 20);
        run("echo more");
        assertThat(outputText()).isEqualTo("after\nmore\n");
    }

    @Test
    void runsEvenIfTheOutputCanNotBeWritten() throws Exception {
        Files.createDirectories(output());

        assertThat(run("true")).isEqualTo(new ScriptOutcome.Exited(0));
    }
}
