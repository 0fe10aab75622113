/**
 * The decisions about one PENT: its state machine, its GRACE window, which process is a match.
 *
 * <p>Pure: (PENT, state, observation, now) to (state, effects). No file, no thread, no clock, no logger.
 */
@NullMarked
package org.okiagari.saver;

import org.jspecify.annotations.NullMarked;
