package org.okiagari.saver;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.okiagari.saver.Progress.Phase;

/**
 * What must survive the saver itself about one PENT (CONTRACT section 4, rows "saved state").
 *
 * @param pname the process as the pfile names it
 * @param ordinal its number among equal pnames, from 1: with pname it says which PENT it is
 * @param procSts proc_sts
 * @param phase what was waited for
 * @param monitorOn monitor_sts
 * @param pid last known pid
 * @param watched the process that was watched, none while there was none
 * @param matchedPath what it was recognised by
 * @param upSince wall clock of the last Up
 * @param retryCount attempts not yet followed by Up
 * @param restartCount attempts in the window
 * @param rerunTime wall clock of the window's first attempt
 * @param windowNanos the same on the monotonic clock of that boot
 * @param script the restart script that ran, none if none did
 */
public record SavedPent(
        String pname,
        int ordinal,
        ProcSts procSts,
        Phase phase,
        boolean monitorOn,
        long pid,
        Optional<ProcessId> watched,
        String matchedPath,
        Optional<Instant> upSince,
        int retryCount,
        int restartCount,
        Optional<Instant> rerunTime,
        OptionalLong windowNanos,
        Optional<Exclusion.RunningScript> script) {

    /** The number that a script which outlived the saver gets. */
    public static final long ADOPTED_RUN = 1;

    /** Returns what of a state must survive. */
    public static SavedPent of(String pname, int ordinal, PentState state, Optional<Exclusion.RunningScript> script) {
        return new SavedPent(
                pname,
                ordinal,
                state.procSts(),
                phase(state.progress()),
                state.monitorOn(),
                state.pid(),
                state.watched(),
                state.matchedPath(),
                state.upSince(),
                state.retryCount(),
                state.restartCount(),
                state.rerunTime(),
                state.progress().windowNanos(),
                state.progress().scriptRuns() ? script : Optional.empty());
    }

    /**
     * Returns the state to go on with.
     *
     * <p>An attempt whose script ran is taken for running: whoever holds its process tells its end. An old script that still
     * runs, from before a reload, has no result. What was about to be decided is decided at the next look. A death in between
     * may be hours old: it does not settle (ADR 0060).
     *
     * @param monitorInterval MONITOR_INTERVAL of today's pfile
     * @param sameBoot the monotonic clock is the one of the saved times
     * @param scriptLives a script of this PENT still runs
     */
    public PentState restored(Duration monitorInterval, boolean sameBoot, boolean scriptLives, Now now) {
        return new PentState(
                procSts,
                monitorOn,
                pid,
                retryCount,
                restartCount,
                rerunTime,
                watched,
                matchedPath,
                upSince,
                Optional.empty(),
                -1,
                -1,
                progress(monitorInterval, sameBoot, scriptLives, now));
    }

    /** Of an attempt that our shortage prevented it must be known that it is counted. */
    private static Phase phase(Progress progress) {
        return progress.counted() && progress.phase() != Phase.RUNNING ? Phase.SHORTAGE : progress.phase();
    }

    private Progress progress(Duration monitorInterval, boolean sameBoot, boolean scriptLives, Now now) {
        boolean isRestart = procSts == ProcSts.RESTART;
        boolean isAttempt = isRestart && phase == Phase.RUNNING;
        boolean runs = isAttempt || scriptLives;
        return new Progress(
                isRestart ? restoredPhase() : Phase.IDLE,
                now.nanos(),
                phase == Phase.CONFIRM ? now.plus(monitorInterval) : now.nanos(),
                0,
                true,
                Optional.empty(),
                window(sameBoot, now),
                OptionalLong.empty(),
                isRestart ? OptionalLong.of(now.nanos()) : OptionalLong.empty(),
                runs ? ADOPTED_RUN : 0,
                runs,
                runs && !isAttempt,
                isRestart && phase == Phase.SHORTAGE);
    }

    private Phase restoredPhase() {
        return switch (phase) {
            case RUNNING -> Phase.RUNNING;
            case CONFIRM -> Phase.CONFIRM;
            case SHORTAGE -> Phase.SHORTAGE;
            case IDLE, REPLACED, SETTLE, HOLD, PAUSE, STALE, SLOT -> Phase.HOLD;
        };
    }

    /** After a reboot only the wall clock knows how old the window is; a negative age is none. */
    private OptionalLong window(boolean sameBoot, Now now) {
        if (rerunTime.isEmpty()) {
            return OptionalLong.empty();
        }
        if (sameBoot && windowNanos.isPresent()) {
            return OptionalLong.of(Math.min(windowNanos.getAsLong(), now.nanos()));
        }
        Duration age = Duration.between(rerunTime.get(), now.wall());
        return OptionalLong.of(age.isNegative() ? now.nanos() : now.nanos() - age.toNanos());
    }
}
