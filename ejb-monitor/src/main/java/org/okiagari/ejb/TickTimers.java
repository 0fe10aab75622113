package org.okiagari.ejb;

import java.time.Duration;

/** The server's timers, one per pcheck. */
interface TickTimers {
    /** Makes the timer of a pcheck anew; one that is there already is cancelled. */
    void arm(String pcheck, Duration interval);

    /** Cancels the timer of a pcheck. */
    void disarm(String pcheck);
}
