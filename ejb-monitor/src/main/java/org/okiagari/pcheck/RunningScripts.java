package org.okiagari.pcheck;

import java.util.ArrayList;
import java.util.List;
import org.okiagari.saver.Exclusion.RunningScript;

/** The restart scripts of all pchecks that run now: never a match of any PENT. Reading costs nothing. */
final class RunningScripts {
    private volatile List<RunningScript> running = List.of();

    /** Returns those that run now; the list never changes. */
    List<RunningScript> now() {
        return running;
    }

    synchronized void add(RunningScript script) {
        List<RunningScript> more = new ArrayList<>(running);
        more.add(script);
        running = List.copyOf(more);
    }

    synchronized void remove(RunningScript script) {
        List<RunningScript> fewer = new ArrayList<>(running);
        fewer.remove(script);
        running = List.copyOf(fewer);
    }
}
