package org.okiagari.pcheck;

import java.util.List;

/** A command that is refused, with what the user reads. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Whose fault it is: it decides the exit code of a command. */
    public enum Kind {
        /** The pfile has errors (exit code 1). */
        PFILE,
        /** Something else is in the way (exit code 3). */
        STATE
    }

    private final Kind kind;
    private final transient List<String> problems;
    private boolean isTold;

    /** Makes a refusal of one sentence. */
    public Refused(String sentence) {
        this(Kind.STATE, List.of(sentence));
    }

    /** Makes a refusal of several sentences, one for each problem. */
    public Refused(Kind kind, List<String> problems) {
        super(String.join("\n", problems));
        this.kind = kind;
        this.problems = List.copyOf(problems);
    }

    /** Says that an event about it was offered, and returns it. */
    Refused told() {
        isTold = true;
        return this;
    }

    /** Tells whether the journal knows of it already. */
    public boolean isTold() {
        return isTold;
    }

    /** Returns whose fault it is. */
    public Kind kind() {
        return kind;
    }

    /** Returns the sentences. */
    public List<String> problems() {
        return problems;
    }
}
