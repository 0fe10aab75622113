package org.okiagari.ejb;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.okiagari.pcheck.Clock;
import org.okiagari.pcheck.MonitorThread;

/**
 * Runs checks so that nothing they throw reaches the server: two failing timeouts in a row would delete the timer for ever
 * (seen on Payara).
 */
final class Ticks {
    private static final Logger LOGGER = Logger.getLogger(Ticks.class.getName());
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Clock clock;
    private final Map<String, Long> lastSaid = new ConcurrentHashMap<>();

    Ticks(Clock clock) {
        this.clock = clock;
    }

    /** Runs one check; never throws. */
    void tick(String pcheck, Runnable check) {
        try {
            MonitorThread.counted(check);
        } catch (Throwable e) {
            say(pcheck, e);
        }
    }

    private void say(String pcheck, Throwable e) {
        try {
            long now = clock.now().nanos();
            Long last = lastSaid.get(pcheck);
            if (last == null || now - last >= PAUSE.toNanos()) {
                lastSaid.put(pcheck, now);
                LOGGER.log(Level.SEVERE, "A check of pcheck " + pcheck + " failed; the next one comes as usual", e);
            }
        } catch (Throwable again) {
            // Not even memory for a log line: the next check is all that matters.
        }
    }
}
