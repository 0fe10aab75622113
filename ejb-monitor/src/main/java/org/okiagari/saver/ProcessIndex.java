package org.okiagari.saver;

import java.util.List;
import java.util.Optional;

/** One complete look, indexed for matching: one lookup per PENT however many processes there are. */
public final class ProcessIndex {
    private final List<Seen> processes;

    private ProcessIndex(List<Seen> processes) {
        this.processes = List.copyOf(processes);
    }

    /** Returns the index of one complete look. */
    public static ProcessIndex of(List<Seen> processes) {
        return new ProcessIndex(processes);
    }

    /** Returns all processes of the look. */
    public List<Seen> processes() {
        return processes;
    }

    /**
     * Returns the match of a PENT: the rules of CONTRACT section 4, "Matching".
     *
     * @param name what the pfile names
     * @param not processes that are no match although they look like one
     */
    public Optional<Found> match(ProcessName name, Exclusion not) {
        throw new UnsupportedOperationException("to be written");
    }
}
