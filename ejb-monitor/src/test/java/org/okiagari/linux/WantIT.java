package org.okiagari.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.okiagari.pcheck.ProcessTable;
import org.okiagari.pcheck.ProcessTable.Depth;
import org.okiagari.pcheck.ProcessTable.Look;
import org.okiagari.pcheck.ScriptRunner;
import org.okiagari.pcheck.WatchedProcess;
import org.okiagari.pcheck.WatchedProcess.Life;
import org.okiagari.saver.ScriptOutcome;

/** What the kernel refuses is never a death, and never the fault of a command (reliability: I-2, G-01, R-09). */
class WantIT {
    private static final int EMFILE = Errno.EMFILE;
    private static final int ENOSYS = 38;
    private static final int EIO = 5;

    @TempDir
    Path directory;

    private final FailingOs os = new FailingOs();
    private final JnrProvider provider;
    private final ProcfsProcessTable table;
    private final Children children = new Children();

    WantIT() throws CannotLook {
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

    @Test
    void noDescriptorsMeanThatWeCouldNotLook() {
        Process child = children.start("/bin/sleep", "600");
        os.fail((call, number) -> call == Sys.OPENAT ? EMFILE : 0);

        assertThat(table.look(Duration.ZERO)).isInstanceOf(Look.Failed.class);
        assertThat(table.look(Depth.CHANGES, Duration.ZERO)).isInstanceOf(Look.Failed.class);
        assertThat(table.descendants(Children.id(child.pid()))).isEmpty();
        assertThat(table.life(Children.id(child.pid()))).isEqualTo(Life.UNKNOWN);
        assertThat(table.cost().looks()).isZero();
        assertThat(table.cost().failed()).isEqualTo(2);

        os.recover();
        assertThat(table.descendants(Children.id(child.pid()))).contains(Set.of());
        assertThat(isSeen(table.look(Duration.ZERO), child)).isTrue();
    }

    private static boolean isSeen(Look look, Process child) {
        return look instanceof Look.Complete complete
                && complete.index().byPid(child.pid()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(ints = {Errno.EMFILE, Errno.EAGAIN, Errno.ENOMEM, EIO, Errno.ENFILE})
    void everyCallThatFailsFailsTheLookOrChangesNothing(int errno) {
        everyCallThatFails(Depth.ALL, errno);
    }

    @ParameterizedTest
    @ValueSource(ints = {Errno.EMFILE, Errno.EAGAIN, Errno.ENOMEM, EIO, Errno.ENFILE})
    void everyCallThatFailsFailsTheLookAtChangesOrChangesNothing(int errno) {
        everyCallThatFails(Depth.CHANGES, errno);
    }

    private void everyCallThatFails(Depth depth, int errno) {
        Process child = children.start("/bin/sleep", "600");
        await().until(() -> isSeen(table.look(depth, Duration.ZERO), child));
        long before = os.calls();
        table.look(depth, Duration.ZERO);
        long calls = Math.min(os.calls() - before, 400);
        Process later = children.start("/bin/sleep", "600");

        for (long k = 1; k <= calls; k++) {
            os.failOnly(k, errno);
            Look look = table.look(depth, Duration.ZERO);
            assertThat(look instanceof Look.Failed || isSeen(look, child) && isSeen(look, later))
                    .as("call %d", k)
                    .isTrue();
        }

        os.recover();
        later.destroyForcibly();
        assertThat(isSeen(table.look(depth, Duration.ZERO), child)).isTrue();
        await().until(() -> !isSeen(table.look(depth, Duration.ZERO), later));
    }

    @ParameterizedTest
    @ValueSource(ints = {Errno.EMFILE, ENOSYS, Errno.EPERM, Errno.ENFILE})
    void withoutPidfdTheProcessIsStillHeld(int errno) {
        Process child = children.start("/bin/sleep", "600");
        os.fail((call, number) -> call == Sys.PIDFD_OPEN ? errno : 0);

        try (WatchedProcess watched = table.watch(Children.id(child.pid()), () -> {})) {
            assertThat(watched.isWatchedByEvent()).isFalse();
            assertThat(watched.whyPolled()).isEqualTo("no pidfd: " + os.message(errno));
            assertThat(watched.life()).isEqualTo(Life.ALIVE);
            assertThat(watched.kill()).isTrue();
            await().until(() -> watched.life() == Life.GONE);
        }
    }

    @Test
    void whenThereAreDescriptorsAgainTheKernelTellsDeaths() {
        Process child = children.start("/bin/sleep", "600");
        AtomicInteger deaths = new AtomicInteger();
        os.fail((call, number) -> call == Sys.PIDFD_OPEN || call == Sys.OPENAT ? EMFILE : 0);
        try (WatchedProcess watched = table.watch(Children.id(child.pid()), deaths::incrementAndGet)) {
            assertThat(watched.life()).isEqualTo(Life.UNKNOWN);
            assertThat(watched.kill()).isFalse();

            os.recover();

            assertThat(watched.life()).isEqualTo(Life.ALIVE);
            await().until(() -> watched.life() == Life.ALIVE && watched.isWatchedByEvent());
            child.destroyForcibly();
            await().until(() -> deaths.get() == 1);
        }
    }

    @Test
    void aRefusedQuestionIsNoDeath() {
        Process child = children.start("/bin/sleep", "600");
        try (WatchedProcess watched = table.watch(Children.id(child.pid()), () -> {})) {
            os.fail((call, number) -> call == Sys.PPOLL ? Errno.ENOMEM : 0);

            assertThat(watched.life()).isEqualTo(Life.UNKNOWN);
        }
    }

    @Test
    void wantIsNotTheFaultOfTheCommand() throws Exception {
        BlockingQueue<ScriptOutcome> outcomes = new LinkedBlockingQueue<>();
        try (ScriptRunner runner = runner()) {
            for (int errno : new int[] {Errno.EAGAIN, Errno.ENOMEM, Errno.EMFILE, Errno.ENFILE}) {
                os.failSpawn(errno);
                runner.start(command("true"), outcomes::add);
                assertThat(outcomes.poll(10, TimeUnit.SECONDS)).isInstanceOf(ScriptOutcome.Shortage.class);
            }
            os.failSpawn(0);
            os.fail((call, number) -> call == Sys.OPENAT ? EMFILE : 0);
            runner.start(command("true"), outcomes::add);
            assertThat(outcomes.poll(10, TimeUnit.SECONDS)).isInstanceOf(ScriptOutcome.Shortage.class);
        }
    }

    @Test
    void aShellSetsTheUmaskWhereAThreadMayNotHaveItsOwn() throws Exception {
        BlockingQueue<ScriptOutcome> outcomes = new LinkedBlockingQueue<>();
        Path script = Files.writeString(directory.resolve("u"), "umask\ncat /proc/self/environ\nexit $1\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        os.fail((call, number) -> Set.of(Sys.UNSHARE, Sys.PIDFD_OPEN).contains(call) ? Errno.EPERM : 0);
        try (ScriptRunner runner = runner()) {
            runner.start(command(script + " 5"), outcomes::add);

            assertThat(outcomes.poll(10, TimeUnit.SECONDS)).isEqualTo(new ScriptOutcome.Exited(5));
        }
        assertThat(Files.readString(directory.resolve("log")).lines().skip(1))
                .first()
                .isEqualTo("0027");
    }

    /** As a file server that hangs does: who comes behind waits half a second at most, for any number of them. */
    @Test
    void aStartThatTheKernelHoldsUpHoldsUpNobodyElse() throws Exception {
        BlockingQueue<ScriptOutcome> outcomes = new LinkedBlockingQueue<>();
        CountDownLatch hung = new CountDownLatch(1);
        ScriptGate gate = file -> {
            if (file.endsWith("false")) {
                awaitFor(hung);
            }
            return Optional.empty();
        };
        try (ScriptRunner runner = new SessionScriptRunner(provider.spawner(0027), Map.of(), gate)) {
            for (int i = 0; i < 3; i++) {
                runner.start(command("false"), outcomes::add);
            }
            runner.start(command("true"), outcomes::add);
            assertThat(outcomes.poll(10, TimeUnit.SECONDS)).isEqualTo(new ScriptOutcome.Exited(0));

            hung.countDown();

            for (int i = 0; i < 3; i++) {
                assertThat(outcomes.poll(10, TimeUnit.SECONDS)).isEqualTo(new ScriptOutcome.Exited(1));
            }
            runner.start(command("true"), outcomes::add);
            assertThat(outcomes.poll(10, TimeUnit.SECONDS)).isEqualTo(new ScriptOutcome.Exited(0));
        }
    }

    @Test
    void aScriptThatOutlivesItsRunnerIsReapedByTheNext() throws Exception {
        BlockingQueue<ScriptOutcome> outcomes = new LinkedBlockingQueue<>();
        long pid;
        try (ScriptRunner runner = runner()) {
            Started started = new Started(outcomes::add);
            runner.start(command("sleep 1"), started);
            pid = started.id().pid();
        }
        await().until(() -> Children.stat(pid).isDead());

        try (ScriptRunner runner = runner()) {
            runner.start(command("true"), outcomes::add);
            assertThat(outcomes.poll(10, TimeUnit.SECONDS)).isEqualTo(new ScriptOutcome.Exited(0));
        }

        assertThat(Path.of("/proc/" + pid)).doesNotExist();
        assertThat(outcomes).isEmpty();
    }

    private static void awaitFor(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ScriptRunner runner() {
        return new SessionScriptRunner(provider.spawner(0027), Map.of(), ScriptGate.OPEN);
    }

    private ScriptRunner.Command command(String text) {
        return new ScriptRunner.Command(text, Map.of(), directory.resolve("log"), Duration.ofSeconds(30));
    }

    @Test
    void anErrorAtOneDeathHidesNoOther() {
        Process first = children.start("/bin/sleep", "600");
        Process second = children.start("/bin/sleep", "600");
        AtomicInteger deaths = new AtomicInteger();
        table.watch(Children.id(first.pid()), () -> {
            deaths.incrementAndGet();
            throw new OutOfMemoryError("unable to create native thread");
        });
        table.watch(Children.id(second.pid()), deaths::incrementAndGet);

        first.destroyForcibly();
        await().until(() -> deaths.get() == 1);
        second.destroyForcibly();

        await().until(() -> deaths.get() == 2);
    }

    @Test
    void holdsThousands() {
        Process child = children.start("/bin/sleep", "600");
        AtomicInteger deaths = new AtomicInteger();
        ProcessTable all = table;
        for (int i = 0; i < 3_000; i++) {
            assertThat(all.watch(Children.id(child.pid()), deaths::incrementAndGet)
                            .isWatchedByEvent())
                    .isTrue();
        }

        child.destroyForcibly();

        await().until(() -> deaths.get() == 3_000);
    }
}
