package org.okiagari.saver;

/** proc_sts of a PENT (CONTRACT section 4). */
public enum ProcSts {
    /** Not looked at yet. */
    WAIT,
    /** There and watched. */
    AVAIL,
    /** Gone, and nothing to run. */
    DOWN,
    /** A script runs, or its result or its turn is awaited. */
    RESTART,
    /** Restarts are used up; waits for reload. */
    RETRY_OVER
}
