package org.okiagari.pcheck;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The place of one PENT among those that want to start a script (RESTART_PARALLEL). */
final class PentSlot {
    private final RestartSlots slots;
    private final Consumer<Runnable> turn;
    private final Runnable onGranted;
    private RestartSlots.@Nullable Ticket ticket;
    private boolean wasFree;

    /**
     * Wants nothing yet.
     *
     * @param turn runs work in the pcheck's turn
     * @param onGranted is told there that a slot which was waited for is ours
     */
    PentSlot(RestartSlots slots, Consumer<Runnable> turn, Runnable onGranted) {
        this.slots = slots;
        this.turn = turn;
        this.onGranted = onGranted;
    }

    void want() {
        drop();
        ticket = slots.want(granted -> turn.accept(() -> granted(granted)));
        // A slot that is free needs no answer later: whoever wants it hears of it at once.
        wasFree = ticket.wasFree();
    }

    /** Tells, once, that the slot was free when it was wanted. */
    boolean takeFree() {
        boolean isFree = wasFree;
        wasFree = false;
        return isFree;
    }

    private void granted(RestartSlots.Ticket granted) {
        if (granted == ticket) {
            onGranted.run();
        } else {
            granted.giveBack();
        }
    }

    void drop() {
        if (ticket != null) {
            ticket.giveBack();
            ticket = null;
        }
    }

    /** Returns what is held or awaited. */
    RestartSlots.@Nullable Ticket ticket() {
        return ticket;
    }
}
