package org.okiagari.api.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong in a file; the text seen is escaped here, and a flood is cut. */
public final class Problems {
    private static final int MAX = 10_000;

    private final List<Problem> found = new ArrayList<>();
    private int dropped;
    private boolean hasErrors;

    /** Adds a problem that makes the file useless. */
    public void error(int line, String what, String seen) {
        add(Problem.error(line, what, Escaper.escape(seen)));
    }

    /** Adds a problem that leaves the file usable. */
    public void warning(int line, String what, String seen) {
        add(Problem.warning(line, what, Escaper.escape(seen)));
    }

    /** Tells whether the file is useless. */
    public boolean hasErrors() {
        return hasErrors;
    }

    /** Returns all problems by line. */
    public List<Problem> sorted() {
        List<Problem> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparingInt(Problem::line));
        if (dropped > 0) {
            String what = "and " + dropped + " more problems";
            sorted.add(hasErrors ? Problem.error(0, what, "") : Problem.warning(0, what, ""));
        }
        return sorted;
    }

    private void add(Problem problem) {
        hasErrors |= problem.isError();
        if (found.size() < MAX) {
            found.add(problem);
        } else {
            dropped++;
        }
    }
}
