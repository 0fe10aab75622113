package org.okiagari.ejb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
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

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private KilledSavers savers;

    @SuppressWarnings("NullAway.Init")
    private Path daemon;

    @SuppressWarnings("NullAway.Init")
    private Path pfile;

    @BeforeEach
    void makeHome() throws IOException {
        savers = new KilledSavers(directory);
        daemon = savers.daemon("victimd");
        script("sleep 0.3");
        pfile("");
    }

    @AfterEach
    void killAll() throws Exception {
        savers.close();
    }

    private Path script(String work) throws IOException {
        return savers.script("restart victim.sh", work, daemon);
    }

    private void pfile(String param) throws IOException {
        pfile = savers.pfile(param, KilledSavers.pent(daemon, directory.resolve("restart victim.sh")));
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

    private static ConditionFactory await() {
        return KilledSavers.await();
    }

    private long starts() throws IOException {
        return savers.starts();
    }

    @Test
    void isKilledAtRandomMoments() throws Exception {
        long seed = Long.getLong("okiagari.seed", System.nanoTime());
        Random random = new Random(seed);
        SaverJvm present = savers.startedAndUp();
        long scripts = starts();
        assertThat(present.restartCount()).isEqualTo(1);
        int lost = 0;
        for (int i = 0; i < KILLS; i++) {
            savers.killDaemons();
            pause(random.nextInt(500));
            present.kill();
            present = savers.startedAndUp();
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
        Path output = savers.home().resolve("log/" + KilledSavers.PFILE + ".script.log");
        Files.createDirectories(output.getParent());
        assertThat(new ProcessBuilder("mkfifo", output.toString()).start().waitFor())
                .isZero();
        SaverJvm first = savers.start();
        await().until(() -> savers.runs().contains("starting") && first.restartCount() == 1);
        first.kill();
        Files.delete(output);

        SaverJvm next = savers.startedAndUp();

        assertThat(starts()).isEqualTo(1);
        assertThat(next.restartCount()).as("the first attempt is counted once").isEqualTo(2);
    }

    @Test
    void isKilledBetweenTheStartAndItsRecord() throws Exception {
        waitingScript();
        SaverJvm first = savers.start();
        await().until(() -> savers.runs().contains("started") && starts() == 1);
        first.kill();
        try (RandomAccessFile file =
                new RandomAccessFile(savers.runFiles().get(0).toFile(), "rw")) {
            file.setLength(savers.runs().indexOf("started") - 8);
        }

        SaverJvm next = savers.start();

        awaitsTheOldScript(next);
        assertThat(openFiles(savers.lines().get(0)[2])).containsExactlyInAnyOrder("0", "1", "2", "10");
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
        SaverJvm present = savers.startedAndUp();
        for (int i = 0; i < 5; i++) {
            if (i % 2 == 0) {
                savers.killDaemons();
                present.kill();
            } else {
                present.kill();
                savers.killDaemons();
            }
            present = savers.startedAndUp();
        }
        assertThat(present.restartCount() - starts()).isBetween(0L, 3L);
        assertThat(starts()).isGreaterThanOrEqualTo(6);
    }

    @Test
    void anotherHomeAwaitsTheScriptOfAKilledServer() throws Exception {
        waitingScript();
        SaverJvm first = savers.start();
        await().until(() -> starts() == 1);
        first.kill();
        savers.moveTo("other");

        SaverJvm next = savers.start();
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
        SaverJvm present = savers.start();
        await().until(() -> starts() == 1);
        present.ask("shutdown " + KilledSavers.PFILE);
        await().until(() -> present.ask("count").equals("0"));

        present.ask("start " + pfile);
        awaitsTheOldScript(present);
        present.kill();
        SaverJvm next = savers.start();
        awaitsTheOldScript(next);
        openGate();
        await().until(next::isUp);

        assertThat(starts()).isEqualTo(1);
        assertThat(next.restartCount()).isZero();
    }

    @Test
    void aScriptFromBeforeAReloadIsAwaitedByTheNextServer() throws Exception {
        waitingScript();
        SaverJvm present = savers.start();
        await().until(() -> starts() == 1);
        present.ask("reload " + KilledSavers.PFILE);
        await().until(() -> present.row()[0].equals("RESTART") && present.restartCount() == 0);
        present.kill();

        SaverJvm next = savers.start();
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
        SaverJvm first = savers.start();
        await().until(() -> starts() == 1);
        String run = savers.lines().get(0)[3];
        long pid = Long.parseLong(savers.lines().get(0)[2]);
        first.kill();

        SaverJvm next = savers.start();
        await().until(() -> ProcessHandle.of(pid).isEmpty());
        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isBetween(Duration.ofSeconds(6), Duration.ofSeconds(60));

        await().until(next::isUp);
        assertThat(next.restartCount()).isEqualTo(2);
        assertThat(starts()).isEqualTo(2);
        assertThat(Files.readString(savers.home().resolve("log/okiagari.log"))).contains("Restart script timeout");
        Checks.of(savers.home()).killedScript(run);
    }
}
