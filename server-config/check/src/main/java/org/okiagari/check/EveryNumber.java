package org.okiagari.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * I-6: nothing is silently lost: numbers rise by one, in the order of the file, over rotation and over restarts of the saver;
 * a hole is announced by an event {@code gap}, whose count is right; and no line is torn but the last one.
 */
final class EveryNumber implements Invariant {
    private record Hole(long from, long to) {
        boolean holds(long seq) {
            return from <= seq && seq <= to;
        }
    }

    @Override
    public String name() {
        return "I-6";
    }

    @Override
    public void prove(Run run, Consumer<String> wrong) {
        Journal journal = run.journal();
        journal.torn().forEach(line -> wrong.accept("no event: " + line));
        List<Hole> told = new ArrayList<>();
        journal.events().stream().filter(event -> event.is("gap")).forEach(gap -> {
            Hole hole = new Hole(gap.number("from"), gap.number("to"));
            told.add(hole);
            if (gap.number("count") < 1 || gap.number("count") > hole.to() - hole.from() + 1) {
                wrong.accept(
                        "a gap from " + hole.from() + " to " + hole.to() + " does not count " + gap.number("count"));
            }
        });
        long last = 0;
        for (Told event : journal.events()) {
            if (event.seq() <= last) {
                wrong.accept("seq " + event.seq() + " after " + last + ": " + event);
            }
            if (last != 0 || journal.isWhole()) {
                unannounced(last + 1, event.seq() - 1, told, wrong);
            }
            last = Math.max(last, event.seq());
        }
    }

    /** Missing numbers are announced as one hole or as several. */
    private static void unannounced(long from, long to, List<Hole> told, Consumer<String> wrong) {
        for (long seq = from; seq <= to; seq++) {
            long missing = seq;
            if (told.stream().noneMatch(hole -> hole.holds(missing))) {
                wrong.accept("seq " + from + " to " + to + " are missing, and no gap announces " + seq);
                return;
            }
        }
    }
}
