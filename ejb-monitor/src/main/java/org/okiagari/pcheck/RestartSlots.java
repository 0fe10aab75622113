package org.okiagari.pcheck;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * RESTART_PARALLEL: how many restart scripts younger than one second may run at once (CONTRACT section 9).
 *
 * <p>A script older than that holds nobody back. First come, first served; an owner holds or awaits one slot at most.
 */
final class RestartSlots {
    private static final Duration YOUNG = Duration.ofSeconds(1);

    private final int bound;
    private final Scheduler scheduler;
    private final Set<Ticket> held = new HashSet<>();
    private final Deque<Ticket> waiting = new ArrayDeque<>();

    /** Makes the slots of one server; {@code bound} 0 = as many as want. */
    RestartSlots(int bound, Scheduler scheduler) {
        this.bound = bound;
        this.scheduler = scheduler;
    }

    /** Asks for a slot; {@code granted} runs on the pool when it is there. */
    Ticket want(Runnable granted) {
        Ticket ticket = new Ticket(granted);
        synchronized (this) {
            waiting.add(ticket);
        }
        serve();
        return ticket;
    }

    private void serve() {
        List<Ticket> next = new ArrayList<>();
        synchronized (this) {
            while (!waiting.isEmpty() && (bound == 0 || held.size() < bound)) {
                Ticket ticket = waiting.remove();
                held.add(ticket);
                next.add(ticket);
            }
        }
        next.forEach(ticket -> scheduler.execute(ticket.granted));
    }

    /** One request for a slot, and then the slot. */
    final class Ticket {
        private final Runnable granted;

        private Ticket(Runnable granted) {
            this.granted = granted;
        }

        /** The script starts now: the slot frees itself when the script is no longer young. */
        void scriptStarts() {
            scheduler.schedule(YOUNG, this::giveBack);
        }

        /** Gives the slot back, or leaves the queue; a second call does nothing. */
        void giveBack() {
            synchronized (RestartSlots.this) {
                held.remove(this);
                waiting.remove(this);
            }
            serve();
        }
    }
}
