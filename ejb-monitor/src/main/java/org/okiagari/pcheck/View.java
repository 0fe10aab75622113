package org.okiagari.pcheck;

import java.util.List;
import org.okiagari.saver.Exclusion;

/**
 * One look, as it is handed to PENTs.
 *
 * @param look what it gave
 * @param isSure whoever is in it lived a moment ago; else a match is asked for its life before it counts
 * @param scripts the restart scripts that ran then
 */
record View(ProcessTable.Look look, boolean isSure, List<Exclusion.RunningScript> scripts) {}
