package org.okiagari.saver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.okiagari.saver.Progress.Phase;

/** What holds after every step, whatever came in whatever order (reliability, section 4, as far as one PENT goes). */
final class Invariants implements Rig.Judge {
    private static final Sight NOBODY = new Sight.Nothing(true, Optional.of(Rig.KILLED));
    private static final Sight SOMEBODY = new Sight.Other(Rig.found(77), Optional.of(Rig.KILLED));

    private boolean downIsOpen;
    private boolean afterShortage;
    private boolean watching;
    private boolean slotIsOurs;
    private OptionalLong windowStart = OptionalLong.empty();
    private OptionalLong lastRun = OptionalLong.empty();
    private int attempts;

    @Override
    public void judge(Rig rig, PentState before, Observation observation, Step step) {
        assertThat(PentMachine.step(rig.rule, before, observation, rig.now()))
                .as("same inputs, same outputs")
                .isEqualTo(step);
        if (observation instanceof Observation.Reloaded) {
            forgetTheWindow();
        }
        if (observation instanceof Observation.Stopped || observation instanceof Observation.Reloaded) {
            downIsOpen = false;
        }
        if (observation instanceof Observation.ScriptEnded end
                && before.progress().scriptRuns()
                && end.run() == before.progress().run()) {
            afterShortage = end.outcome() instanceof ScriptOutcome.Shortage;
        }
        retryOverIsTheEnd(before, observation, step);
        nothingHappensWhileOff(observation, step);
        step.effects().forEach(effect -> effect(rig, effect, step));
        everyTryRunsOneScript(step);
        stateIsWhole(rig, step.state());
        whatNobodyLooksAtStaysAsItIs(rig, step.state());
    }

    /** What a check leaves out by {@link Attention} would have changed nothing. */
    private static void whatNobodyLooksAtStaysAsItIs(Rig rig, PentState state) {
        List<Sight> leftOut = switch (state.attention()) {
            case NONE -> List.of(new Sight.Same(), new Sight.Blind(), NOBODY, SOMEBODY);
            case VERIFY -> List.of(new Sight.Same(), new Sight.Blind());
            case LOOK -> List.of();
        };
        for (Sight sight : leftOut) {
            assertThat(PentMachine.step(rig.rule, state, new Observation.Looked(sight), rig.now()))
                    .as(sight + " is left out in " + state)
                    .isEqualTo(new Step(state, List.of()));
        }
    }

    private void forgetTheWindow() {
        windowStart = OptionalLong.empty();
        lastRun = OptionalLong.empty();
        attempts = 0;
        afterShortage = false;
    }

    private static void retryOverIsTheEnd(PentState before, Observation observation, Step step) {
        if (before.procSts() == ProcSts.RETRY_OVER && !(observation instanceof Observation.Reloaded)) {
            assertThat(step.state().procSts()).isEqualTo(ProcSts.RETRY_OVER);
            assertThat(step.effects())
                    .as("nothing after RETRY_OVER")
                    .allMatch(effect -> effect instanceof Effect.DropSlot || effect instanceof Effect.LookAt);
        }
    }

    private static void nothingHappensWhileOff(Observation observation, Step step) {
        if (step.state().monitorOn()) {
            return;
        }
        assertThat(step.effects())
                .as("while off")
                .allMatch(effect -> effect instanceof Effect.DropSlot
                        || effect instanceof Effect.Report report
                                && report.event().type() == EventType.PENT_SCRIPTFAILED
                                && observation instanceof Observation.ScriptEnded);
    }

    private void effect(Rig rig, Effect effect, Step step) {
        if (effect instanceof Effect.Report report) {
            reported(rig, report.event().type(), step.state());
        } else if (effect instanceof Effect.Watch) {
            watching = true;
        } else if (effect instanceof Effect.Unwatch) {
            assertThat(watching).as("nothing to unwatch").isTrue();
            watching = false;
        } else if (effect instanceof Effect.WantSlot) {
            slotIsOurs = true;
        } else if (effect instanceof Effect.DropSlot) {
            slotIsOurs = false;
        } else if (effect instanceof Effect.RunScript) {
            slotIsOurs = false;
            long now = rig.now().nanos();
            lastRun.ifPresent(last -> assertThat(Duration.ofNanos(now - last))
                    .as("restarts spin")
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(1)));
            lastRun = OptionalLong.of(now);
        }
    }

    private void reported(Rig rig, EventType type, PentState after) {
        switch (type) {
            case PENT_DOWN -> {
                assertThat(downIsOpen).as("a Down without an outcome").isFalse();
                downIsOpen = after.procSts() != ProcSts.DOWN;
            }
            case PENT_UP -> downIsOpen = false;
            case PENT_RESTART -> {
                downIsOpen = false;
                attempt(rig, after);
            }
            case PENT_RETRYOVER -> {
                downIsOpen = false;
                boolean none = !rig.rule.pent().hasCommand();
                assertThat(none
                                || attempts >= rig.rule.pent().retry()
                                || rig.rule.pent().retry() == 0)
                        .as("RETRY_OVER too early")
                        .isTrue();
                assertThat(none || attempts == 0 || !isOver(rig))
                        .as("RETRY_OVER in a window that is over")
                        .isTrue();
            }
            default -> {}
        }
    }

    private void attempt(Rig rig, PentState after) {
        if (after.restartCount() == 1) {
            assertThat(windowStart.isEmpty() || isOver(rig))
                    .as("a new window too early")
                    .isTrue();
            windowStart = OptionalLong.of(rig.now().nanos());
            attempts = 0;
            assertThat(after.rerunTime()).contains(rig.now().wall());
        }
        attempts++;
        assertThat(attempts)
                .as("restarts in one window")
                .isLessThanOrEqualTo(rig.rule.pent().retry());
        assertThat(after.restartCount()).isEqualTo(attempts);
    }

    private boolean isOver(Rig rig) {
        Duration grace = rig.rule.pent().grace();
        return !grace.isZero() && rig.now().since(windowStart.getAsLong()).compareTo(grace) > 0;
    }

    private void everyTryRunsOneScript(Step step) {
        long tries = count(step, EventType.PENT_RESTART);
        long runs = step.effects().stream()
                .filter(Effect.RunScript.class::isInstance)
                .count();
        assertThat(runs).isLessThanOrEqualTo(1);
        if (runs == 1 && tries == 0) {
            assertThat(afterShortage).as("a script without Try").isTrue();
        } else {
            assertThat(runs).as("scripts for Try").isEqualTo(tries);
        }
    }

    private static long count(Step step, EventType type) {
        return step.effects().stream()
                .filter(effect ->
                        effect instanceof Effect.Report report && report.event().type() == type)
                .count();
    }

    private void stateIsWhole(Rig rig, PentState state) {
        Phase phase = state.progress().phase();
        boolean waits = phase != Phase.IDLE && phase != Phase.SETTLE && phase != Phase.REPLACED;
        assertThat(state.procSts() == ProcSts.RESTART)
                .as("RESTART and " + phase)
                .isEqualTo(waits);
        assertThat((phase == Phase.SETTLE || phase == Phase.REPLACED) && state.procSts() != ProcSts.AVAIL)
                .isFalse();
        assertThat(slotIsOurs).as("a slot is wanted or held").isEqualTo(phase == Phase.SLOT);
        assertThat(state.watched().isPresent()).as("watched").isEqualTo(watching);
        assertThat(state.upSince().isPresent()).isEqualTo(state.procSts() == ProcSts.AVAIL);
        if (state.procSts() == ProcSts.AVAIL) {
            assertThat(state.watched().map(ProcessId::pid)).contains(state.pid());
            assertThat(state.retryCount()).isZero();
        }
        assertThat(phase == Phase.RUNNING && !state.progress().scriptRuns()).isFalse();
        assertThat(state.restartCount() == 0).isEqualTo(state.rerunTime().isEmpty());
        assertThat(state.rerunTime().isPresent())
                .isEqualTo(state.progress().windowNanos().isPresent());
        if (state.monitorOn()
                && List.of(Phase.HOLD, Phase.PAUSE, Phase.REPLACED, Phase.SETTLE, Phase.CONFIRM, Phase.SHORTAGE)
                        .contains(phase)) {
            assertThat(rig.isLookPending()).as("a look is due in " + phase).isTrue();
        }
    }
}
