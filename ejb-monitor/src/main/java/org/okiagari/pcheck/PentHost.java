package org.okiagari.pcheck;

import org.okiagari.saver.Effect;

/** What a PENT needs of its pcheck. */
interface PentHost {
    Environment environment();

    /** Returns what all pchecks share about restart scripts. */
    Restarts restarts();

    /** Runs work in the pcheck's turn. */
    void post(Runnable work);

    /** Looks at this PENT soon. */
    void wake(RunningPent pent);

    /** Restarts of this PENT are used up. */
    void retryOver(RunningPent pent, Effect.RetryOver effect);

    /** What is shown or saved of this PENT is not what it was. */
    void changed(RunningPent pent);

    /** Returns the command that restarts this PENT, ready to run. */
    ScriptRunner.Command command(RunningPent pent);

    /** Returns what keeps the states of the pcheck. */
    StateKeeper states();

    /** The script of a PENT that the pfile has no more has ended. */
    void removedScriptEnded(RunningPent pent);

    /** Returns the name of the pcheck. */
    String name();
}
