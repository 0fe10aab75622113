package org.okiagari.saver;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.okiagari.saver.Progress.Phase;

/** What follows from a look while nothing is awaited; {@link Awaiting} answers for the rest. */
final class Looks implements Sight.Cases<Turn> {
    private static final Duration SETTLE = Duration.ofMillis(1000);

    private final Turn turn;

    private Looks(Turn turn) {
        this.turn = turn;
    }

    /** Takes a look. While monitoring is off there is none: a late one changes nothing. */
    static void looked(Turn turn, Sight sight) {
        if (!turn.monitorOn) {
            return;
        }
        if (turn.phase == Phase.IDLE) {
            sight.on(new Looks(turn));
        } else {
            sight.on(new Awaiting(turn));
        }
    }

    @Override
    public Turn same(Sight.Same sight) {
        return switch (turn.procSts) {
            case AVAIL -> stillThere();
            case WAIT -> watchedIsUp();
            case DOWN, RESTART, RETRY_OVER -> turn;
        };
    }

    @Override
    public Turn other(Sight.Other sight) {
        return switch (turn.procSts) {
            case WAIT -> found(sight);
            case AVAIL -> replaced(sight);
            case DOWN -> sight.on(new Awaiting(turn));
            case RESTART, RETRY_OVER -> turn;
        };
    }

    @Override
    public Turn nothing(Sight.Nothing sight) {
        return switch (turn.procSts) {
            case WAIT -> notThere(sight);
            case AVAIL -> gone(sight);
            case DOWN -> sight.on(new Awaiting(turn));
            case RESTART, RETRY_OVER -> turn;
        };
    }

    @Override
    public Turn blind(Sight.Blind sight) {
        if (turn.misses > 0) {
            turn.lookAt(turn.now.plus(LookTimes.PAUSE));
        }
        return turn;
    }

    private Turn stillThere() {
        turn.misses = 0;
        turn.away = false;
        return turn;
    }

    private Turn watchedIsUp() {
        turn.watched.ifPresent(id -> Outcomes.up(turn, new Found(id, turn.matchedPath)));
        return turn;
    }

    private Turn found(Sight.Other sight) {
        if (turn.watched.isPresent()) {
            Outcomes.letGo(turn, sight.exit());
        }
        Outcomes.up(turn, sight.found());
        return turn;
    }

    private Turn replaced(Sight.Other sight) {
        if (turn.watched.equals(Optional.of(sight.found().id()))) {
            return stillThere();
        }
        turn.enter(ProcSts.AVAIL, Phase.REPLACED, turn.now.plus(LookTimes.PAUSE));
        turn.death = OptionalLong.of(turn.now.nanos());
        return sight.on(new Awaiting(turn));
    }

    private Turn notThere(Sight.Nothing sight) {
        if (isLastMiss()) {
            Outcomes.setPidFail(turn, sight.exit());
            Failure.fail(turn);
        }
        return turn;
    }

    private Turn gone(Sight.Nothing sight) {
        if (!sight.proven() && !isLastMiss()) {
            return turn;
        }
        return settleOrFail(turn, sight.exit());
    }

    /** The watched process is gone and no other is there: wait for one, or act at once. */
    static Turn settleOrFail(Turn turn, Optional<ExitStatus> exit) {
        Duration settle = settle(turn, exit);
        if (settle.isZero()) {
            Outcomes.down(turn, exit);
            Failure.fail(turn);
        } else {
            turn.enter(ProcSts.AVAIL, Phase.SETTLE, turn.now.plus(settle));
            turn.death = OptionalLong.of(turn.now.nanos());
            turn.lookAt(LookTimes.next(turn.since, turn.until, turn.now));
        }
        return turn;
    }

    /** Returns how long another match is awaited before this end counts as a death. */
    private static Duration settle(Turn turn, Optional<ExitStatus> exit) {
        if (turn.away) {
            return Duration.ZERO;
        }
        if (isUnknown(exit)) {
            return turn.rule.settle().orElse(Duration.ZERO);
        }
        return exit.orElseThrow().isOrderly() ? turn.rule.settle().orElse(SETTLE) : Duration.ZERO;
    }

    /** Tells whether nobody knows how it ended. */
    static boolean isUnknown(Optional<ExitStatus> exit) {
        return exit.isEmpty() || exit.get() instanceof ExitStatus.Unknown;
    }

    /** Counts a look that saw no match; MONITOR_TRY_COUNT of them, some time apart, make "not found". */
    private boolean isLastMiss() {
        boolean counts = turn.misses == 0 || turn.now.isAtOrAfter(turn.until);
        if (counts) {
            turn.misses++;
            turn.until = turn.now.plus(LookTimes.PAUSE);
        }
        if (turn.misses >= turn.rule.tryCount()) {
            return true;
        }
        turn.lookAt(turn.until);
        return false;
    }
}
