package org.okiagari.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.okiagari.check.Needs;
import org.okiagari.pcheck.WatchedProcess;

/** How a process ended is known at the moment of its death, whoever its parent is (ADR 0067). */
class ExitStatusIT {
    private static final int ENOTTY = 25;
    private static final String LAZY = "print \"$$ $pid\\n\"; sleep 600 while 1;";
    private static final String QUICK = "print \"$$ $pid\\n\"; waitpid $pid, 0; sleep 600 while 1;";
    private static final String ORPHAN = "print \"$$ $pid\\n\"; exit 0;";

    @TempDir
    Path directory;

    private final FailingOs os = new FailingOs();
    private final JnrProvider provider;
    private final ProcfsProcessTable table;
    private final Children children = new Children();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final AtomicReference<WatchedProcess> watched = new AtomicReference<>();

    ExitStatusIT() throws CannotLook {
        provider = JnrProvider.open(os);
        table = provider.table();
    }

    @AfterEach
    void end() {
        os.recover();
        children.close();
        table.close();
        provider.close();
    }

    private WatchedProcess watched() {
        return Objects.requireNonNull(watched.get());
    }

    /** Starts a parent with a child that ends so as the shell's words say, as soon as somebody writes into its FIFO. */
    private long child(String parent, String end) throws Exception {
        Path fifo = directory.resolve("go");
        assertThat(children.start("mkfifo", fifo.toString()).waitFor()).isZero();
        Path pids = directory.resolve("pids");
        String program = "$| = 1; open STDOUT, '>', '" + pids + "'; $SIG{$_} = 'DEFAULT' for qw(INT HUP TERM QUIT); "
                + "$pid = fork; if (!$pid) { exec 'sh', '-c', 'read x < " + fifo + "; " + end + "' } " + parent;
        children.start("perl", "-e", program);
        await().until(() -> Files.exists(pids) && Files.readString(pids).endsWith("\n"));
        return Long.parseLong(Files.readString(pids).strip().split(" ")[1]);
    }

    private String endOf(long pid) throws Exception {
        watched.set(table.watch(
                Children.id(pid), () -> told.add(watched().exitStatus().text())));
        return letGo();
    }

    private String letGo() throws IOException, InterruptedException {
        Files.writeString(directory.resolve("go"), "go\n");
        String text = told.poll(30, TimeUnit.SECONDS);
        assertThat(text).as("no death was told").isNotNull();
        return text;
    }

    @ParameterizedTest
    @CsvSource({
        "exit 0, exit 0, true",
        "exit 42, exit 42, false",
        "kill -TERM $$, signal 15, true",
        "kill -HUP $$, signal 1, true",
        "kill -INT $$, signal 2, true",
        "kill -KILL $$, signal 9, false",
        "ulimit -c 0; kill -ABRT $$, signal 6, false"
    })
    void isToldWhileNobodyReaps(String end, String text, boolean isOrderly) throws Exception {
        os.fail((call, number) -> call == Sys.IOCTL ? ENOTTY : 0); // as a kernel before 6.13

        assertThat(endOf(child(LAZY, end))).isEqualTo(text);
        assertThat(watched().exitStatus().isOrderly()).isEqualTo(isOrderly);
    }

    @ParameterizedTest
    @ValueSource(strings = {QUICK, ORPHAN})
    void isToldByTheKernelWhenItWasReapedAtOnce(String parent) throws Exception {
        String text = endOf(child(parent, "exit 42"));

        assertThat(text).isIn(Kernel.isAtLeast(6, 15) ? new String[] {"exit 42"} : new String[] {"exit 42", "unknown"});
    }

    @Test
    void isToldAgainAfterTheZombieHasGone() throws Exception {
        os.fail((call, number) -> call == Sys.IOCTL ? ENOTTY : 0);
        long pid = child(QUICK, "exit 42");
        endOf(pid);
        await().until(() -> !Files.exists(Path.of("/proc/" + pid)));
        os.recover();

        if (Kernel.isAtLeast(6, 15)) {
            assertThat(watched().exitStatus().text()).isEqualTo("exit 42");
        }
    }

    /** The kernel prints 0 for what it hides: a crash must not look like an orderly end. */
    @Test
    void isUnknownWhereWeMayNotTrace() throws Exception {
        os.fail((call, number) -> call == Sys.IOCTL ? ENOTTY : call == Sys.READLINKAT ? Errno.EACCES : 0);

        assertThat(endOf(child(LAZY, "exit 0"))).isEqualTo("unknown");

        os.recover();
        assertThat(watched().exitStatus().text()).isEqualTo("exit 0");
    }

    @Test
    void isKnownWithoutAnEventToo() throws Exception {
        os.fail((call, number) -> call == Sys.PIDFD_OPEN ? Errno.EMFILE : 0);
        isKnownByPolling(table);
    }

    @Test
    void isKnownToTheJdkAlone() throws Exception {
        try (Provider jdk = new JavaProvider();
                ProcfsProcessTable polling = jdk.table()) {
            isKnownByPolling(polling);
        }
    }

    private void isKnownByPolling(ProcfsProcessTable polling) throws Exception {
        long pid = child(LAZY, "exit 42");
        try (WatchedProcess polled = polling.watch(Children.id(pid), () -> {})) {
            assertThat(polled.life()).isEqualTo(WatchedProcess.Life.ALIVE);
            assertThat(polled.exitStatus().text()).isEqualTo("unknown");

            Files.writeString(directory.resolve("go"), "go\n");

            await().until(() -> polled.life() == WatchedProcess.Life.GONE);
            assertThat(polled.exitStatus().text()).isEqualTo("exit 42");
            assertThat(polled.isWatchedByEvent()).isFalse();
            assertThat(polled.toldNanos()).isEmpty();
        }
    }

    /** A zombie that was there before we were: nobody told it, and yet it is known. */
    @Test
    void isKnownOfAProcessThatWasDeadBeforeItWasWatched() throws Exception {
        long pid = child(LAZY, "exit 42");
        Files.writeString(directory.resolve("go"), "go\n");
        await().until(() -> Children.stat(pid).isDead());

        try (WatchedProcess dead = table.watch(Children.id(pid), () -> told.add("dead"))) {
            assertThat(dead.life()).isEqualTo(WatchedProcess.Life.GONE);
            assertThat(dead.exitStatus().text()).isEqualTo("exit 42");
            assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo("dead");
            assertThat(dead.toldNanos()).isEmpty();
        }
    }

    /** The status of the whole group, not of the leader, which left with 3 before the others. */
    @ParameterizedTest
    @CsvSource({"'syscall(231, 5)', exit 5", "kill(9 => $$), signal 9"})
    void isTheStatusOfTheWholeThreadGroup(String end, String text) throws Exception {
        boolean hasThreads = children.start("perl", "-Mthreads", "-e", "1").waitFor() == 0;
        Needs.need(JnrOs.isAmd64() && hasThreads, "perl with threads on x86_64");
        Path go = directory.resolve("go");
        assertThat(children.start("mkfifo", go.toString()).waitFor()).isZero();
        // 60 = exit of this thread alone, 231 = of the whole group
        Process child = children.start(
                "perl",
                "-Mthreads",
                "-e",
                "threads->create(sub { open my $f, '<', '" + go + "'; <$f>; " + end + " }); "
                        + "select undef, undef, undef, 0.2; syscall(60, 3)");
        await().until(() -> Children.stat(child.pid()).isLeaderless());

        assertThat(endOf(child.pid())).isEqualTo(text);
    }

    @Test
    void isToldWithTheTimeOfTheClock() throws Exception {
        long pid = child(LAZY, "exit 0");
        long before = provider.clock().now().nanos();
        endOf(pid);
        long after = provider.clock().now().nanos();

        assertThat(watched().toldNanos().orElseThrow()).isBetween(before, after);
        assertThat(Duration.ofNanos(after - before)).isLessThan(Duration.ofSeconds(30));
    }
}
