package org.okiagari.check;

import java.util.Objects;
import java.util.function.Consumer;

/**
 * I-8: a bad pfile never replaces a good one: after a reload that was refused ({@code audit}) no PENT is looked at anew, which
 * an Up of the same process or {@code setpidfail} would tell; and what the test says to be unchanged is.
 */
final class AllOrNothing implements Invariant {
    @Override
    public String name() {
        return "I-8";
    }

    @Override
    public void prove(Run run, Consumer<String> wrong) {
        run.stories().forEach(story -> prove(story, wrong));
        for (Facts.Pair pair : run.facts().unchanged) {
            if (!Objects.deepEquals(pair.before(), pair.after())) {
                wrong.accept(pair.what() + " changed: " + pair.before() + " became " + pair.after());
            }
        }
    }

    private static void prove(Story story, Consumer<String> wrong) {
        long up = 0;
        boolean isRefused = false;
        for (Told event : story.events()) {
            if (event.isRefusedReload()) {
                isRefused = true;
            } else if (isRefused && event.is("pent.setpidfail")) {
                wrong.accept("looked at anew after a reload that was refused: " + event);
            } else if (isRefused && event.is("pent.up") && event.pid() == up) {
                wrong.accept("Up again after a reload that was refused: " + event);
            }
            if (!event.isRefusedReload() && !event.is("pcheck.dump")) {
                isRefused = false;
                up = event.is("pent.up") ? event.pid() : 0;
            }
        }
    }
}
