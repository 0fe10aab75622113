package org.okiagari.pcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.okiagari.pcheck.ProcessTable.Depth;
import org.okiagari.saver.Event;
import org.okiagari.saver.EventType;
import org.okiagari.saver.ExitStatus;
import org.okiagari.saver.LogLine;
import org.okiagari.saver.PentState;
import org.okiagari.saver.ProcSts;
import org.okiagari.saver.ProcessId;
import org.okiagari.saver.SavedPent;
import org.okiagari.saver.ScriptOutcome;
import org.okiagari.saver.Seen;
import org.okiagari.saver.Simulation;

/**
 * Random lives of one pcheck: deaths that are told at once, late, twice or never, ticks, looks of both depths, checks that only
 * verify, looks that fail, commands, in any order. What must hold is asked after each step, and of each event when it is told.
 */
class RoundsSimulationTest {
    private static final Path PFILE = Path.of("/conf/pfile_any");
    private static final Requester PADMIN = new Requester(LogLine.Ident.PADMIN, 8821, "uid=0", "local");
    private static final List<String> PROGRAMS = List.of("/d/a", "/d/b", "/d/c");
    private static final String PENTS = "/d/a:/r:600:1:continue\nb:/r:0:50:continue\n/d/c:-:0:0:continue\n";
    private static final long[] TIMES = {0, 1, 10, 50, 100, 500, 1_000, 3_000, 10_000, 40_000};
    private static final List<ExitStatus> EXITS = List.of(
            new ExitStatus.Signalled(9),
            new ExitStatus.Signalled(15),
            new ExitStatus.Exited(0),
            new ExitStatus.Exited(1),
            new ExitStatus.Unknown());

    /** One operation on a world. */
    private record Operation(String text, Consumer<Life> work) {
        @Override
        public String toString() {
            return text;
        }
    }

    /** One world with one pcheck, and what is known of it from outside. */
    private static final class Life implements Consumer<Operation> {
        final FakeWorld world = new FakeWorld();
        final Pcheck pcheck;
        final Map<Integer, Long> up = new HashMap<>();
        final Map<Integer, EventType> last = new HashMap<>();
        final Set<Long> usedAgain = new HashSet<>();
        final EnumSet<ProcSts> reached = EnumSet.noneOf(ProcSts.class);
        private long pid = 1_000;

        Life(long seed) {
            Random random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
            world.tellsDeaths = random.nextInt(4) > 0;
            world.tellsDescendants = random.nextInt(4) > 0;
            world.witness = this::witness;
            String param = "##### PARAM #####\nIPCKEY 1\nMONITOR_INTERVAL " + (random.nextBoolean() ? 10 : 3600)
                    + "\nMONITOR_TRY_COUNT " + (1 + random.nextInt(3))
                    + "\nDETECT " + (random.nextInt(4) > 0 ? "event" : "poll")
                    + (random.nextBoolean() ? "\nSETTLE " + random.nextInt(2_000) : "");
            world.files.put(PFILE, param + "\n##### PENT #####\n" + PENTS);
            pcheck = new Pchecks(world.environment("")).start(PFILE, Requester.SERVER, false);
            world.settle();
        }

        @Override
        public void accept(Operation operation) {
            operation.work.accept(this);
            world.settle();
            judge();
        }

        long fresh() {
            return ++pid;
        }

        /** Any process, none if there is none. */
        void any(int draw, Consumer<Seen> work) {
            List<Seen> all = new ArrayList<>(world.processes.values());
            if (!all.isEmpty()) {
                work.accept(all.get(draw % all.size()));
            }
        }

        private void witness(Event event) {
            switch (event.type()) {
                case PENT_UP -> isUp(event);
                case PENT_DOWN, PENT_RESTART, PENT_RETRYOVER -> isGone(event);
                default -> {}
            }
            if (event.pentId() > 0 && event.type() != EventType.PENT_SCRIPTFAILED) {
                last.put(event.pentId(), event.type());
            }
        }

        /** A look-alike that is dead, or has turned into another program, is never taken for the process. */
        private void isUp(Event event) {
            assertThat(world.processes).as("Up of a dead process").containsKey(event.pid());
            Seen seen = Objects.requireNonNull(world.processes.get(event.pid()));
            boolean isOurs = PROGRAMS.get(event.pentId() - 1).equals(seen.exe());
            boolean wasOurs = event.pid() == up.getOrDefault(event.pentId(), 0L);
            assertThat(isOurs || wasOurs).as("Up of a stranger " + seen).isTrue();
            up.put(event.pentId(), event.pid());
        }

        /** I-2: no Down, no restart and no giving up while the process lives. */
        private void isGone(Event event) {
            if (event.pid() > 0 && !usedAgain.contains(event.pid())) {
                assertThat(world.processes)
                        .as(event.type() + " of a living process")
                        .doesNotContainKey(event.pid());
            }
        }

        private void judge() {
            PcheckSnapshot snapshot = pcheck.snapshot();
            List<SavedPent> saved = world.states.saved(PFILE);
            for (int i = 0; i < PROGRAMS.size(); i++) {
                PentState state = snapshot.pents().get(i).state();
                reached.add(state.procSts());
                showsWhatWasTold(i + 1, state);
                SavedPent kept = saved.get(i);
                assertThat(SavedPent.of(kept.pname(), kept.ordinal(), state, kept.script()))
                        .as("saved")
                        .isEqualTo(kept);
            }
            Set<String> running = new HashSet<>();
            world.scripts.forEach(script -> assertThat(
                            running.add(script.command().variables().get("OKIAGARI_PENT_ID")))
                    .as("I-1: two scripts for one PENT")
                    .isTrue());
        }

        private void showsWhatWasTold(int pentId, PentState state) {
            if (state.procSts() == ProcSts.WAIT || !last.containsKey(pentId)) {
                return;
            }
            ProcSts told = switch (last.get(pentId)) {
                case PENT_UP -> ProcSts.AVAIL;
                case PENT_RETRYOVER -> ProcSts.RETRY_OVER;
                case PENT_RESTART -> ProcSts.RESTART;
                default -> pentId == 3 ? ProcSts.DOWN : ProcSts.RESTART;
            };
            assertThat(state.procSts()).as("shown of PENT " + pentId).isEqualTo(told);
        }

        /** The world is quiet, one of each runs: everybody is found, or given up. */
        void comesToRest() {
            world.isBlind = false;
            world.isDeaf = false;
            world.showsZombies = false;
            List.copyOf(world.processes.keySet()).forEach(world::diesUntold);
            PROGRAMS.forEach(program -> world.run(fresh(), program));
            // Ends the pause after a failed script, which lasts one MONITOR_INTERVAL.
            pcheck.stop(PADMIN, OptionalInt.empty());
            pcheck.start(PADMIN, OptionalInt.empty());
            for (int i = 0; i < 10; i++) {
                while (!world.scripts.isEmpty()) {
                    world.scriptEnds(0);
                }
                world.pass(Duration.ofSeconds(5));
                pcheck.tick();
                world.pass(Duration.ofSeconds(5));
                judge();
            }
            for (int i = 0; i < PROGRAMS.size(); i++) {
                PentState state = pcheck.snapshot().pents().get(i).state();
                assertThat(state.procSts()).as("PENT " + (i + 1)).isIn(ProcSts.AVAIL, ProcSts.RETRY_OVER);
                if (state.procSts() == ProcSts.AVAIL) {
                    assertThat(state.pid()).isEqualTo(pid - PROGRAMS.size() + 1 + i);
                }
            }
        }
    }

    private static Operation operation(Random random) {
        String program = PROGRAMS.get(random.nextInt(PROGRAMS.size()));
        int draw = random.nextInt(1_000);
        return switch (random.nextInt(22)) {
            case 0, 1, 2, 3 -> {
                long millis = TIMES[random.nextInt(TIMES.length)];
                yield new Operation("pass " + millis, life -> life.world.pass(Duration.ofMillis(millis)));
            }
            case 4, 5 -> new Operation("tick", life -> life.pcheck.tick());
            case 6, 7 -> new Operation("run " + program, life -> life.world.run(life.fresh(), program));
            case 8 ->
                new Operation(
                        "fork " + draw,
                        life -> life.any(draw, parent -> {
                            long child = life.fresh();
                            boolean leaves = draw % 2 == 0;
                            long session = leaves ? child : parent.session();
                            life.world.processes.put(
                                    child, FakeWorld.seen(child, parent.id().pid(), session, parent.exe(), ""));
                        }));
            case 9 ->
                new Operation(
                        "exec " + program + " " + draw,
                        life -> life.any(
                                draw,
                                old -> life.world.processes.put(
                                        old.id().pid(),
                                        new Seen(
                                                old.id(),
                                                old.ppid(),
                                                old.pgrp(),
                                                old.session(),
                                                program,
                                                program,
                                                ""))));
            case 10, 11 -> {
                ExitStatus exit = EXITS.get(random.nextInt(EXITS.size()));
                yield new Operation("dies " + draw + " " + exit.text(), life -> {
                    life.world.exit = exit;
                    life.any(draw, seen -> life.world.kill(seen.id().pid()));
                });
            }
            case 12 ->
                new Operation(
                        "dies untold " + draw,
                        life -> life.any(
                                draw, seen -> life.world.diesUntold(seen.id().pid())));
            case 13 ->
                new Operation(
                        "all die",
                        life -> life.world.dieTogether(life.world.processes.keySet().stream()
                                .mapToLong(Long::longValue)
                                .toArray()));
            case 14 ->
                new Operation(
                        "pid used again " + draw,
                        life -> life.any(draw, seen -> {
                            long pid = seen.id().pid();
                            life.usedAgain.add(pid);
                            ProcessId other = new ProcessId(pid, seen.id().startTime() + 1);
                            life.world.processes.put(pid, new Seen(other, 1, pid, pid, program, program, ""));
                        }));
            case 15 -> new Operation("tell", life -> life.world.tellDeaths());
            case 16, 17 ->
                new Operation("script " + draw, life -> {
                    if (!life.world.scripts.isEmpty()) {
                        boolean helps = draw % 3 > 0;
                        String id =
                                life.world.scripts.peek().command().variables().get("OKIAGARI_PENT_ID");
                        if (helps) {
                            life.world.run(life.fresh(), PROGRAMS.get(Integer.parseInt(id) - 1));
                        }
                        ScriptOutcome outcome = draw % 7 == 0
                                ? new ScriptOutcome.Shortage("EAGAIN")
                                : new ScriptOutcome.Exited(draw % 5 == 0 ? 1 : 0);
                        life.world.scripts.remove().onEnd().accept(outcome);
                    }
                });
            case 18 -> new Operation("blind " + draw % 2, life -> life.world.isBlind = draw % 2 == 1);
            case 19 ->
                draw % 2 == 0
                        ? new Operation("deaf " + draw % 4, life -> life.world.isDeaf = draw % 4 == 0)
                        : new Operation("zombies " + draw % 4, life -> life.world.showsZombies = draw % 4 == 1);
            case 20 ->
                draw % 2 == 0
                        ? new Operation("stop", life -> life.pcheck.stop(PADMIN, OptionalInt.empty()))
                        : new Operation("start", life -> life.pcheck.start(PADMIN, OptionalInt.empty()));
            default ->
                draw % 3 == 0
                        ? new Operation("reload", life -> life.pcheck.reload(PADMIN))
                        : new Operation("stop 1", life -> life.pcheck.stop(PADMIN, OptionalInt.of(1 + draw % 3)));
        };
    }

    @Test
    void keepsItsPromisesWithEventsAndTicksInAnyOrder() {
        new Simulation<>(Life::new, RoundsSimulationTest::operation).walk(1_000, 60);
    }

    @Test
    void comesToRestWhenTheWorldDoes() {
        EnumSet<ProcSts> reached = EnumSet.noneOf(ProcSts.class);
        Set<Depth> depths = new HashSet<>();
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            Life life = new Life(seed);
            for (int i = 0; i < 40; i++) {
                life.accept(operation(random));
            }
            life.comesToRest();
            reached.addAll(life.reached);
            depths.addAll(life.world.looks);
        }

        assertThat(reached).containsExactly(ProcSts.values());
        assertThat(depths).containsExactlyInAnyOrder(Depth.values());
    }
}
