package org.okiagari.saver;

/** The state machine of one PENT. */
public final class PentMachine {
    private PentMachine() {}

    /** Returns what follows from an observation at a time; the same arguments give the same answer. */
    public static Step step(PentRule rule, PentState state, Observation observation, Now now) {
        throw new UnsupportedOperationException("to be written");
    }
}
