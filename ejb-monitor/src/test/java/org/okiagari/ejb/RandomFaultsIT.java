package org.okiagari.ejb;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.okiagari.check.Checks;
import org.okiagari.check.Needs;
import org.okiagari.check.Suspends;
import org.okiagari.check.TestClock;

/**
 * G-03: deaths, reloads, stops, pauses and deaths of the saver, steps of the clock, in an order that a seed gives. Afterwards
 * all is well, and the oracle judges what was told.
 *
 * <p>System properties: {@code okiagari.schedule}, for how many seconds, 10 unless told otherwise; {@code okiagari.seed}.
 */
class RandomFaultsIT {
    private static final int SECONDS = Integer.getInteger("okiagari.schedule", 10);
    private static final int DAEMONS = 4;
    private static final List<Duration> STEPS =
            List.of(Duration.ofHours(-1), Duration.ofHours(1), Duration.ofDays(-1), Duration.ofDays(3653));

    @TempDir
    Path directory;

    private final long seed = Long.getLong("okiagari.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final List<Path> daemons = new ArrayList<>();
    private final List<String> done = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private KilledSavers savers;

    @SuppressWarnings("NullAway.Init")
    private SaverJvm saver;

    @BeforeEach
    void makeHome() throws IOException {
        savers = new KilledSavers(directory);
        List<String> pents = new ArrayList<>();
        for (int i = 0; i < DAEMONS; i++) {
            Path daemon = savers.daemon("random-" + i);
            // Some take longer than it takes to kill the saver, and one fails at every third start.
            String work = i == 3 ? "[ $(( $$ % 3 )) -gt 0 ] || { end; exit 7; }" : "sleep 0." + 3 * i;
            pents.add(KilledSavers.pent(daemon, savers.script("restart_" + i, work, daemon)));
            daemons.add(daemon);
        }
        savers.pfile("", pents.toArray(String[]::new));
    }

    @AfterEach
    void end() throws Exception {
        savers.close();
    }

    @Test
    @DisplayName("G-03: a random schedule of deaths, reloads, stops, pauses and deaths of the saver")
    void g03ARandomSchedule() throws Exception {
        schedule(6, () -> {});
    }

    @Test
    @DisplayName("G-03: the same with steps of the wall clock")
    @Suspends(value = "I-3", why = "the times of events are those of the stepped clock")
    @Suspends(value = "I-4", why = "the age of a window is told by the stepped clock")
    void g03ARandomScheduleWithStepsOfTheClock() throws Exception {
        Needs.program("/usr/bin/gcc", "gcc, libc6-dev");
        TestClock clock = TestClock.create(directory);
        schedule(
                7,
                () -> clock.add(STEPS.get(random.nextInt(STEPS.size()))),
                clock.under().toArray(String[]::new));
    }

    private void schedule(int kinds, Runnable step, String... prefix) throws Exception {
        saver = savers.startedAndUp(prefix);
        long begin = System.nanoTime();
        try {
            while (System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(SECONDS)) {
                pause(random.nextInt(400));
                fault(random.nextInt(kinds + 3), step, prefix);
            }
            saver.ask("resume " + KilledSavers.PFILE);
            KilledSavers.await().until(saver::areAllUp);
        } catch (Exception | Error e) {
            throw new AssertionError("seed " + seed + ": " + done, e);
        }
        System.out.println(
                "RandomFaultsIT: seed " + seed + ", " + done.size() + " faults, " + savers.starts() + " scripts");
    }

    /** Deaths are four of ten. */
    private void fault(int kind, Runnable step, String... prefix) throws Exception {
        switch (kind) {
            case 0 -> {
                done.add("saver killed");
                saver.kill();
                pause(random.nextInt(300));
                saver = savers.start(prefix);
            }
            case 1 -> say("reload");
            case 2 -> say("stop");
            case 3 -> say("resume");
            case 4 -> standStill(random.nextInt(1500));
            case 5 -> {
                done.add("all die");
                savers.killDaemons();
            }
            case 6 -> {
                done.add("step");
                step.run();
            }
            default -> {
                Path daemon = daemons.get(random.nextInt(DAEMONS));
                done.add(daemon.getFileName() + " dies");
                savers.killAll(daemon);
            }
        }
    }

    private void say(String word) {
        done.add(word);
        saver.ask(word + " " + KilledSavers.PFILE);
    }

    private void standStill(int millis) throws Exception {
        done.add("stands still " + millis);
        Checks.standsStill();
        signal("STOP");
        pause(millis);
        signal("CONT");
        Checks.goesOn();
    }

    private void signal(String signal) throws Exception {
        new ProcessBuilder("kill", "-" + signal, Long.toString(saver.pid()))
                .start()
                .waitFor();
    }

    /** The moment is what is tested: nothing is waited for. */
    private static void pause(int millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
