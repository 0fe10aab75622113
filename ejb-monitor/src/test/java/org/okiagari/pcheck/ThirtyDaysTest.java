package org.okiagari.pcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.okiagari.saver.Event;
import org.okiagari.saver.ProcSts;
import org.okiagari.saver.ScriptOutcome;

/**
 * G-04: thirty days of 200 PENTs on a simulated clock. A model of the contract's rules, which knows nothing of the machine,
 * is shown each event when it is told, and says whether it may be told now.
 *
 * <p>System property {@code okiagari.days}: how many, 3 unless told otherwise.
 */
class ThirtyDaysTest {
    private static final int PENTS = 200;
    private static final int DAYS = Integer.getInteger("okiagari.days", 3);
    private static final long SECOND = 1_000_000_000L;
    private static final long DAY = 86_400 * SECOND;
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Path PFILE = Path.of("/conf/bin/pfile_month");
    private static final long[] GRACES = {0, 600, 3_600, 86_400};

    private final FakeWorld world = new FakeWorld();
    private final Random random = new Random(30);
    private final List<Model> models = new ArrayList<>();
    private final PriorityQueue<Plan> plans = new PriorityQueue<>(Comparator.comparingLong(Plan::atNanos));
    /** The pcheck would take an exception for a fault of its own, and go on. */
    private final List<String> wrong = new ArrayList<>();

    private long pids = 1_000;
    private long deaths;

    /** Something of the world that will happen. */
    private record Plan(long atNanos, Runnable work) {}

    /** One PENT by the rules of CONTRACT section 4. */
    private static final class Model {
        final String program;
        final long grace;
        final int retry;
        final double meanLifeSeconds;
        long alive;
        long diedNanos;
        long watched;
        long windowNanos = -1;
        int attempts;
        boolean isDown;
        boolean isOver;
        boolean mayTry;
        boolean scriptRuns;

        Model(String program, long graceSeconds, int retry, double meanLifeSeconds) {
            this.program = program;
            this.grace = graceSeconds * SECOND;
            this.retry = retry;
            this.meanLifeSeconds = meanLifeSeconds;
        }

        void told(Event event, long now) {
            switch (event.type()) {
                case PENT_UP -> {
                    assertThat(event.pid())
                            .as("Up of who lives")
                            .isEqualTo(alive)
                            .isPositive();
                    assertThat(scriptRuns).as("Up while the script runs").isFalse();
                    watched = alive;
                    isDown = false;
                    mayTry = false;
                }
                case PENT_DOWN -> {
                    assertThat(alive).as("Down of who lives").isZero();
                    assertThat(event.pid()).isEqualTo(watched);
                    // A second one says that the script did not help.
                    assertThat(isDown || now - diedNanos < 2 * INTERVAL.toNanos() + SECOND)
                            .as("in time")
                            .isTrue();
                    isDown = true;
                    mayTry = true;
                }
                case PENT_SETPIDFAIL, PENT_SCRIPTFAILED -> mayTry = true;
                case PENT_RESTART -> tried(event, now);
                case PENT_RETRYOVER -> {
                    closeWindow(now);
                    assertThat(mayTry).as("a reason to give up").isTrue();
                    assertThat(attempts).as("attempts at retry over").isEqualTo(retry);
                    isOver = true;
                }
                default -> throw new AssertionError(event);
            }
        }

        private void tried(Event event, long now) {
            closeWindow(now);
            assertThat(isOver).as("a restart after retry over").isFalse();
            assertThat(scriptRuns).as("two scripts").isFalse();
            assertThat(mayTry).as("a reason to restart").isTrue();
            assertThat(attempts).as("attempts left").isLessThan(retry);
            windowNanos = windowNanos < 0 ? now : windowNanos;
            attempts++;
            assertThat(event.detail()).containsEntry("attempt", attempts);
            mayTry = false;
            scriptRuns = true;
        }

        private void closeWindow(long now) {
            if (grace > 0 && windowNanos >= 0 && now - windowNanos > grace) {
                windowNanos = -1;
                attempts = 0;
            }
        }

        void reloaded() {
            windowNanos = -1;
            attempts = 0;
            isOver = false;
        }
    }

    private void makePfile() {
        StringBuilder text = new StringBuilder(
                "##### PARAM #####\nIPCKEY 1\nMONITOR_INTERVAL " + INTERVAL.toSeconds() + "\n##### PENT #####\n");
        for (int i = 0; i < PENTS; i++) {
            long grace = GRACES[random.nextInt(GRACES.length)];
            int retry = grace == 0 ? 100 : random.nextInt(7);
            Model model = new Model("/usr/sbin/month-" + i, grace, retry, 600 * Math.pow(2, random.nextInt(8)));
            models.add(model);
            text.append(model.program + ":/restart.sh:" + grace + ":" + retry + ":continue\n");
            lives(model);
        }
        world.files.put(PFILE, text.toString());
    }

    private void lives(Model model) {
        long pid = pids++;
        model.alive = pid;
        world.run(pid, model.program);
        double seconds = -Math.log(1 - random.nextDouble()) * model.meanLifeSeconds;
        plan((long) (seconds * SECOND), () -> dies(model, pid));
    }

    private void dies(Model model, long pid) {
        if (model.alive == pid) {
            model.alive = 0;
            model.diedNanos = world.now().nanos();
            deaths++;
            world.kill(pid);
        }
    }

    private void plan(long delayNanos, Runnable work) {
        plans.add(new Plan(world.now().nanos() + delayNanos, work));
    }

    private void tell(Event event) {
        if (event.pentId() > 0) {
            Model model = models.get(event.pentId() - 1);
            try {
                model.told(event, world.now().nanos());
            } catch (AssertionError e) {
                wrong.add("day " + world.now().nanos() / DAY + ", " + event + ": " + e.getMessage());
            }
        }
    }

    /** A script takes its time; one of ten does not help, and another one of ten fails. */
    private void planScripts() {
        while (!world.scripts.isEmpty()) {
            FakeWorld.StartedScript script = world.scripts.remove();
            Model model =
                    models.get(Integer.parseInt(script.command().variables().get("OKIAGARI_PENT_ID")) - 1);
            int luck = random.nextInt(10);
            plan((1 + random.nextInt(20)) * SECOND, () -> {
                model.scriptRuns = false;
                if (luck > 1) {
                    lives(model);
                }
                script.onEnd().accept(new ScriptOutcome.Exited(luck == 0 ? 1 : 0));
                world.settle();
            });
        }
    }

    @Test
    @DisplayName("G-04: thirty days of 200 PENTs go as a model of the contract says")
    void g04ThirtyDaysGoAsTheModelSays() {
        world.tellsDeaths = true;
        makePfile();
        world.witness = this::tell;
        Pcheck pcheck = new Pchecks(world.environment("")).start(PFILE, Requester.SERVER, false);
        long first = world.now().nanos();
        for (long tick = 1; tick <= DAYS * DAY / INTERVAL.toNanos(); tick++) {
            long next = first + tick * INTERVAL.toNanos();
            goTo(next);
            pcheck.tick();
            if (tick % (DAY / INTERVAL.toNanos()) == 0) {
                shownAsTheModelKnows(pcheck);
                models.forEach(Model::reloaded);
                pcheck.reload(Requester.SERVER);
            }
            planScripts();
            assertThat(wrong).isEmpty();
            world.events.clear();
            world.log.clear();
            world.looks.clear();
        }
        System.out.println("ThirtyDaysTest: " + DAYS + " days, " + deaths + " deaths");
        assertThat(deaths).isGreaterThan(1_500L * DAYS);
    }

    private void goTo(long nanos) {
        planScripts();
        while (!plans.isEmpty() && plans.peek().atNanos() <= nanos) {
            Plan plan = plans.remove();
            pass(plan.atNanos());
            plan.work().run();
            planScripts();
        }
        pass(nanos);
    }

    /** What was planned by the saver happens on the way, and may start scripts. */
    private void pass(long nanos) {
        world.pass(Duration.ofNanos(Math.max(0, nanos - world.now().nanos())));
        planScripts();
    }

    private void shownAsTheModelKnows(Pcheck pcheck) {
        List<PentSnapshot> shown = pcheck.snapshot().pents();
        for (int i = 0; i < PENTS; i++) {
            Model model = models.get(i);
            assertThat(shown.get(i).state().procSts() == ProcSts.RETRY_OVER)
                    .as(model.program)
                    .isEqualTo(model.isOver);
            assertThat(shown.get(i).state().restartCount()).as(model.program).isEqualTo(model.attempts);
        }
    }
}
