package org.okiagari.pfile;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What follows when restarts are used up (manual, PENT field 5). */
public enum RetryOverAction {
    /** The other PENTs go on, this one waits for reload. */
    CONTINUE,
    /** The pcheck ends abnormally; its foreground command exits 1. */
    EXIT,
    /** The pcheck ends in order, as by padmin. */
    SHUTDOWN,
    /** The configured cluster command runs; the pcheck goes on. */
    SWITCH;

    /** Returns the action of a word in any case, none if the word is no action. */
    public static Optional<RetryOverAction> of(String word) {
        String name = word.toUpperCase(Locale.ROOT);
        return Stream.of(values()).filter(action -> action.name().equals(name)).findFirst();
    }
}
