package org.okiagari.check;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * I-5: each Down has exactly one outcome: between two Downs there is one, there is no Up without a reason, and no Down is
 * left without one while the saver goes on (where there is something to run or to end).
 *
 * <p>An Up of another pid without a Down is an orderly end that another match followed within SETTLE (ADR 0060).
 */
final class OneOutcome implements Invariant {
    private static final Set<String> OUTCOMES = Set.of("pent.up", "pent.restart", "pent.retryover");
    /** A script from before a reload, and others that wait for their slots, may come first. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int SLOTS_A_SECOND = 4;

    @Override
    public String name() {
        return "I-5";
    }

    @Override
    public void prove(Run run, Consumer<String> wrong) {
        long downs = run.journal().events().stream()
                .filter(event -> event.is("pent.down"))
                .count();
        Duration patience = PATIENCE.plusSeconds(downs / SLOTS_A_SECOND);
        for (Story story : run.stories()) {
            followedUp(story, run.facts(), patience, wrong);
            oneEach(story, wrong);
        }
    }

    private static void oneEach(Story story, Consumer<String> wrong) {
        boolean isDown = false;
        long upPid = 0;
        for (Told event : story.events()) {
            if (event.is("pent.down")) {
                if (isDown) {
                    wrong.accept("two Downs with nothing between: " + event);
                }
                isDown = true;
                upPid = 0;
            } else if (OUTCOMES.contains(event.event())) {
                if (event.is("pent.up") && upPid == event.pid()) {
                    wrong.accept("two Ups with nothing between: " + event);
                }
                isDown = false;
                upPid = event.is("pent.up") ? event.pid() : 0;
            } else if (event.isHole() || event.isOfPcheck() && !event.is("pcheck.dump")) {
                isDown = false;
                upPid = 0;
            }
        }
    }

    private static void followedUp(Story story, Facts facts, Duration patience, Consumer<String> wrong) {
        Optional<Told> loaded = story.loaded();
        Optional<Told> down = Optional.empty();
        for (Told event : story.events()) {
            loaded = event.is("pcheck.start") || event.is("pcheck.reload") ? Optional.of(event) : loaded;
            if (event.is("pent.down")) {
                down = Optional.of(event);
            } else if (!event.isRefusedReload() && !event.is("pcheck.dump")) {
                down = Optional.empty();
            }
            Instant now = event.time();
            boolean isLate =
                    down.filter(told -> now.isAfter(told.time().plus(patience))).isPresent();
            if (isLate && !isOnlyReported(story, loaded, facts)) {
                wrong.accept("no outcome of " + down.orElseThrow() + " until " + now);
                return;
            }
        }
    }

    private static boolean isOnlyReported(Story story, Optional<Told> loaded, Facts facts) {
        return loaded.flatMap(facts.pfiles::of)
                .flatMap(pfile -> pfile.pent(story.pent()))
                .map(PfileFacts.PentFacts::isOnlyReported)
                .orElse(true);
    }
}
