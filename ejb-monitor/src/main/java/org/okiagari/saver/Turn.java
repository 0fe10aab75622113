package org.okiagari.saver;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.okiagari.saver.Progress.Phase;
import org.okiagari.saver.Progress.Sighting;

/** One step in the making: a copy of the state to change, and the effects so far. It lives no longer than the step. */
final class Turn {
    final PentRule rule;
    final Now now;
    private final List<Effect> effects = new ArrayList<>();

    ProcSts procSts;
    boolean monitorOn;
    long pid;
    int retryCount;
    int restartCount;
    Optional<Instant> rerunTime;
    Optional<ProcessId> watched;
    String matchedPath;
    Optional<Instant> upSince;
    Optional<ExitStatus> lastExit;
    long lastRestartMillis;
    private final long lastDetectionMillis;

    Phase phase;
    long since;
    long until;
    int misses;
    boolean away;
    Optional<Sighting> candidate;
    OptionalLong window;
    OptionalLong lastStart;
    OptionalLong death;
    long run;
    boolean scriptRuns;
    boolean stale;
    boolean counted;

    Turn(PentRule rule, PentState state, Now now) {
        this.rule = rule;
        this.now = now;
        procSts = state.procSts();
        monitorOn = state.monitorOn();
        pid = state.pid();
        retryCount = state.retryCount();
        restartCount = state.restartCount();
        rerunTime = state.rerunTime();
        watched = state.watched();
        matchedPath = state.matchedPath();
        upSince = state.upSince();
        lastExit = state.lastExit();
        lastRestartMillis = state.lastRestartMillis();
        lastDetectionMillis = state.lastDetectionMillis();
        Progress progress = state.progress();
        phase = progress.phase();
        since = progress.sinceNanos();
        until = progress.untilNanos();
        misses = progress.misses();
        away = progress.away();
        candidate = progress.candidate();
        window = progress.windowNanos();
        lastStart = progress.lastStartNanos();
        death = progress.deathNanos();
        run = progress.run();
        scriptRuns = progress.scriptRuns();
        stale = progress.stale();
        counted = progress.counted();
    }

    /** Adds an effect. */
    void effect(Effect effect) {
        effects.add(effect);
    }

    /** Adds the report of an event. */
    void report(Event event) {
        effects.add(new Effect.Report(event));
    }

    /** Asks for a look. */
    void lookAt(long nanos) {
        effects.add(new Effect.LookAt(nanos));
    }

    /** Changes what is shown and what is waited for; whatever was awaited before is forgotten. */
    void enter(ProcSts nextSts, Phase nextPhase, long untilNanos) {
        procSts = nextSts;
        phase = nextPhase;
        since = now.nanos();
        until = untilNanos;
        candidate = Optional.empty();
        misses = 0;
    }

    /** Changes to a state in which nothing is awaited. */
    void rest(ProcSts nextSts) {
        enter(nextSts, Phase.IDLE, now.nanos());
    }

    /** Returns the finished step. */
    Step end() {
        Progress progress = new Progress(
                phase,
                since,
                until,
                misses,
                away,
                candidate,
                window,
                lastStart,
                death,
                run,
                scriptRuns,
                stale,
                counted);
        PentState state = new PentState(
                procSts,
                monitorOn,
                pid,
                retryCount,
                restartCount,
                rerunTime,
                watched,
                matchedPath,
                upSince,
                lastExit,
                lastRestartMillis,
                lastDetectionMillis,
                progress);
        return new Step(state, effects);
    }
}
