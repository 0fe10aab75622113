package org.okiagari.saver;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the machine of one PENT remembers between steps and nobody else needs. All times are monotonic nanoseconds.
 *
 * @param phase what is waited for
 * @param sinceNanos when the phase began
 * @param untilNanos when the phase is over, for the phases that have an end
 * @param misses complete looks of the present check that saw no match and did not prove it
 * @param away monitoring was off until now: what is found gone died at some time before
 * @param candidate a match seen once, which counts if a second look sees it again
 * @param windowNanos start of the present GRACE window, empty if none is open
 * @param lastStartNanos start of the last restart script, empty if none since the last reload
 * @param deathNanos when the present outage was seen, empty while there is none
 * @param run number of the last script, 0 = none yet
 * @param scriptRuns that script has not ended
 * @param stale its result is ignored, since a reload came in between
 * @param counted our shortage prevented the start of this attempt, which is in the counters and in the log already
 */
public record Progress(
        Phase phase,
        long sinceNanos,
        long untilNanos,
        int misses,
        boolean away,
        Optional<Sighting> candidate,
        OptionalLong windowNanos,
        OptionalLong lastStartNanos,
        OptionalLong deathNanos,
        long run,
        boolean scriptRuns,
        boolean stale,
        boolean counted) {

    /** Nothing has happened yet. */
    public static final Progress NONE = new Progress(
            Phase.IDLE,
            0,
            0,
            0,
            false,
            Optional.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            0,
            false,
            false,
            false);

    /** Nothing has happened yet, but a script runs whose result is ignored. */
    static Progress besideScript(long run) {
        return new Progress(
                Phase.IDLE,
                0,
                0,
                0,
                false,
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                run,
                true,
                true,
                false);
    }

    /** What is waited for. */
    public enum Phase {
        /** Nothing: proc_sts says all. */
        IDLE,
        /** AVAIL: it is gone and another match was seen once. */
        REPLACED,
        /** AVAIL: it ended in order; another match may come (SETTLE). */
        SETTLE,
        /** RESTART: the crash-loop second, or a look after monitoring was off. */
        HOLD,
        /** RESTART: one MONITOR_INTERVAL after a failed script. */
        PAUSE,
        /** RESTART: an old script, started before a reload, still runs. */
        STALE,
        /** RESTART: a restart slot is asked for. */
        SLOT,
        /** RESTART: the script runs. */
        RUNNING,
        /** RESTART: the script exited 0, the process is awaited. */
        CONFIRM,
        /** RESTART: we had no means to start the script; tried again soon. */
        SHORTAGE
    }

    /**
     * A match seen once.
     *
     * @param found the match
     * @param atNanos when it was seen
     */
    public record Sighting(Found found, long atNanos) {}
}
