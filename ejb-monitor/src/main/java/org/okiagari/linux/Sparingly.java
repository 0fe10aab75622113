package org.okiagari.linux;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Logger;

/** Says a lasting trouble of the disk once a minute, however many scripts meet it. */
final class Sparingly {
    /** What becomes of the output of scripts: one trouble, wherever it is met. */
    static final Sparingly SCRIPT_OUTPUT = new Sparingly(Logger.getLogger(ScriptLog.class.getName()));

    private static final long PAUSE_NANOS = Duration.ofMinutes(1).toNanos();

    private final Logger logger;
    private final AtomicLong last = new AtomicLong(System.nanoTime() - PAUSE_NANOS);

    Sparingly(Logger logger) {
        this.logger = logger;
    }

    void warn(String sentence) {
        long before = last.get();
        long now = System.nanoTime();
        if (now - before >= PAUSE_NANOS && last.compareAndSet(before, now)) {
            logger.warning(sentence);
        }
    }
}
