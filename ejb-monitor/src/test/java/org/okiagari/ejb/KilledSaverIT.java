package org.okiagari.ejb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.okiagari.check.Checks;

/**
 * of the list of faults: the saver is killed with -9 at any moment, and the next one goes on. Never two scripts
 * of a PENT, each attempt counted once, Up after the script's end, counters kept: {@code okiagari-check} proves it.
 *
 * <p>System property {@code okiagari.kills}: how often at random moments, 20 unless told otherwise.
 */
class KilledSaverIT {
    private static final int KILLS = Integer.getInteger("okiagari.kills", 20);
    private static final String PFILE = "pfile_victim";

    @TempDir
    Path directory;

    private Path home;
    private Path locks;
    private Path daemon;
    private Path script;
    private Path pfile;
    private Path journal;
    private @Nullable SaverJvm saver;

    @BeforeEach
    void makeHome() throws IOException {
        home = directory.resolve("home");
        locks = directory.resolve("locks");
        journal = directory.resolve("scripts");
        newHome(home);
        Checks.of(home).scripts(journal);
        daemon = directory.resolve("victimd");
        Files.copy(Path.of("/bin/sleep"), daemon, StandardCopyOption.COPY_ATTRIBUTES);
        script = directory.resolve("restart victim.sh");
        script("sleep 0.3");
        pfile = home.resolve("conf/bin").resolve(PFILE);
        pfile("");
    }

    /** A script that goes on when the test says so. */
    private void waitingScript() throws IOException {
        script("while [ ! -e '" + gate() + "' ]; do sleep 0.05; done");
    }

    private Path gate() {
        return directory.resolve("gate");
    }

    private void openGate() throws IOException {
        Files.createFile(gate());
    }

    private static void newHome(Path home) throws IOException {
        Files.createDirectories(home.resolve("conf/bin"));
        Files.writeString(home.resolve("conf/psagent.conf"), "SYSLOG = off\n");
    }

    /** The script writes down that it runs, does something that takes its time, and starts the daemon. */
    private void script(String work) throws IOException {
        Files.writeString(
                script,
                "#!/bin/sh\necho \"start $OKIAGARI_PNAME $$ $OKIAGARI_RUN\" >>" + journal + "\n" + work + "\n"
                        + "setsid " + daemon + " 1000 </dev/null >/dev/null 2>&1 &\n"
                        + "echo \"end $OKIAGARI_PNAME $$ $OKIAGARI_RUN\" >>" + journal + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-x---"));
    }

    private void pfile(String param) throws IOException {
        Files.writeString(
                pfile,
                "##### PARAM #####\nIPCKEY 0x1f00a601\nMONITOR_INTERVAL 1\nSETTLE 0\n" + param + "##### PENT #####\n"
                        + daemon + ":" + script + ":0:1000:continue\n");
    }

    @AfterEach
    void killAll() throws Exception {
        if (saver != null) {
            saver.kill();
        }
        for (String[] line : lines()) {
            ProcessHandle.of(Long.parseLong(line[2])).ifPresent(ProcessHandle::destroyForcibly);
        }
        killDaemons();
    }

    private List<String[]> lines() throws IOException {
        return Files.exists(journal)
                ? Files.readAllLines(journal).stream()
                        .map(line -> line.split(" "))
                        .toList()
                : List.of();
    }

    private long starts() throws IOException {
        return lines().stream().filter(line -> line[0].equals("start")).count();
    }

    private void killDaemons() {
        ProcessHandle.allProcesses()
                .filter(process -> process.info().command().equals(Optional.of(daemon.toString())))
                .forEach(process -> {
                    Checks.dies(process.pid());
                    process.destroyForcibly();
                });
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20));
    }

    private SaverJvm started() throws IOException {
        SaverJvm next = SaverJvm.start(home, locks);
        saver = next;
        return next;
    }

    private SaverJvm startedAndUp() throws IOException {
        SaverJvm next = started();
        await().until(next::isUp);
        return next;
    }

    @Test
    void isKilledAtRandomMoments() throws Exception {
        long seed = Long.getLong("okiagari.seed", System.nanoTime());
        Random random = new Random(seed);
        SaverJvm present = startedAndUp();
        long scripts = starts();
        assertThat(present.restartCount()).isEqualTo(1);
        int lost = 0;
        for (int i = 0; i < KILLS; i++) {
            killDaemons();
            pause(random.nextInt(500));
            present.kill();
            present = startedAndUp();
            int more = (int) (present.restartCount() - starts());
            assertThat(more).as("attempts whose script never ran, seed " + seed).isBetween(lost, lost + 1);
            lost = more;
        }
        assertThat(starts()).isGreaterThanOrEqualTo(scripts + KILLS);
        System.out.println("KilledSaverIT: " + KILLS + " kills, " + starts() + " scripts, " + lost
                + " attempts killed before their script ran");
    }

    /** The moment is what is tested: nothing is waited for. */
    private static void pause(int millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @Test
    void isKilledBetweenTheAttemptsRecordAndTheScript() throws Exception {
        script("true");
        // To open a FIFO that nobody reads takes for ever: the script's output is opened right before it is started.
        Path output = home.resolve("log/" + PFILE + ".script.log");
        Files.createDirectories(output.getParent());
        assertThat(new ProcessBuilder("mkfifo", output.toString()).start().waitFor())
                .isZero();
        SaverJvm first = started();
        await().until(() -> runs().contains("starting"));
        assertThat(first.restartCount()).isEqualTo(1);
        first.kill();
        Files.delete(output);

        SaverJvm next = startedAndUp();

        assertThat(starts()).isEqualTo(1);
        assertThat(next.restartCount()).as("the first attempt is counted once").isEqualTo(2);
    }

    private String runs() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.exists(locks) ? Files.list(locks) : Stream.empty()) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".runs")).toList()) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    @Test
    void isKilledBetweenTheStartAndItsRecord() throws Exception {
        waitingScript();
        SaverJvm first = started();
        await().until(() -> runs().contains("started") && starts() == 1);
        first.kill();
        try (Stream<Path> files = Files.list(locks);
                RandomAccessFile file = new RandomAccessFile(
                        files.filter(path -> path.toString().endsWith(".runs"))
                                .findFirst()
                                .orElseThrow()
                                .toFile(),
                        "rw")) {
            file.setLength(runs().indexOf("started") - 8);
        }

        SaverJvm next = started();

        awaitsTheOldScript(next);
        assertThat(openFiles(lines().get(0)[2])).containsExactlyInAnyOrder("0", "1", "2", "10");
        openGate();
        await().until(next::isUp);
        assertThat(starts()).isEqualTo(1);
        assertThat(next.restartCount()).isEqualTo(1);
    }

    /** Over more than one check: a second script would be there. */
    private void awaitsTheOldScript(SaverJvm present) throws IOException {
        await().during(Duration.ofMillis(1500)).until(() -> present.row()[0].equals("RESTART"));
        assertThat(starts()).isEqualTo(1);
    }

    /** 10 is the shell's own: the script that it reads. */
    private static List<String> openFiles(String pid) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc", pid, "fd"))) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }

    @Test
    void isKilledWhileTheWatchedProcessDies() throws Exception {
        script("true");
        SaverJvm present = startedAndUp();
        for (int i = 0; i < 5; i++) {
            if (i % 2 == 0) {
                killDaemons();
                present.kill();
            } else {
                present.kill();
                killDaemons();
            }
            present = startedAndUp();
        }
        assertThat(present.restartCount() - starts()).isBetween(0L, 3L);
        assertThat(starts()).isGreaterThanOrEqualTo(6);
    }

    @Test
    void anotherHomeAwaitsTheScriptOfAKilledServer() throws Exception {
        waitingScript();
        SaverJvm first = started();
        await().until(() -> starts() == 1);
        first.kill();
        Path other = directory.resolve("other");
        newHome(other);
        home = other;

        SaverJvm next = started();
        next.ask("start " + pfile);

        awaitsTheOldScript(next);
        openGate();
        await().until(next::isUp);
        assertThat(starts()).isEqualTo(1);
        assertThat(next.restartCount()).isZero();
    }

    @Test
    void aPcheckThatIsEndedAndStartedAgainAwaitsItsScript() throws Exception {
        waitingScript();
        SaverJvm present = started();
        await().until(() -> starts() == 1);
        present.ask("shutdown " + PFILE);
        await().until(() -> present.ask("count").equals("0"));

        present.ask("start " + pfile);
        awaitsTheOldScript(present);
        present.kill();
        SaverJvm next = started();
        awaitsTheOldScript(next);
        openGate();
        await().until(next::isUp);

        assertThat(starts()).isEqualTo(1);
        assertThat(next.restartCount()).isZero();
    }

    @Test
    void aScriptFromBeforeAReloadIsAwaitedByTheNextServer() throws Exception {
        waitingScript();
        SaverJvm present = started();
        await().until(() -> starts() == 1);
        present.ask("reload " + PFILE);
        await().until(() -> present.row()[0].equals("RESTART") && present.restartCount() == 0);
        present.kill();

        SaverJvm next = started();
        awaitsTheOldScript(next);
        openGate();
        await().until(next::isUp);

        assertThat(starts()).isEqualTo(1);
        assertThat(next.restartCount()).isZero();
    }

    @Test
    void aScriptThatOutlivedItsServerHasItsTimeoutFromItsStart() throws Exception {
        pfile("SCRIPT_TIMEOUT 6\n");
        script("[ -e " + directory.resolve("once") + " ] || { touch " + directory.resolve("once") + "; sleep 1000; }");
        long before = System.nanoTime();
        SaverJvm first = started();
        await().until(() -> starts() == 1);
        String run = lines().get(0)[3];
        long pid = Long.parseLong(lines().get(0)[2]);
        first.kill();

        SaverJvm next = started();
        await().until(() -> ProcessHandle.of(pid).isEmpty());
        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isBetween(Duration.ofSeconds(6), Duration.ofSeconds(20));

        await().until(next::isUp);
        assertThat(next.restartCount()).isEqualTo(2);
        assertThat(starts()).isEqualTo(2);
        assertThat(Files.readString(home.resolve("log/okiagari.log"))).contains("Restart script timeout");
        Checks.of(home).killedScript(run);
    }
}
