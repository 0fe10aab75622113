package org.okiagari.pcheck;

import java.time.Duration;

/** Runs short work on a bounded pool of threads. */
public interface Scheduler {
    /** Runs work soon. */
    void execute(Runnable work);

    /** Runs work after a delay; closing the answer cancels it. */
    Cancellable schedule(Duration delay, Runnable work);

    /** Something that can be cancelled. */
    interface Cancellable {
        /** Prevents the work if it has not started. */
        void cancel();
    }
}
