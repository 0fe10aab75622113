package org.okiagari.saver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.okiagari.pfile.RetryOverAction;

/** Random lives of one PENT: looks, events, ticks, answers and commands in any order. */
class PentMachineSimulationTest {
    private static final List<ExitStatus> EXITS = List.of(
            Rig.KILLED, Rig.TERMINATED, new ExitStatus.Exited(0), new ExitStatus.Exited(3), new ExitStatus.Unknown());
    private static final List<ScriptOutcome> OUTCOMES = List.of(
            new ScriptOutcome.Exited(0),
            new ScriptOutcome.Exited(0),
            new ScriptOutcome.Exited(0),
            new ScriptOutcome.Exited(1),
            new ScriptOutcome.Signalled(15),
            new ScriptOutcome.TimedOut(300),
            new ScriptOutcome.CannotExecute("no such file"),
            new ScriptOutcome.Shortage("EAGAIN"));
    private static final long[] TIMES = {0, 1, 9, 10, 50, 100, 200, 500, 999, 1_000, 3_000, 10_000, 20_001, 60_000};

    /** One operation on a world. */
    private record Operation(String text, Consumer<Rig> work) {
        @Override
        public String toString() {
            return text;
        }
    }

    private static <T> T any(Random random, List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    private static Consumer<Operation> world(long seed) {
        // Neighbouring seeds draw nearly the same first numbers: spread them.
        Random random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
        RetryOverAction action = any(random, List.of(RetryOverAction.values()));
        String command = random.nextInt(5) == 0 ? "-" : "restart";
        long grace = random.nextInt(4) == 0 ? 0 : random.nextInt(60);
        PentRule rule = new PentRule(
                Rig.pent(command, grace, random.nextInt(4), action),
                Duration.ofSeconds(1 + random.nextInt(10)),
                1 + random.nextInt(3),
                random.nextInt(3) == 0 ? Optional.of(Duration.ofMillis(random.nextInt(3_000))) : Optional.empty());
        Rig rig = new Rig(rule);
        rig.judge = new Invariants();
        rig.ticks = random.nextBoolean();
        return operation -> operation.work().accept(rig);
    }

    private static Operation truth(Random random) {
        return switch (random.nextInt(16)) {
            case 0, 1, 2, 3 -> pass(any(random, longs()));
            case 4, 5 -> {
                ExitStatus how = any(random, EXITS);
                yield new Operation("dies " + how.text(), rig -> rig.dies(how));
            }
            case 6 -> {
                ExitStatus how = any(random, EXITS);
                yield new Operation("vanishes " + how.text(), rig -> {
                    rig.exit = Optional.of(how);
                    rig.process = Optional.empty();
                });
            }
            case 7, 8 -> {
                long pid = 2 + random.nextInt(1_000);
                yield new Operation("appears " + pid, rig -> rig.appears(pid));
            }
            case 9, 10 -> {
                ScriptOutcome outcome = any(random, OUTCOMES);
                yield new Operation("script " + outcome, rig -> {
                    if (rig.running != 0) {
                        rig.scriptEnds(outcome);
                    }
                });
            }
            case 11 -> new Operation("look", Rig::look);
            case 12 -> random.nextBoolean() ? new Operation("stop", Rig::stop) : new Operation("start", Rig::start);
            case 13 -> random.nextBoolean() ? new Operation("reload", Rig::reload) : new Operation("start", Rig::start);
            case 14 -> {
                boolean yes = random.nextBoolean();
                yield random.nextBoolean()
                        ? new Operation("blind " + yes, rig -> rig.blind = yes)
                        : new Operation("pidfd " + yes, rig -> rig.pidfd = yes);
            }
            default -> {
                boolean yes = random.nextBoolean();
                yield new Operation("slots " + yes, rig -> {
                    rig.slotsAreFree = yes;
                    if (rig.state.progress().phase() == Progress.Phase.SLOT && yes) {
                        rig.tell(new Observation.SlotGranted());
                    }
                });
            }
        };
    }

    private static List<Long> longs() {
        return java.util.Arrays.stream(TIMES).boxed().toList();
    }

    private static Operation pass(long millis) {
        return new Operation("pass " + millis, rig -> rig.passMillis(millis));
    }

    /** Things that no sane shell tells; the machine must keep its promises all the same. */
    private static Operation nonsense(Random random) {
        Found found = Rig.found(2 + random.nextInt(5));
        Optional<ExitStatus> exit = random.nextBoolean() ? Optional.empty() : Optional.of(any(random, EXITS));
        boolean proven = random.nextBoolean();
        Sight sight = any(
                random,
                List.of(
                        new Sight.Same(),
                        new Sight.Blind(),
                        new Sight.Other(found, exit),
                        new Sight.Nothing(proven, exit)));
        return switch (random.nextInt(6)) {
            case 0 -> new Operation("grant", rig -> rig.tell(new Observation.SlotGranted()));
            case 1 -> {
                long run = random.nextInt(9) - 4;
                ScriptOutcome outcome = any(random, OUTCOMES);
                yield new Operation("end of run " + run, rig -> {
                    if (run != rig.running) {
                        rig.tell(new Observation.ScriptEnded(run, outcome));
                    }
                });
            }
            case 2, 3 -> truth(random);
            default -> new Operation(sight.toString(), rig -> rig.tell(new Observation.Looked(sight)));
        };
    }

    @Test
    void keepsItsPromisesInAnyLife() {
        new Simulation<>(PentMachineSimulationTest::world, PentMachineSimulationTest::truth).walk(1_000, 80);
    }

    @Test
    void keepsItsPromisesWhateverItIsTold() {
        new Simulation<>(PentMachineSimulationTest::world, PentMachineSimulationTest::nonsense).walk(1_000, 80);
    }

    @Test
    void theWalksReachEveryPhase() {
        EnumSet<Progress.Phase> reached = EnumSet.noneOf(Progress.Phase.class);
        EnumSet<ProcSts> shown = EnumSet.noneOf(ProcSts.class);
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Consumer<Operation> world = world(seed);
            for (int i = 0; i < 80; i++) {
                world.accept(truth(random));
                world.accept(new Operation("note", rig -> {
                    reached.add(rig.state.progress().phase());
                    shown.add(rig.state.procSts());
                }));
            }
        }

        assertThat(reached).containsExactly(Progress.Phase.values());
        assertThat(shown).containsExactly(ProcSts.values());
    }

    /** I-3 from the other side: once the world is quiet, everybody ends where he belongs. */
    @Test
    void comesToRestWhenTheWorldDoes() {
        for (long seed = 0; seed < 1_000; seed++) {
            Random random = new Random(seed);
            Rig[] made = new Rig[1];
            Consumer<Operation> world = world(seed);
            world.accept(new Operation("remember", rig -> made[0] = rig));
            for (int i = 0; i < 40; i++) {
                world.accept(truth(random));
            }
            Rig rig = made[0];
            rig.ticks = true;
            rig.blind = false;
            rig.appears(5_000);
            rig.start();
            if (rig.state.progress().phase() == Progress.Phase.SLOT) {
                rig.tell(new Observation.SlotGranted());
            }
            rig.slotsAreFree = true;
            for (int i = 0; i < 10; i++) {
                if (rig.running != 0) {
                    rig.scriptEnds(0);
                }
                rig.passMillis(12_000);
            }

            assertThat(rig.state.procSts()).as("seed " + seed).isIn(ProcSts.AVAIL, ProcSts.RETRY_OVER);
            if (rig.state.procSts() == ProcSts.AVAIL) {
                assertThat(rig.state.pid()).isEqualTo(5_000);
            }
        }
    }
}
