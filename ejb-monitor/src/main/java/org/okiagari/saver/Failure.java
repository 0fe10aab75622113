package org.okiagari.saver;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.okiagari.pfile.Pent;
import org.okiagari.pfile.RetryOverAction;
import org.okiagari.saver.Progress.Phase;

/** FAILURE of CONTRACT section 4, (a) to (d), and the waits before its decision. */
final class Failure {
    /** From the start of a restart script so long no other one starts: a crash loop must not spin. */
    static final Duration CRASH_LOOP = Duration.ofSeconds(1);

    private Failure() {}

    /** The process is not there and that was told: decide what follows, now or when a wait is over. */
    static Turn fail(Turn turn) {
        Pent pent = turn.rule.pent();
        if (!pent.hasCommand() && pent.action() == RetryOverAction.CONTINUE) {
            turn.rest(ProcSts.DOWN);
        } else if (turn.scriptRuns) {
            turn.enter(ProcSts.RESTART, Phase.STALE, turn.now.nanos());
        } else if (isCrashLoop(turn)) {
            turn.enter(ProcSts.RESTART, Phase.HOLD, turn.lastStart.getAsLong() + CRASH_LOOP.toNanos());
            turn.lookAt(LookTimes.next(turn.since, turn.until, turn.now));
        } else {
            decide(turn, pent);
        }
        return turn;
    }

    /** A slot is free: this is the attempt. */
    static void slotGranted(Turn turn) {
        if (turn.phase != Phase.SLOT || !turn.monitorOn) {
            turn.effect(new Effect.DropSlot());
            return;
        }
        if (!turn.counted) {
            count(turn);
        }
        turn.enter(ProcSts.RESTART, Phase.RUNNING, turn.now.nanos());
        turn.run++;
        turn.scriptRuns = true;
        turn.lastStart = OptionalLong.of(turn.now.nanos());
        turn.effect(new Effect.RunScript(turn.run));
    }

    /** Asks for the slot that the next script needs. */
    static Turn wantSlot(Turn turn) {
        turn.enter(ProcSts.RESTART, Phase.SLOT, turn.now.nanos());
        turn.effect(new Effect.WantSlot());
        return turn;
    }

    private static boolean isCrashLoop(Turn turn) {
        return turn.lastStart.isPresent()
                && turn.now.since(turn.lastStart.getAsLong()).compareTo(CRASH_LOOP) < 0;
    }

    private static void decide(Turn turn, Pent pent) {
        if (turn.window.isPresent() && GraceWindow.isOver(turn.now.since(turn.window.getAsLong()), pent.grace())) {
            turn.window = OptionalLong.empty();
            turn.rerunTime = Optional.empty();
            turn.restartCount = 0;
        }
        if (!pent.hasCommand() || GraceWindow.isUsedUp(turn.restartCount, pent.retry())) {
            turn.rest(ProcSts.RETRY_OVER);
            turn.retryCount = 0;
            turn.report(PentEvents.retryOver(pent, turn.pid));
            turn.effect(new Effect.RetryOver(pent.action()));
        } else {
            wantSlot(turn);
        }
    }

    private static void count(Turn turn) {
        if (turn.window.isEmpty()) {
            turn.window = OptionalLong.of(turn.now.nanos());
            turn.rerunTime = Optional.of(turn.now.wall());
        }
        turn.restartCount++;
        turn.retryCount++;
        turn.report(PentEvents.restart(turn.rule.pent(), turn.pid, turn.restartCount));
    }
}
