package org.okiagari.check;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * I-3: no death is missed: what the test ended while it was watched is followed up within MONITOR_INTERVAL x MONITOR_TRY_COUNT
 * + 1 s (+ SETTLE) of the monitor's run time. A death while the monitor was away, suspended or in a reload counts from when it
 * looks again.
 *
 * <p>Followed up is a death by Down, by an Up of another process (ADR 0060), by {@code setpidfail} after a reload, and around
 * the end of a saver, which may not have told its last event, by the attempt alone.
 */
final class NoDeathMissed implements Invariant {
    @Override
    public String name() {
        return "I-3";
    }

    @Override
    public void prove(Run run, Consumer<String> wrong) {
        for (Story story : run.stories()) {
            for (Facts.Death death : run.facts().deaths) {
                new Walk(run, story, death, wrong).walk();
            }
        }
    }

    private static final class Walk {
        private final Run run;
        private final Story story;
        private final Facts.Death death;
        private final Consumer<String> wrong;
        private Optional<Told> loaded;
        private Instant since;
        private boolean isOff;
        private boolean isAway;
        private boolean mayBeForgotten;

        Walk(Run run, Story story, Facts.Death death, Consumer<String> wrong) {
            this.run = run;
            this.story = story;
            this.death = death;
            this.wrong = wrong;
            this.loaded = story.loaded();
            this.since = death.time();
        }

        void walk() {
            List<Told> events = story.events();
            int up = indexOfUp(events);
            if (up < 0) {
                return;
            }
            events.subList(0, up).forEach(this::pcheck);
            mayBeForgotten = false;
            for (Told event : events.subList(up + 1, events.size())) {
                if (isFollowUp(event)) {
                    if (!isOff && event.time().isAfter(deadline(event.time()))) {
                        wrong.accept("the death of pid " + death.pid() + " at " + death.time()
                                + " was followed up late: " + event);
                    }
                    return;
                }
                if (event.isHole()) {
                    return; // it may have been told there
                }
                pcheck(event);
            }
            missed();
        }

        /** The process was watched when it ended: the last that was told of the PENT is its Up. */
        private int indexOfUp(List<Told> events) {
            int last = -1;
            for (int i = 0; i < events.size() && !events.get(i).time().isAfter(death.time()); i++) {
                last = events.get(i).event().startsWith("pent.") ? i : last;
            }
            return last >= 0
                            && events.get(last).is("pent.up")
                            && events.get(last).pid() == death.pid()
                    ? last
                    : -1;
        }

        private boolean isFollowUp(Told event) {
            return event.event().startsWith("pent.") && !(event.is("pent.up") && event.pid() == death.pid());
        }

        private void pcheck(Told event) {
            switch (event.event()) {
                case "pcheck.start" -> {
                    load(event);
                    isAway = false;
                }
                case "pcheck.reload" -> {
                    load(event);
                    mayBeForgotten = true;
                }
                case "pcheck.stop" -> isOff = true;
                case "pcheck.resume" -> {
                    isOff = false;
                    looksAgain(event.time());
                }
                case "pcheck.shutdown" -> {
                    isAway = true;
                    mayBeForgotten |= !event.detail("reason").equals("server");
                }
                default -> {
                    // Says nothing of monitoring.
                }
            }
        }

        private void load(Told event) {
            loaded = Optional.of(event);
            looksAgain(event.time());
        }

        private void looksAgain(Instant time) {
            since = time.isAfter(since) ? time : since;
        }

        private void missed() {
            boolean isOver = isOff || isAway || mayBeForgotten;
            Optional<Instant> last = lastSign();
            if (!isOver && last.isPresent() && last.get().isAfter(deadline(last.get()))) {
                wrong.accept("the death of pid " + death.pid() + " of " + story + " at " + death.time()
                        + " was not told until " + last.get());
            }
        }

        /** The pcheck is known to run until the last event of its home, unless another saver may have come without it. */
        private Optional<Instant> lastSign() {
            List<Told> events = run.journal().events();
            boolean isOneSaver = events.stream()
                    .noneMatch(event -> event.is("pcheck.start") && event.time().isAfter(death.time()));
            return events.stream()
                    .filter(event -> isOneSaver || event.pcheck().equals(story.pcheck()))
                    .map(Told::time)
                    .max(Instant::compareTo);
        }

        private Instant deadline(Instant until) {
            Duration bound = loaded.flatMap(run.facts().pfiles::of)
                    .map(pfile ->
                            pfile.interval().multipliedBy(pfile.tryCount()).plus(pfile.settle()))
                    .orElse(Duration.ofHours(1));
            return since.plusSeconds(1)
                    .plus(bound)
                    .plus(Facts.SLACK)
                    .plus(run.facts().paused(death.time(), until));
        }
    }
}
