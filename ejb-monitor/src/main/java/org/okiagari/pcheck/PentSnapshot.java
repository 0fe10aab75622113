package org.okiagari.pcheck;

import org.okiagari.pfile.Pent;
import org.okiagari.saver.PentState;

/**
 * One PENT at one moment.
 *
 * @param pent what the pfile says
 * @param state its state
 * @param watchedByEvent the kernel tells its death at once
 */
public record PentSnapshot(Pent pent, PentState state, boolean watchedByEvent) {}
