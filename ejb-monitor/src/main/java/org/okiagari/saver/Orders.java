package org.okiagari.saver;

import java.util.Optional;
import java.util.OptionalLong;
import org.okiagari.saver.Progress.Phase;

/** What follows from the commands reload, stop and start. */
final class Orders {
    private Orders() {}

    /** WAIT, counters 0, looked at at once. A script that runs is let end and its result ignored. */
    static void reload(Turn turn) {
        if (turn.phase == Phase.SLOT) {
            turn.effect(new Effect.DropSlot());
        }
        turn.rest(ProcSts.WAIT);
        turn.retryCount = 0;
        turn.restartCount = 0;
        turn.rerunTime = Optional.empty();
        turn.window = OptionalLong.empty();
        turn.lastStart = OptionalLong.empty();
        turn.death = OptionalLong.empty();
        turn.upSince = Optional.empty();
        turn.away = false;
        turn.counted = false;
        turn.stale = turn.scriptRuns;
        lookNow(turn);
    }

    /** No check and no script from here on; a script that runs ends in peace. */
    static Turn stop(Turn turn) {
        if (!turn.monitorOn) {
            return turn;
        }
        turn.monitorOn = false;
        turn.misses = 0;
        turn.candidate = Optional.empty();
        return switch (turn.phase) {
            case REPLACED, SETTLE -> giveUpSettling(turn);
            case SLOT -> giveUpSlot(turn);
            case IDLE, HOLD, PAUSE, STALE, RUNNING, CONFIRM, SHORTAGE -> turn;
        };
    }

    private static Turn giveUpSettling(Turn turn) {
        turn.rest(ProcSts.AVAIL);
        turn.death = OptionalLong.empty();
        return turn;
    }

    private static Turn giveUpSlot(Turn turn) {
        turn.effect(new Effect.DropSlot());
        turn.enter(ProcSts.RESTART, turn.counted ? Phase.SHORTAGE : Phase.HOLD, turn.now.nanos());
        return turn;
    }

    /** Looks anew: what is there is Up, whatever was waited for; what is not goes on waiting. */
    static Turn start(Turn turn) {
        if (turn.monitorOn) {
            return turn;
        }
        turn.monitorOn = true;
        turn.away = true;
        lookNow(turn);
        return switch (turn.phase) {
            case PAUSE -> {
                turn.phase = Phase.HOLD;
                yield turn;
            }
            case CONFIRM -> {
                turn.enter(ProcSts.RESTART, Phase.CONFIRM, turn.now.plus(turn.rule.monitorInterval()));
                yield turn;
            }
            case IDLE, REPLACED, SETTLE, HOLD, STALE, SLOT, RUNNING, SHORTAGE -> turn;
        };
    }

    private static void lookNow(Turn turn) {
        if (turn.monitorOn) {
            turn.lookAt(turn.now.nanos());
        }
    }
}
