package org.okiagari.pcheck;

/** Follows the lives of pchecks: beans and timers come and go with them. Called on the thread that made the change. */
public interface PcheckListener {
    /** A pcheck runs. */
    void started(Pcheck pcheck);

    /** Its pfile was read again: its PENTs and its interval may be others. */
    void reloaded(Pcheck pcheck);

    /** It has ended. */
    void ended(Pcheck pcheck);

    /** Its snapshot is another one. In the pcheck's turn and on the way to a restart: nothing may take long here. */
    default void changed(Pcheck pcheck) {}
}
