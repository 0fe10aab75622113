package org.okiagari.pcheck;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * RESTART_PARALLEL: how many restart scripts younger than one second may run at once (CONTRACT section 9).
 *
 * <p>A script older than that holds nobody back. First come, first served; an owner holds or awaits one slot at most.
 */
final class RestartSlots {
    private static final Duration YOUNG = Duration.ofSeconds(1);

    private final int bound;
    private final Scheduler scheduler;
    private int held;
    private final Set<Ticket> waiting = new LinkedHashSet<>();

    /** Makes the slots of one server; {@code bound} 0 = as many as want. */
    RestartSlots(int bound, Scheduler scheduler) {
        this.bound = bound;
        this.scheduler = scheduler;
    }

    /**
     * Asks for a slot. One that is free is held at once ({@link Ticket#wasFree}); else {@code granted} is told later, on the
     * thread of whoever gave one back: it must not wait.
     */
    synchronized Ticket want(Consumer<Ticket> granted) {
        Ticket ticket = new Ticket(granted);
        if (waiting.isEmpty() && isOneFree()) {
            ticket.wasFree = true;
            ticket.isHeld = true;
            held++;
        } else {
            waiting.add(ticket);
        }
        return ticket;
    }

    private boolean isOneFree() {
        return bound == 0 || held < bound;
    }

    /** The slots that are free go to those who waited longest. */
    private synchronized List<Ticket> next() {
        List<Ticket> next = new ArrayList<>();
        for (Iterator<Ticket> first = waiting.iterator(); first.hasNext() && isOneFree(); ) {
            Ticket ticket = first.next();
            first.remove();
            ticket.isHeld = true;
            held++;
            next.add(ticket);
        }
        return next;
    }

    /** One request for a slot, and then the slot. */
    final class Ticket {
        private final Consumer<Ticket> granted;
        private boolean wasFree;
        private boolean isHeld;

        private Ticket(Consumer<Ticket> granted) {
            this.granted = granted;
        }

        /** Tells whether a slot was free at once, so that nobody will be told of it. */
        boolean wasFree() {
            return wasFree;
        }

        /** The script starts now: the slot frees itself when the script is no longer young. */
        void scriptStarts() {
            scheduler.schedule(YOUNG, this::giveBack);
        }

        /** Gives the slot back, or leaves the queue; a second call does nothing. */
        void giveBack() {
            synchronized (RestartSlots.this) {
                waiting.remove(this);
                if (!isHeld) {
                    return;
                }
                isHeld = false;
                held--;
            }
            next().forEach(ticket -> ticket.granted.accept(ticket));
        }
    }
}
