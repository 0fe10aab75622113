package org.okiagari.saver;

import java.util.List;

/**
 * What a step made.
 *
 * @param state the new state
 * @param effects what is to be done, in order
 */
public record Step(PentState state, List<Effect> effects) {
    /** Copies the list. */
    public Step {
        effects = List.copyOf(effects);
    }
}
