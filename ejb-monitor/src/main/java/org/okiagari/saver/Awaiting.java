package org.okiagari.saver;

import java.util.Optional;
import java.util.OptionalLong;
import org.okiagari.saver.Progress.Phase;
import org.okiagari.saver.Progress.Sighting;

/**
 * What follows from a look while something is awaited, if only a second look at a match.
 *
 * <p>A match counts when a second look sees it again: a daemon that forks twice shows short-lived parents. Who cannot look
 * knows nothing of processes: then only the pauses end, never the waits for a process.
 */
final class Awaiting implements Sight.Cases<Turn> {
    private final Turn turn;
    private final boolean late;

    Awaiting(Turn turn) {
        this.turn = turn;
        this.late = turn.now.isAtOrAfter(turn.until);
    }

    @Override
    public Turn same(Sight.Same sight) {
        if (turn.procSts == ProcSts.AVAIL) {
            turn.rest(ProcSts.AVAIL);
            turn.death = OptionalLong.empty();
            return turn;
        }
        return unseen();
    }

    @Override
    public Turn blind(Sight.Blind sight) {
        return unseen();
    }

    @Override
    public Turn other(Sight.Other sight) {
        return switch (turn.phase) {
            case IDLE, REPLACED, SETTLE, HOLD, STALE, SLOT, CONFIRM, SHORTAGE -> seen(sight.found(), sight.exit());
            case PAUSE -> late ? over(sight.exit()) : later();
            case RUNNING -> turn;
        };
    }

    @Override
    public Turn nothing(Sight.Nothing sight) {
        turn.candidate = Optional.empty();
        return switch (turn.phase) {
            case REPLACED -> over(sight.exit());
            case SETTLE -> late || isCrash(sight.exit()) ? over(sight.exit()) : later();
            case HOLD, PAUSE, CONFIRM, SHORTAGE -> late ? over(sight.exit()) : later();
            case IDLE, STALE, SLOT, RUNNING -> turn;
        };
    }

    private Turn unseen() {
        return switch (turn.phase) {
            case HOLD, PAUSE, SHORTAGE -> late ? over(Optional.empty()) : later();
            case REPLACED, SETTLE, CONFIRM -> later();
            case IDLE, STALE, SLOT, RUNNING -> turn;
        };
    }

    private Turn seen(Found found, Optional<ExitStatus> exit) {
        if (turn.candidate.isEmpty()) {
            return remember(found);
        }
        Sighting first = turn.candidate.get();
        if (first.found().id().equals(found.id())) {
            return again(found, first.atNanos() + LookTimes.SECOND_LOOK.toNanos(), exit);
        }
        return late && hasEnd() ? over(exit) : remember(found);
    }

    private Turn remember(Found found) {
        turn.candidate = Optional.of(new Sighting(found, turn.now.nanos()));
        turn.lookAt(turn.now.plus(LookTimes.SECOND_LOOK));
        return turn;
    }

    private Turn again(Found found, long atNanos, Optional<ExitStatus> exit) {
        if (!turn.now.isAtOrAfter(atNanos)) {
            turn.lookAt(atNanos);
            return turn;
        }
        if (turn.phase == Phase.REPLACED) {
            Outcomes.down(turn, exit);
        } else if (turn.watched.isPresent()) {
            Outcomes.letGo(turn, exit);
        }
        Outcomes.up(turn, found);
        return turn;
    }

    private Turn later() {
        turn.lookAt(
                switch (turn.phase) {
                    case PAUSE, SHORTAGE -> turn.until;
                    case IDLE, REPLACED, SETTLE, HOLD, STALE, SLOT, RUNNING, CONFIRM ->
                        LookTimes.next(turn.since, turn.until, turn.now);
                });
        return turn;
    }

    private boolean hasEnd() {
        return switch (turn.phase) {
            case REPLACED, SETTLE, HOLD, PAUSE, CONFIRM, SHORTAGE -> true;
            case IDLE, STALE, SLOT, RUNNING -> false;
        };
    }

    /** The phase is over and no process came. */
    private Turn over(Optional<ExitStatus> exit) {
        return switch (turn.phase) {
            case REPLACED -> Looks.settleOrFail(turn, exit);
            case SETTLE -> {
                Outcomes.down(turn, exit);
                yield Failure.fail(turn);
            }
            case CONFIRM -> {
                Outcomes.neverCame(turn);
                yield Failure.fail(turn);
            }
            case HOLD, PAUSE -> Failure.fail(turn);
            case SHORTAGE -> Failure.wantSlot(turn);
            case IDLE, STALE, SLOT, RUNNING -> throw new IllegalStateException("no end of " + turn.phase);
        };
    }

    private static boolean isCrash(Optional<ExitStatus> exit) {
        return !Looks.isUnknown(exit) && !exit.orElseThrow().isOrderly();
    }
}
