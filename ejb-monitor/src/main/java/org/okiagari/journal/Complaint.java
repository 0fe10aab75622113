package org.okiagari.journal;

import java.time.Duration;
import java.util.logging.Logger;
import org.okiagari.pcheck.Clock;

/** Says that something does not work, at most once a minute, and that it works again. */
final class Complaint {
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Logger logger;
    private final Clock clock;
    private boolean isOpen;
    private long lastNanos;

    Complaint(Logger logger, Clock clock) {
        this.logger = logger;
        this.clock = clock;
    }

    synchronized void fails(String sentence) {
        long now = clock.now().nanos();
        if (!isOpen || now - lastNanos >= PAUSE.toNanos()) {
            isOpen = true;
            lastNanos = now;
            logger.warning(sentence);
        }
    }

    synchronized void works(String sentence) {
        if (isOpen) {
            isOpen = false;
            logger.info(sentence);
        }
    }
}
