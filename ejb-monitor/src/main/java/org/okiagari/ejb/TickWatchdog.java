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
 * bean is ready, where the timer service must not be asked. Where the server makes no timer any more, since its own thread of
 * timers has ended (ADR 0163), this guard makes the checks.
 */
final class TickWatchdog implements PcheckListener {
    private static final Logger LOGGER = Logger.getLogger(TickWatchdog.class.getName());
    private static final double MISSED = 2.5;

    /** Where the server makes no timer it is asked again after this. */
    private static final Duration RETRY = Duration.ofMinutes(1);
    /** Half of what is between two passes: a check by this guard comes at the pass that is nearest. */
    private static final Duration NEAR = Duration.ofMillis(500);

    /**
     * A timer that was asked for.
     *
     * @param isMade the server has made it; else this guard makes the checks
     */
    private record Armed(Pcheck pcheck, Duration interval, long atNanos, boolean isMade) {}

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
        } else if (!present.isMade()) {
            standIn(name, present);
        } else if (isLate(present)) {
            LOGGER.warning("The timer of pcheck " + name + " stopped (no check for "
                    + pcheck.nanosSinceTick() / 1_000_000 + " ms); it is made anew");
            // Monitoring does not wait for the new timer, nor this guard for the check.
            check(name, pcheck);
            arm(name, pcheck, interval);
        }
    }

    private void check(String name, Pcheck pcheck) {
        scheduler.execute(() -> ticks.tick(name, pcheck::tick));
    }

    private void standIn(String name, Armed present) {
        if (present.pcheck().nanosSinceTick() > present.interval().minus(NEAR).toNanos()) {
            check(name, present.pcheck());
        }
        if (clock.now().nanos() - present.atNanos() > RETRY.toNanos()) {
            arm(name, present.pcheck(), present.interval());
        }
    }

    private boolean isLate(Armed present) {
        double bound = MISSED * present.interval().toNanos();
        return present.pcheck().nanosSinceTick() > bound && clock.now().nanos() - present.atNanos() > bound;
    }

    private void arm(String name, Pcheck pcheck, Duration interval) {
        Armed before = armed.get(name);
        boolean wasMade = before == null || before.isMade();
        boolean isMade = isMade(name, interval, wasMade);
        armed.put(name, new Armed(pcheck, interval, clock.now().nanos(), isMade));
    }

    private boolean isMade(String name, Duration interval, boolean wasMade) {
        try {
            timers.arm(name, interval);
        } catch (RuntimeException | Error e) {
            LOGGER.log(
                    wasMade ? Level.WARNING : Level.FINE,
                    "The server makes no timer for pcheck " + name
                            + "; its checks are made without one, and the server is asked again once a minute",
                    e);
            return false;
        }
        if (!wasMade) {
            LOGGER.info("The server makes timers again, pcheck " + name + " has one");
        }
        return true;
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
