package org.okiagari.pfile;

/** What follows when restarts are used up (manual, PENT field 5). */
public enum RetryOverAction {
    /** The other PENTs go on, this one waits for reload. */
    CONTINUE,
    /** The pcheck ends abnormally; its foreground command exits 1. */
    EXIT,
    /** The pcheck ends in order, as by padmin. */
    SHUTDOWN,
    /** The configured cluster command runs; the pcheck goes on. */
    SWITCH
}
