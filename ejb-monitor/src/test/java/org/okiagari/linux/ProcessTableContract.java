package org.okiagari.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.okiagari.check.Needs;
import org.okiagari.pcheck.ProcessTable;
import org.okiagari.pcheck.ProcessTable.Depth;
import org.okiagari.pcheck.ProcessTable.Look;
import org.okiagari.pcheck.WatchedProcess;
import org.okiagari.pcheck.WatchedProcess.Life;
import org.okiagari.saver.ProcessId;
import org.okiagari.saver.ProcessIndex;
import org.okiagari.saver.Seen;

/** What every process table does, on real processes. */
abstract class ProcessTableContract {
    private static final Runnable NOTHING = () -> {};

    @TempDir
    Path directory;

    final OsLayer layer;
    final ProcessTable table;
    final Children children = new Children();

    ProcessTableContract(Providers provider) {
        layer = provider.layer();
        table = layer.table();
    }

    @AfterEach
    void end() {
        children.close();
        layer.close();
    }

    List<Seen> seen() {
        return complete(Depth.ALL).processes();
    }

    private ProcessIndex changes() {
        return complete(Depth.CHANGES);
    }

    /** A command line that a stalled machine does not give within 200 ms is asked for again, as by the next check. */
    private ProcessIndex complete(Depth depth) {
        Look look = await().atMost(Duration.ofSeconds(60))
                .pollDelay(Duration.ZERO)
                .until(
                        () -> table.look(depth, Duration.ZERO),
                        each -> !(each instanceof Look.Failed failed
                                && failed.why().endsWith("can not be read yet")));
        assertThat(look).isInstanceOf(Look.Complete.class);
        return ((Look.Complete) look).index();
    }

    Optional<Seen> seen(long pid) {
        return seen().stream().filter(s -> s.id().pid() == pid).findFirst();
    }

    private static String realSleep() throws IOException {
        return Path.of("/bin/sleep").toRealPath().toString();
    }

    private Path script(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void seesAProcessAsItIs() throws IOException {
        Process child = children.start("/bin/sleep", "600");
        await().until(() ->
                seen(child.pid()).filter(s -> s.argv0().equals("/bin/sleep")).isPresent());

        ProcStat stat = Children.stat(child.pid());
        assertThat(seen(child.pid()))
                .contains(new Seen(
                        Children.id(child.pid()),
                        ProcessHandle.current().pid(),
                        stat.pgrp(),
                        stat.session(),
                        realSleep(),
                        "/bin/sleep",
                        ""));
    }

    @Test
    void seesItselfAndNoKernelThread() {
        List<Seen> all = seen();

        assertThat(all).anyMatch(s -> s.id().pid() == ProcessHandle.current().pid());
        assertThat(all)
                .noneMatch(s -> s.ppid() == 2 || s.id().pid() == 2 && s.exe().isEmpty());
    }

    @Test
    void forgetsWhatIsGone() {
        Process child = children.start("/bin/sleep", "600");
        await().until(() -> seen(child.pid()).isPresent());

        child.destroyForcibly();

        await().until(() -> seen(child.pid()).isEmpty());
    }

    @Test
    void doesNotSeeAZombie() {
        Process parent = children.start("/bin/sh", "-c", "sleep 0 & exec sleep 600");
        await().until(() -> seen(parent.pid())
                .filter(s -> Texts.baseName(s.argv0()).equals("sleep"))
                .isPresent());
        await().until(() -> parent.children().count() == 1
                && Children.stat(parent.children().findFirst().orElseThrow().pid())
                                .state()
                        == 'Z');

        long zombie = parent.children().findFirst().orElseThrow().pid();
        assertThat(seen(zombie)).isEmpty();
        try (WatchedProcess watched = table.watch(Children.id(zombie), NOTHING)) {
            assertThat(watched.life()).isEqualTo(Life.GONE);
            assertThat(watched.kill()).isFalse();
        }
    }

    @Test
    void seesAProcessWhoseLeaderHasExited() {
        Needs.need(JnrOs.isAmd64() && hasThreads(), "perl with threads on x86_64");
        // 60 = exit of this thread alone
        Process child = children.start(
                "perl",
                "-Mthreads",
                "-e",
                "threads->create(sub { sleep 600 }); select undef, undef, undef, 0.2; syscall(60, 0)");
        await().until(() -> Children.stat(child.pid()).isLeaderless());

        Seen seen = seen(child.pid()).orElseThrow();
        assertThat(Texts.baseName(seen.exe())).startsWith("perl");
        assertThat(seen.argv0()).isEqualTo("perl");
        try (WatchedProcess watched = table.watch(seen.id(), NOTHING)) {
            assertThat(watched.life()).isEqualTo(Life.ALIVE);
        }
    }

    private boolean hasThreads() {
        try {
            return children.start("perl", "-Mthreads", "-e", "1").waitFor() == 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void seesAStoppedProcess() throws Exception {
        Process child = children.start("/bin/sleep", "600");
        assertThat(children.start("kill", "-STOP", Long.toString(child.pid())).waitFor())
                .isZero();
        await().until(() -> Children.stat(child.pid()).state() == 'T');

        assertThat(seen(child.pid())).isPresent();
        try (WatchedProcess watched = table.watch(Children.id(child.pid()), NOTHING)) {
            assertThat(watched.life()).isEqualTo(Life.ALIVE);
        }
    }

    @Test
    void namesTheScriptOfAnInterpreter() throws IOException {
        Path daemon = script("mydaemon", "#!/bin/sh -e\nsleep 600\n:\n");

        Process child = children.start(daemon.toString());

        await().until(() -> seen(child.pid())
                .filter(s -> s.script().equals(daemon.toString()))
                .isPresent());
    }

    @Test
    void makesTheScriptAbsolute() throws IOException {
        script("mydaemon", "sleep 600\n:\n");

        Process child = children.start("/bin/sh", "-c", "cd '" + directory + "' && exec sh ./mydaemon");

        await().until(() -> seen(child.pid())
                .filter(s -> s.script().equals(directory.resolve("mydaemon").toString()))
                .isPresent());
    }

    @Test
    void seesAnotherProgramAfterExec() throws IOException {
        String sleep = realSleep();
        Process child = children.start("/bin/sh", "-c", "sleep 1; exec /bin/sleep 600");
        await().until(() -> seen(child.pid()).isPresent());

        await().until(() -> seen(child.pid())
                .filter(s -> s.exe().equals(sleep) && s.argv0().equals("/bin/sleep"))
                .isPresent());
    }

    @Test
    void ignoresThatTheProgramWasReplaced() throws IOException {
        Path program = directory.resolve("mydaemon");
        Files.copy(Path.of(realSleep()), program);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        Process child = children.start(program.toString(), "600");
        await().until(() -> seen(child.pid())
                .filter(s -> s.exe().equals(program.toString()))
                .isPresent());

        Files.delete(program);

        assertThat(seen(child.pid()).orElseThrow().exe()).isEqualTo(program.toString());
    }

    @Test
    void sharesALookThatIsYoungEnough() {
        Look first = table.look(Duration.ZERO);
        Process child = children.start("/bin/sleep", "600");

        assertThat(table.look(Duration.ofMinutes(1))).isSameAs(first);
        assertThat(seen(child.pid())).isPresent();
        assertThat(table.lastLookAgeMillis()).isBetween(0L, 60_000L);
    }

    @Test
    void aLookAtChangesSeesWhoCameAndWhoWent() {
        Process first = children.start("/bin/sleep", "600");
        await().until(() -> changes().byPid(first.pid()).isPresent());

        Process second = children.start("/bin/sleep", "600");
        await().until(() -> changes()
                .byPid(second.pid())
                .filter(s -> s.argv0().equals("/bin/sleep"))
                .isPresent());
        first.destroyForcibly();

        await().until(() -> changes().byPid(first.pid()).isEmpty());
        assertThat(changes().byPid(second.pid())).isEqualTo(seen(second.pid()));
        assertThat(changes().byPid(ProcessHandle.current().pid())).isPresent();
    }

    @Test
    void aLookAtChangesFollowsALauncher() throws IOException {
        String sleep = realSleep();
        Process child = children.start("/bin/sh", "-c", "sleep 1; exec /bin/sleep 600");
        await().until(() -> changes().byPid(child.pid()).isPresent());

        await().until(() -> changes()
                .byPid(child.pid())
                .filter(s -> s.exe().equals(sleep) && s.argv0().equals("/bin/sleep"))
                .isPresent());
    }

    @Test
    void aLookAtAllIsGoodForThoseWhoAskForChanges() {
        Look all = table.look(Depth.ALL, Duration.ZERO);

        assertThat(table.look(Depth.CHANGES, Duration.ofMinutes(1))).isSameAs(all);
    }

    @Test
    void aLookAtChangesIsNotGoodForThoseWhoAskForAll() {
        table.look(Depth.ALL, Duration.ZERO);
        long looks = table.cost().looks();
        await().until(() -> table.lastLookAgeMillis() > 20);

        table.look(Depth.CHANGES, Duration.ZERO);
        table.look(Depth.ALL, Duration.ofMillis(10));

        assertThat(table.cost().looks() - looks)
                .isGreaterThanOrEqualTo(layer.providerName().equals("JNR") ? 2 : 1);
    }

    @Test
    void tellsWhoLivesNow() {
        Process child = children.start("/bin/sleep", "600");
        ProcessId id = Children.id(child.pid());

        assertThat(table.life(id)).isEqualTo(Life.ALIVE);
        assertThat(table.life(new ProcessId(id.pid(), id.startTime() - 1))).isEqualTo(Life.GONE);
        child.destroyForcibly();

        await().until(() -> table.life(id) == Life.GONE);
    }

    @Test
    void tellsDescendants() {
        Process parent = children.start("/bin/sh", "-c", "sh -c 'sleep 600; :' & wait");
        ProcessId id = Children.id(parent.pid());
        await().until(() -> parent.descendants().count() == 2);
        Set<ProcessId> expected =
                parent.descendants().map(child -> Children.id(child.pid())).collect(Collectors.toSet());

        await().until(() -> table.descendants(id).orElseThrow().equals(expected));
        ProcessHandle grandchild = parent.descendants()
                .filter(child -> child.descendants().findAny().isEmpty())
                .findFirst()
                .orElseThrow();
        grandchild.destroyForcibly();

        await().until(() ->
                table.descendants(id).orElseThrow().stream().noneMatch(child -> child.pid() == grandchild.pid()));
    }

    @Test
    void tellsTheDescendantsOfAProcessWithThreads() {
        ProcessId self = Children.id(ProcessHandle.current().pid());
        Process child = children.start("/bin/sleep", "600");
        Process other = CompletableFuture.supplyAsync(() -> children.start("/bin/sleep", "600"))
                .join();

        await().until(() -> table.descendants(self)
                .orElseThrow()
                .containsAll(Set.of(Children.id(child.pid()), Children.id(other.pid()))));
    }

    @Test
    void whoIsGoneHasNoDescendants() {
        Process child = children.start("/bin/sleep", "600");
        ProcessId id = Children.id(child.pid());
        assertThat(table.descendants(id)).contains(Set.of());

        child.destroyForcibly();

        await().until(() -> table.life(id) == Life.GONE);
        assertThat(table.descendants(id)).contains(Set.of());
        assertThat(table.descendants(new ProcessId(ProcessHandle.current().pid(), 1)))
                .contains(Set.of());
    }

    @Test
    void countsWhatLooksCost() {
        assertThat(table.cost()).isEqualTo(ProcessTable.Cost.NONE);

        int seen = seen().size();

        assertThat(table.cost().looks()).isEqualTo(1);
        assertThat(table.cost().failed()).isZero();
        assertThat(table.cost().processes()).isEqualTo(seen);
        assertThat(table.cost().cpuNanos()).isPositive().isEqualTo(table.cost().lastCpuNanos());
    }

    @Test
    void watchesAProcessToItsEnd() {
        Process child = children.start("/bin/sleep", "600");
        AtomicInteger deaths = new AtomicInteger();
        try (WatchedProcess watched = table.watch(Children.id(child.pid()), deaths::incrementAndGet)) {
            assertThat(watched.life()).isEqualTo(Life.ALIVE);

            assertThat(watched.kill()).isTrue();

            await().until(() -> watched.life() == Life.GONE);
            assertThat(watched.kill()).isFalse();
            if (watched.isWatchedByEvent()) {
                await().until(() -> deaths.get() == 1);
            }
        }
    }

    @Test
    void neverTakesAnotherProcessForTheOneThatWasMeant() {
        Process child = children.start("/bin/sleep", "600");
        ProcessId other = new ProcessId(child.pid(), Children.id(child.pid()).startTime() - 1);

        try (WatchedProcess watched = table.watch(other, NOTHING)) {
            assertThat(watched.life()).isEqualTo(Life.GONE);
            assertThat(watched.kill()).isFalse();
        }
        assertThat(child.isAlive()).isTrue();
    }

    @Test
    void tellsTheRealPath() throws IOException {
        Path link = directory.resolve("link");
        Files.createSymbolicLink(link, Path.of("/bin/sleep"));

        assertThat(table.realPath(link.toString())).isEqualTo(realSleep());
        assertThat(table.realPath("/no/such")).isEqualTo("/no/such");
        assertThat(table.realPath("bad\0name")).isEqualTo("bad\0name");
    }
}
