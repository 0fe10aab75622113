package org.okiagari.ejb;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.okiagari.pcheck.Clock;
import org.okiagari.pcheck.Pcheck;
import org.okiagari.pcheck.PcheckListener;
import org.okiagari.pcheck.Scheduler;

/**
 * Keeps one timer per running pcheck, and mends those that stopped.
 *
 * <p>EJB timers stand still for as long as the wall clock was set back, and a failing one may be deleted; this guard runs on
 * the monotonic clock. It is also the only one who arms timers: followers of pchecks are called under locks and before the
 * bean is ready, where the timer service must not be asked.
 */
final class TickWatchdog implements PcheckListener {
    private static final Logger LOGGER = Logger.getLogger(TickWatchdog.class.getName());
    private static final double MISSED = 2.5;

    /** A timer that was made. */
    private record Armed(Pcheck pcheck, Duration interval, long atNanos) {}

    private final TickTimers timers;
    private final Clock clock;
    private final Scheduler scheduler;
    private final Ticks ticks;
    private final Map<String, Pcheck> wanted = new ConcurrentHashMap<>();
    private final Map<String, Armed> armed = new HashMap<>();

    TickWatchdog(TickTimers timers, Clock clock, Scheduler scheduler, Ticks ticks) {
        this.timers = timers;
        this.clock = clock;
        this.scheduler = scheduler;
        this.ticks = ticks;
    }

    @Override
    public void started(Pcheck pcheck) {
        wanted.put(pcheck.name(), pcheck);
    }

    @Override
    public void reloaded(Pcheck pcheck) {
        // The next pass sees a changed interval.
    }

    @Override
    public void ended(Pcheck pcheck) {
        wanted.remove(pcheck.name(), pcheck);
    }

    /** Looks after all timers, once a second; never throws. */
    synchronized void pass() {
        for (String name : Map.copyOf(armed).keySet()) {
            if (!wanted.containsKey(name)) {
                safely(name, () -> disarm(name));
            }
        }
        wanted.forEach((name, pcheck) -> safely(name, () -> look(name, pcheck)));
    }

    private void look(String name, Pcheck pcheck) {
        Duration interval = pcheck.snapshot().param().monitorInterval();
        Armed present = armed.get(name);
        if (present == null || present.pcheck() != pcheck || !present.interval().equals(interval)) {
            arm(name, pcheck, interval);
        } else if (isLate(present)) {
            LOGGER.warning("The timer of pcheck " + name + " stopped (no check for "
                    + pcheck.nanosSinceTick() / 1_000_000 + " ms); it is made anew");
            // Monitoring does not wait for the new timer, nor this guard for the check.
            scheduler.execute(() -> ticks.tick(name, pcheck::tick));
            arm(name, pcheck, interval);
        }
    }

    private boolean isLate(Armed present) {
        double bound = MISSED * present.interval().toNanos();
        return present.pcheck().nanosSinceTick() > bound && clock.now().nanos() - present.atNanos() > bound;
    }

    private void arm(String name, Pcheck pcheck, Duration interval) {
        timers.arm(name, interval);
        armed.put(name, new Armed(pcheck, interval, clock.now().nanos()));
    }

    private void disarm(String name) {
        timers.disarm(name);
        armed.remove(name);
    }

    /** What fails for one pcheck is tried again at the next pass, and holds back no other. */
    private static void safely(String name, Runnable work) {
        try {
            work.run();
        } catch (Throwable e) {
            LOGGER.log(Level.WARNING, "The timer of pcheck " + name + " cannot be set now; it is tried again", e);
        }
    }
}
