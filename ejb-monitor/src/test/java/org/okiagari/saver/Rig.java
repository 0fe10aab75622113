package org.okiagari.saver;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.okiagari.pfile.Pent;
import org.okiagari.pfile.RetryOverAction;

/** A world of one PENT: does what the shell does, with a clock, a process and a script of the test's own. */
final class Rig {
    static final ExitStatus KILLED = new ExitStatus.Signalled(9);
    static final ExitStatus TERMINATED = new ExitStatus.Signalled(15);
    static final Instant EPOCH = Instant.parse("2007-01-18T04:33:33Z");

    PentRule rule;
    PentState state = PentState.fresh();
    final List<String> log = new ArrayList<>();
    final List<Effect> effects = new ArrayList<>();
    final List<Event> events = new ArrayList<>();
    Optional<Found> process = Optional.empty();
    Optional<ExitStatus> exit = Optional.of(KILLED);
    boolean pidfd = true;
    boolean blind;
    boolean slotsAreFree = true;
    boolean ticks = true;
    long running;
    Duration wallJump = Duration.ZERO;
    private long nanos;
    private long nextTick;
    private OptionalLong lookAt = OptionalLong.empty();
    private final Deque<Observation> answers = new ArrayDeque<>();

    /** Sees every step: the state before, what came, what followed. */
    Judge judge = (rig, before, observation, step) -> {};

    Rig(PentRule rule) {
        this.rule = rule;
    }

    /** Checks what must always hold. */
    interface Judge {
        void judge(Rig rig, PentState before, Observation observation, Step step);
    }

    static Pent pent(String command, long grace, int retry, RetryOverAction action) {
        return new Pent(1, 8, "crond", command, Duration.ofSeconds(grace), retry, action, "continue");
    }

    static PentRule rule(Pent pent) {
        return new PentRule(pent, Duration.ofSeconds(10), 2, Optional.empty());
    }

    /** The manual's PENT: its script, 86400, 3, continue. */
    static Rig crond() {
        return new Rig(rule(pent("/conf/bin/restart_crond.sh", 86400, 3, RetryOverAction.CONTINUE)));
    }

    static Found found(long pid) {
        return new Found(new ProcessId(pid, pid * 10), "/usr/sbin/crond");
    }

    Now now() {
        return new Now(nanos, EPOCH.plusNanos(nanos).plus(wallJump));
    }

    long millis() {
        return nanos / 1_000_000;
    }

    void appears(long pid) {
        process = Optional.of(found(pid));
    }

    /** The process dies and the kernel tells it at once. */
    void dies(ExitStatus how) {
        exit = Optional.of(how);
        process = Optional.empty();
        look();
    }

    void dies() {
        dies(KILLED);
    }

    void look() {
        if (state.monitorOn()) {
            tell(new Observation.Looked(sight()));
        }
    }

    Sight sight() {
        if (blind) {
            return new Sight.Blind();
        }
        Optional<ExitStatus> how = state.watched().isPresent() ? exit : Optional.empty();
        if (process.isPresent()) {
            boolean same = state.watched().equals(process.map(Found::id));
            return same ? new Sight.Same() : new Sight.Other(process.get(), how);
        }
        return new Sight.Nothing(pidfd && state.watched().isPresent(), how);
    }

    void scriptEnds(ScriptOutcome outcome) {
        long run = running;
        running = 0;
        tell(new Observation.ScriptEnded(run, outcome));
    }

    void scriptEnds(int code) {
        scriptEnds(new ScriptOutcome.Exited(code));
    }

    /** Takes an observation and whatever answers its effects have. */
    void tell(Observation observation) {
        take(observation);
        while (!answers.isEmpty()) {
            take(answers.remove());
        }
    }

    private void take(Observation observation) {
        if (observation instanceof Observation.Reloaded reloaded) {
            rule = reloaded.rule();
        }
        PentState before = state;
        Step step = PentMachine.step(rule, before, observation, now());
        state = step.state();
        for (Effect effect : step.effects()) {
            perform(effect);
        }
        judge.judge(this, before, observation, step);
    }

    private void perform(Effect effect) {
        effects.add(effect);
        if (effect instanceof Effect.Report report) {
            events.add(report.event());
            report.event().lines().forEach(line -> log.add(line.text()));
        } else if (effect instanceof Effect.WantSlot && slotsAreFree) {
            answers.add(new Observation.SlotGranted());
        } else if (effect instanceof Effect.RunScript script) {
            if (running != 0) {
                throw new AssertionError("two scripts at once");
            }
            running = script.run();
        } else if (effect instanceof Effect.LookAt look) {
            lookAt = OptionalLong.of(look.atNanos());
        }
    }

    boolean isLookPending() {
        return lookAt.isPresent();
    }

    void reload() {
        tell(new Observation.Reloaded(rule));
    }

    void stop() {
        tell(new Observation.Stopped());
    }

    void start() {
        tell(new Observation.Started());
    }

    /** Lets time pass, with the looks that are due: the machine's own, and a tick each MONITOR_INTERVAL. */
    void pass(Duration duration) {
        passUntil(nanos + duration.toNanos());
    }

    void passMillis(long millis) {
        pass(Duration.ofMillis(millis));
    }

    /** Goes to a time of the story, in seconds after its begin. */
    void goTo(long second) {
        passUntil(second * 1_000_000_000L);
    }

    private void passUntil(long target) {
        while (true) {
            long tick = ticks ? nextTick : Long.MAX_VALUE;
            long due = Math.min(tick, lookAt.orElse(Long.MAX_VALUE));
            if (due > target) {
                nanos = target;
                return;
            }
            nanos = Math.max(nanos, due);
            if (lookAt.isPresent() && lookAt.getAsLong() <= nanos) {
                lookAt = OptionalLong.empty();
            }
            if (ticks && nextTick <= nanos) {
                nextTick += rule.monitorInterval().toNanos();
            }
            look();
        }
    }

    /** Returns the lines since the last call. */
    List<String> lines() {
        List<String> lines = List.copyOf(log);
        log.clear();
        return lines;
    }

    /** Returns pid / retry_count / restart_count / proc_sts / rerun_time in seconds after the begin. */
    String shown() {
        return state.pid() + " / " + state.retryCount() + " / " + state.restartCount() + " / " + state.procSts() + " / "
                + state.rerunTime()
                        .map(time ->
                                String.valueOf(Duration.between(EPOCH, time).toSeconds()))
                        .orElse("-----");
    }
}
