package org.okiagari.saver;

import java.time.Duration;
import org.okiagari.saver.Progress.Phase;

/** What follows from the end of a restart script. */
final class Scripts implements ScriptOutcome.Cases<Turn> {
    /** After our own shortage the same attempt is tried again so much later, at the earliest. */
    private static final Duration SHORTAGE_PAUSE = Duration.ofSeconds(1);

    private static final int SIGNAL_BASE = 128;

    private final Turn turn;

    private Scripts(Turn turn) {
        this.turn = turn;
    }

    /** Takes the end of a script; one that was not the last, or has ended before, is none of ours any more. */
    static void ended(Turn turn, Observation.ScriptEnded end) {
        if (!turn.scriptRuns || end.run() != turn.run) {
            return;
        }
        turn.scriptRuns = false;
        if (turn.stale) {
            turn.stale = false;
            staleEnded(turn);
        } else {
            end.outcome().on(new Scripts(turn));
        }
    }

    /** The script from before the reload has ended: what it started gets a moment to come, then FAILURE goes on. */
    private static void staleEnded(Turn turn) {
        if (turn.phase == Phase.STALE) {
            turn.enter(ProcSts.RESTART, Phase.HOLD, turn.now.plus(Failure.CRASH_LOOP));
            lookSoon(turn);
        }
    }

    @Override
    public Turn exited(ScriptOutcome.Exited outcome) {
        if (outcome.code() == 0) {
            turn.counted = false;
            turn.enter(ProcSts.RESTART, Phase.CONFIRM, turn.now.plus(turn.rule.monitorInterval()));
            lookSoon(turn);
            return turn;
        }
        return failed(PentEvents.scriptFailed(turn.rule.pent(), turn.pid, "exit " + outcome.code(), outcome.code()));
    }

    @Override
    public Turn signalled(ScriptOutcome.Signalled outcome) {
        return failed(PentEvents.scriptFailed(
                turn.rule.pent(), turn.pid, "signal " + outcome.signal(), SIGNAL_BASE + outcome.signal()));
    }

    @Override
    public Turn timedOut(ScriptOutcome.TimedOut outcome) {
        return failed(PentEvents.scriptTimedOut(turn.rule.pent(), turn.pid, outcome.seconds()));
    }

    @Override
    public Turn cannotExecute(ScriptOutcome.CannotExecute outcome) {
        return failed(PentEvents.scriptCanNotExecute(turn.rule.pent(), turn.pid, outcome.why()));
    }

    @Override
    public Turn shortage(ScriptOutcome.Shortage outcome) {
        if (!turn.counted) {
            String why = outcome.why() + "; this is tried again and not counted";
            turn.report(PentEvents.scriptCanNotExecute(turn.rule.pent(), turn.pid, why));
        }
        turn.enter(ProcSts.RESTART, Phase.SHORTAGE, turn.now.plus(SHORTAGE_PAUSE));
        turn.counted = true;
        if (turn.monitorOn) {
            turn.lookAt(turn.until);
        }
        return turn;
    }

    private Turn failed(Event event) {
        turn.report(event);
        turn.counted = false;
        turn.enter(ProcSts.RESTART, Phase.PAUSE, turn.now.plus(turn.rule.monitorInterval()));
        if (turn.monitorOn) {
            turn.lookAt(turn.until);
        }
        return turn;
    }

    private static void lookSoon(Turn turn) {
        if (turn.monitorOn) {
            turn.lookAt(LookTimes.next(turn.since, turn.until, turn.now));
        }
    }
}
