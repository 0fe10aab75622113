package org.okiagari.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * in Payara Micro: the server's JVM is killed with -9, the next one goes on. Never two scripts of a PENT, each
 * attempt counted once, no death is missed: {@code okiagari-check} proves it.
 *
 * <p>System property {@code okiagari.kills}: how often at random moments, 20 unless told otherwise.
 */
class KilledMicroIT {
    private static final int KILLS = Integer.getInteger("okiagari.kills", 20);
    private static final String PCHECK = "pfile_killed";
    /** A kill comes within the longest sleep of a script and a little more. */
    private static final int LONGEST_MILLIS = 1_000;
    /** A server takes so long to start that a script must wait for it to be awaited by it. */
    private static final String WAITS = "while [ ! -e ${0%/*}/gate ]; do sleep 0.1; done";

    private final List<Daemon> daemons = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private TestHome home;

    @SuppressWarnings("NullAway.Init")
    private RunningServer server;

    @AfterEach
    void end() {
        home.end(server);
    }

    private void makeHome(String name, String... work) {
        home = TestHome.create(name);
        Stream.of(work).forEach(this::addDaemon);
        home.pfile(
                PCHECK,
                0x1f00d601,
                List.of("MONITOR_INTERVAL 1", "SETTLE 0"),
                daemons.stream()
                        .map(daemon -> daemon.pent(0, 100_000, "continue"))
                        .toArray(String[]::new));
    }

    private void addDaemon(String work) {
        Daemon made = home.daemon("killed-" + daemons.size());
        home.restartScript(made.restart().getFileName().toString(), work, Daemon.startLine(made.program()));
        daemons.add(made);
    }

    /** Lets scripts go on, or lets them wait. */
    private void gate(boolean isOpen) {
        Path gate = home.bin().resolve("gate");
        if (isOpen) {
            home.write(gate, "");
        } else {
            assertThat(gate.toFile().delete()).isTrue();
        }
    }

    private void start() {
        // A killed server leaves what it unpacked.
        TestHome.delete(home.tmp());
        assertThat(home.tmp().toFile().mkdir()).isTrue();
        server = RunningServer.start(RunningServer.Kind.PAYARA_MICRO, home);
    }

    private void startAndAwaitUp() {
        start();
        awaitUp();
    }

    /** More than one check: whoever started a second script would have started it by now. */
    private void awaitTicks() {
        Wait.until(() -> assertThat(
                        LocalSocket.read(home, Beans.AGENT, "TickLengthCount").getAsLong())
                .isGreaterThan(2));
    }

    private void awaitUp() {
        Wait.until(() -> assertThat(PentNow.all(home, PCHECK)).allMatch(PentNow::isUp));
    }

    private void killDaemons() {
        daemons.forEach(daemon -> Daemons.pidsOf(daemon.program()).forEach(daemon::kill));
    }

    private int attempts() {
        return PentNow.all(home, PCHECK).stream()
                .mapToInt(PentNow::restartCount)
                .sum();
    }

    private int scripts() {
        return (int) home.check().scriptStarts();
    }

    @Test
    @DisplayName("R-02, R-04: killed at random moments, watched processes die before and meanwhile")
    void r02IsKilledAtRandomMoments() {
        long seed = Long.getLong("okiagari.seed", System.nanoTime());
        Random random = new Random(seed);
        makeHome("killed", "sleep 0.1", "sleep 0.4", "sleep 0.8", WAITS);
        gate(true);
        startAndAwaitUp();
        int lost = 0;
        long amid = 0;
        for (int i = 0; i < KILLS; i++) {
            gate(false);
            killDaemons();
            pause(random.nextInt(LONGEST_MILLIS));
            server.kill();
            amid += home.check().scriptStarts() - home.check().scriptEnds();
            if (i % 2 == 1) {
                killDaemons();
            }
            start();
            awaitTicks();
            gate(true);
            awaitUp();
            int more = attempts() - scripts();
            assertThat(more)
                    .as("attempts whose script never ran, kill %d, seed %d", i, seed)
                    .isBetween(lost, lost + daemons.size());
            lost = more;
        }
        assertThat(scripts()).isGreaterThanOrEqualTo(daemons.size() * (KILLS + 1));
        assertThat(amid).as("scripts that ran when their server was killed").isPositive();
        System.out.printf(
                "KilledMicroIT: %d kills, %d scripts, %d of them outlived their server, %d attempts killed before"
                        + " their script ran%n",
                KILLS, scripts(), amid, lost);
    }

    /** The moment is what is tested: nothing is waited for. */
    private static void pause(int millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @Test
    @DisplayName("R-02: killed between the record of an attempt and the start of its script")
    void r02IsKilledBetweenTheAttemptsRecordAndTheScript() throws IOException {
        makeHome("killed-between", "true");
        // To open a FIFO that nobody reads takes for ever: the script's output is opened right before it is started.
        Path output = home.path().resolve("log/" + PCHECK + ".script.log");
        Files.createDirectories(output.getParent());
        Run.ok("mkfifo", output.toString());
        start();
        Wait.until(() -> assertThat(runs()).contains("starting").doesNotContain("started"));
        assertThat(attempts()).isEqualTo(1);
        server.kill();
        Files.delete(output);

        startAndAwaitUp();

        assertThat(scripts()).isEqualTo(1);
        assertThat(attempts()).as("the first attempt is counted once").isEqualTo(2);
    }

    @Test
    @DisplayName("R-42: the server ends in order while a script runs, which ends in peace")
    void r42AnOrderlyEndWhileAScriptRuns() {
        makeHome("ended-amid", "sleep 5");
        startAndAwaitUp();
        killDaemons();
        Wait.until(() -> assertThat(scripts()).isEqualTo(2));

        long begin = System.nanoTime();
        server.close();
        assertThat(System.nanoTime() - begin).as("it was not killed").isLessThan(TimeUnit.SECONDS.toNanos(90));
        startAndAwaitUp();

        assertThat(home.check().scriptEnds()).isEqualTo(2);
        assertThat(scripts()).isEqualTo(2);
        assertThat(attempts()).isEqualTo(2);
        assertThat(home.read("log/okiagari.log")).contains("Shutdown pcheck");
    }

    /** Returns what is written down of scripts that run. */
    private String runs() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(home.locks())) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".runs")).toList()) {
                all.append(home.read(file.toString()));
            }
        }
        return all.toString();
    }
}
