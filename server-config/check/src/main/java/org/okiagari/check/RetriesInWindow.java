package org.okiagari.check;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * I-4: attempts of a window are numbered without a gap, never more than there may be, and none comes after RETRY_OVER until a
 * reload. A new window begins only when the old one is older than GRACE.
 *
 * <p>After a {@code kill -9} an attempt may be told again, or be untold: the killed saver had told it and not saved it, or
 * saved it and not told it. A {@code pcheck.start} says that this may be so.
 */
final class RetriesInWindow implements Invariant {
    /** Windows are measured on the monotonic clock, events have the wall clock's time. */
    private static final Duration CLOCKS = Duration.ofSeconds(1);

    @Override
    public String name() {
        return "I-4";
    }

    @Override
    public void prove(Run run, Consumer<String> wrong) {
        run.stories().forEach(story -> new Walk(story, run.facts(), wrong).walk());
    }

    private static final class Walk {
        private final Story story;
        private final Facts facts;
        private final Consumer<String> wrong;
        private Optional<PfileFacts.PentFacts> pent = Optional.empty();
        private Optional<Instant> window = Optional.empty();
        private long last;
        private boolean isOver;
        private boolean isNewSaver;
        /** Attempts may be missing in the journal. */
        private boolean isUnknown;

        Walk(Story story, Facts facts, Consumer<String> wrong) {
            this.story = story;
            this.facts = facts;
            this.wrong = wrong;
        }

        void walk() {
            story.loaded().ifPresent(this::load);
            isNewSaver = false;
            isUnknown = !story.isFromTheBeginning();
            for (Told event : story.events()) {
                switch (event.event()) {
                    case "pcheck.start" -> load(event);
                    case "pcheck.reload" -> {
                        load(event);
                        isNewSaver = false;
                        isOver = false;
                        last = 0;
                    }
                    case "hole" -> {
                        isUnknown = true;
                        isOver = false;
                        window = Optional.empty();
                    }
                    case "pent.retryover" -> isOver = true;
                    case "pent.restart" -> attempt(event);
                    default -> {
                        // Says nothing of attempts.
                    }
                }
            }
        }

        private void load(Told event) {
            pent = facts.pfiles.of(event).flatMap(pfile -> pfile.pent(story.pent()));
            window = Optional.empty();
            isNewSaver = true;
        }

        private void attempt(Told event) {
            long attempt = event.number("attempt");
            boolean isNext = attempt == last + 1 || attempt == 1;
            // Of a killed saver the last attempt may be untold, or told and not made.
            boolean mayBe = isNewSaver && (attempt == last || attempt == last + 2);
            if (!isNext && !mayBe && !isUnknown) {
                wrong.accept("attempt " + attempt + " after " + last + " of " + story);
            }
            int most = facts.retry.orElse(pent.map(PfileFacts.PentFacts::retry).orElse(Integer.MAX_VALUE));
            if (attempt > most) {
                wrong.accept("attempt " + attempt + " of " + most + " of " + story);
            }
            if (isOver && !isNewSaver) {
                wrong.accept("an attempt after RETRY_OVER of " + story);
            }
            if (attempt == 1) {
                newWindow(event);
            }
            last = attempt;
            isNewSaver = false;
            isUnknown = false;
        }

        private void newWindow(Told event) {
            if (window.isPresent() && pent.isPresent()) {
                Duration age = Duration.between(window.get(), event.time());
                Duration grace = pent.get().grace();
                if (grace.isZero() || age.plus(CLOCKS).compareTo(grace) < 0) {
                    wrong.accept("a new window " + age.toMillis() + " ms after the last one, GRACE is "
                            + grace.toSeconds() + " s: " + event);
                }
            }
            window = Optional.of(event.time());
        }
    }
}
