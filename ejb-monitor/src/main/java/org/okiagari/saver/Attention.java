package org.okiagari.saver;

import org.okiagari.saver.Progress.Phase;

/** What a check has to do about one PENT (ADR 0066). The machine's simulation proves that what is left out changes nothing. */
public enum Attention {
    /** Nothing: it is not monitored, given up, or its script runs. No look can change it. */
    NONE,
    /** Its process is verified. While that lives, or nobody can tell, no look can change it. */
    VERIFY,
    /** A look at the process table. */
    LOOK;

    static Attention of(PentState state) {
        Phase phase = state.progress().phase();
        if (!state.monitorOn() || state.procSts() == ProcSts.RETRY_OVER || phase == Phase.RUNNING) {
            return NONE;
        }
        boolean steady = state.procSts() == ProcSts.AVAIL
                && phase == Phase.IDLE
                && state.progress().misses() == 0
                && !state.progress().away()
                && state.watched().isPresent();
        return steady ? VERIFY : LOOK;
    }

    /**
     * A process that was started just now is among what changed. Who turns into ours by exec() later is not: so the last
     * look of a wait, and whoever waits for long or without an end, needs everybody.
     */
    static boolean needsEverybody(Progress progress, Now now) {
        return switch (progress.phase()) {
            case IDLE, SLOT, STALE, RUNNING, SHORTAGE -> true;
            case PAUSE -> false; // it ends whether a process is there or not
            case REPLACED, SETTLE, HOLD, CONFIRM ->
                now.isAtOrAfter(progress.untilNanos())
                        || now.since(progress.sinceNanos()).compareTo(LookTimes.OFTEN) >= 0;
        };
    }
}
