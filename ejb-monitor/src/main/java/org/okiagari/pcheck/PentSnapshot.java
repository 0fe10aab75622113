package org.okiagari.pcheck;

import org.okiagari.pfile.Pent;
import org.okiagari.saver.PentState;

/**
 * One PENT at one moment.
 *
 * @param pent what the pfile says
 * @param state its state
 * @param watchedByEvent the kernel tells its death at once
 * @param polledBecause why it does not, one clause; empty if it does
 */
public record PentSnapshot(Pent pent, PentState state, boolean watchedByEvent, String polledBecause) {
    /** Makes the snapshot of a PENT that is watched by event unless there is a reason against it. */
    PentSnapshot(Pent pent, PentState state, String polledBecause) {
        this(pent, state, polledBecause.isEmpty(), polledBecause);
    }
}
