package org.okiagari.saver;

import java.util.Optional;
import java.util.OptionalLong;
import org.okiagari.saver.Progress.Phase;

/** The two things that are told about a process: it is there, it is gone. */
final class Outcomes {
    private static final long NANOS_PER_MILLI = 1_000_000L;

    private Outcomes() {}

    /** The process is there: AVAIL, watched, told as Up. */
    static void up(Turn turn, Found found) {
        if (turn.phase == Phase.SLOT) {
            turn.effect(new Effect.DropSlot());
        }
        if (turn.retryCount > 0 && turn.death.isPresent()) {
            turn.lastRestartMillis = turn.now.since(turn.death.getAsLong()).toMillis();
        }
        turn.rest(ProcSts.AVAIL);
        turn.pid = found.id().pid();
        turn.watched = Optional.of(found.id());
        turn.matchedPath = found.path();
        turn.upSince = Optional.of(turn.now.wall());
        turn.retryCount = 0;
        turn.death = OptionalLong.empty();
        turn.away = false;
        turn.counted = false;
        turn.report(PentEvents.up(turn.rule.pent(), found, turn.restartCount));
        turn.effect(new Effect.Watch(found));
    }

    /** The watched process is gone, told as Down. */
    static void down(Turn turn, Optional<ExitStatus> exit) {
        ExitStatus how = exit.orElse(new ExitStatus.Unknown());
        turn.report(PentEvents.down(turn.rule.pent(), turn.pid, Optional.of(how)));
        letGo(turn, Optional.of(how));
    }

    /** The script said that it restarted the process, and none came: told as Down. */
    static void neverCame(Turn turn) {
        turn.report(PentEvents.down(turn.rule.pent(), turn.pid, Optional.empty()));
    }

    /** Monitoring begins and the process is not there. */
    static void setPidFail(Turn turn, Optional<ExitStatus> exit) {
        turn.report(PentEvents.setPidFail(turn.rule.pent()));
        letGo(turn, exit);
    }

    /** Nothing is watched from here on; the outage is as old as its first sight. */
    static void letGo(Turn turn, Optional<ExitStatus> exit) {
        if (turn.watched.isPresent()) {
            turn.effect(new Effect.Unwatch());
        }
        turn.watched = Optional.empty();
        turn.upSince = Optional.empty();
        turn.lastExit = exit.isPresent() ? exit : turn.lastExit;
        turn.death = turn.death.isPresent() ? turn.death : OptionalLong.of(turn.now.nanos());
        turn.away = false;
    }
}
