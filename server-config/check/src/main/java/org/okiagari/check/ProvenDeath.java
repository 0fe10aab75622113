package org.okiagari.check;

import java.util.function.Consumer;

/**
 * I-2: no restart without a proven death.
 *
 * <p>The journal has the proof: a Down of the watched pid with {@code detail.exit}; a Down without it, which only the end of
 * a restart that did not help may have; {@code setpidfail} when monitoring begins; a script that failed. Each of them allows
 * one attempt. Besides, a process that is told as Down and is alive at the end of the test was none, and where the test told
 * every death, each Down must be one of them.
 */
final class ProvenDeath implements Invariant {
    @Override
    public String name() {
        return "I-2";
    }

    @Override
    public void prove(Run run, Consumer<String> wrong) {
        run.stories().forEach(story -> new Walk(story, wrong).walk());
        run.facts().aliveThoughDown.forEach(wrong);
        if (run.facts().areAllDeathsTold) {
            run.stories().stream()
                    .flatMap(story -> story.events().stream())
                    .filter(event ->
                            event.is("pent.down") && !event.detail("exit").isEmpty())
                    .filter(event -> run.facts().deaths.stream()
                            .noneMatch(death -> death.pid() == event.pid()
                                    && !death.time().isAfter(event.time().plusMillis(50))))
                    .forEach(event -> wrong.accept("nobody ended the process of " + event));
        }
    }

    private static final class Walk {
        private final Story story;
        private final Consumer<String> wrong;
        /** The process that is known to be watched, 0 = none. */
        private long watched;
        /** There is a reason for one attempt. */
        private boolean isProven;
        /** An attempt was made and its end is awaited. */
        private boolean isTried;
        /** What a saver before this one, or monitoring before a pause, knew may be untold. */
        private boolean isUnknown = true;

        Walk(Story story, Consumer<String> wrong) {
            this.story = story;
            this.wrong = wrong;
        }

        void walk() {
            for (Told event : story.events()) {
                switch (event.event()) {
                    case "pcheck.start", "pcheck.resume", "pcheck.stop", "hole" -> isUnknown = true;
                    case "pcheck.reload" -> become(0, false, false);
                    case "pent.up" -> become(event.pid(), false, false);
                    case "pent.down" -> down(event);
                    case "pent.setpidfail" -> {
                        if (watched != 0 && !isUnknown) {
                            wrong.accept("not found although watched: " + event);
                        }
                        become(0, true, false);
                    }
                    case "pent.scriptfailed" -> become(0, true, false);
                    case "pent.restart" -> attempt(event, true);
                    case "pent.retryover" -> attempt(event, false);
                    default -> {
                        // Says nothing of deaths.
                    }
                }
            }
        }

        private void down(Told event) {
            boolean isDeath = !event.detail("exit").isEmpty();
            if (!isUnknown && isDeath && watched != event.pid()) {
                wrong.accept("a Down of a process that is not watched, which is pid " + watched + ": " + event);
            }
            if (!isUnknown && !isDeath && !isTried) {
                wrong.accept("a Down that tells no end, without an attempt before it: " + event);
            }
            become(0, true, false);
        }

        private void attempt(Told event, boolean isTriedNow) {
            if (!isProven && !isUnknown) {
                wrong.accept("no proven death before " + event);
            }
            become(0, false, isTriedNow);
        }

        private void become(long pid, boolean isProvenNow, boolean isTriedNow) {
            watched = pid;
            isProven = isProvenNow;
            isTried = isTriedNow;
            isUnknown = false;
        }
    }
}
