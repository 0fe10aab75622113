package org.okiagari.saver;

import java.time.Instant;
import java.util.Optional;

/**
 * The state of one PENT; a step makes a new one.
 *
 * <p>The first fields are what padmin and the beans show; {@code progress} belongs to the machine.
 *
 * @param procSts proc_sts
 * @param monitorOn monitor_sts
 * @param pid last known pid, 0 = never seen; never cleared
 * @param retryCount attempts not yet followed by Up
 * @param restartCount attempts in the present window
 * @param rerunTime wall clock of the window's first attempt, none if no window is open
 * @param watched the live process that is watched, none while there is none
 * @param matchedPath what the last process was recognised by, empty if never seen
 * @param upSince wall clock of the last Up, none while it is not AVAIL
 * @param lastExit how the last process ended, none if none died
 * @param lastRestartMillis from death seen to Up of the last restart, -1 = none
 * @param lastDetectionMillis age of the last death when it was seen, -1 = not known
 * @param progress what the machine remembers besides
 */
public record PentState(
        ProcSts procSts,
        boolean monitorOn,
        long pid,
        int retryCount,
        int restartCount,
        Optional<Instant> rerunTime,
        Optional<ProcessId> watched,
        String matchedPath,
        Optional<Instant> upSince,
        Optional<ExitStatus> lastExit,
        long lastRestartMillis,
        long lastDetectionMillis,
        Progress progress) {

    /** Makes a state in which nothing is in progress; the parameters are those of the record. */
    public PentState(
            ProcSts procSts,
            boolean monitorOn,
            long pid,
            int retryCount,
            int restartCount,
            Optional<Instant> rerunTime,
            Optional<ProcessId> watched,
            String matchedPath,
            Optional<Instant> upSince,
            Optional<ExitStatus> lastExit,
            long lastRestartMillis,
            long lastDetectionMillis) {
        this(
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
                Progress.NONE);
    }

    /** Returns the state of a PENT that nobody has looked at: WAIT, counters 0. */
    public static PentState fresh() {
        return new PentState(
                ProcSts.WAIT,
                true,
                0,
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.empty(),
                Optional.empty(),
                -1,
                -1);
    }

    /** Returns the state of a PENT that nobody has looked at, while an old script of it runs whose result is not ours. */
    public static PentState besideScript(long run) {
        PentState fresh = fresh();
        return new PentState(
                fresh.procSts,
                fresh.monitorOn,
                fresh.pid,
                fresh.retryCount,
                fresh.restartCount,
                fresh.rerunTime,
                fresh.watched,
                fresh.matchedPath,
                fresh.upSince,
                fresh.lastExit,
                fresh.lastRestartMillis,
                fresh.lastDetectionMillis,
                Progress.besideScript(run));
    }

    /** Returns this state with the age that the last death had when it was seen; only the shell can know it. */
    public PentState withLastDetectionMillis(long millis) {
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
                lastExit,
                lastRestartMillis,
                millis,
                progress);
    }

    /** Returns what a check has to do about it. */
    public Attention attention() {
        return Attention.of(this);
    }

    /** Tells whether a look must see everybody's program, not only what changed (ADR 0066). */
    public boolean needsEverybody(Now now) {
        return Attention.needsEverybody(progress, now);
    }

    /** Tells whether padmin counts it in FAIL_PROC_COUNT. */
    public boolean isFail() {
        return switch (procSts) {
            case DOWN, RESTART, RETRY_OVER -> true;
            case WAIT, AVAIL -> false;
        };
    }
}
