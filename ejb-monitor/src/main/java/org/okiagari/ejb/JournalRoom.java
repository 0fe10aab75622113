package org.okiagari.ejb;

import java.util.function.IntConsumer;
import org.okiagari.pcheck.Pcheck;
import org.okiagari.pcheck.PcheckListener;
import org.okiagari.pcheck.Pchecks;

/** Gives the journal room for what all PENTs may say at once: ten thousand come up within one tick. */
final class JournalRoom implements PcheckListener {
    private static final int EVENTS_PER_PENT = 2;

    private final Pchecks pchecks;
    private final IntConsumer room;

    JournalRoom(Pchecks pchecks, IntConsumer room) {
        this.pchecks = pchecks;
        this.room = room;
    }

    @Override
    public void started(Pcheck pcheck) {
        count();
    }

    @Override
    public void reloaded(Pcheck pcheck) {
        count();
    }

    @Override
    public void ended(Pcheck pcheck) {
        count();
    }

    private void count() {
        int pents = pchecks.running().stream()
                .mapToInt(pcheck -> pcheck.snapshot().pents().size())
                .sum();
        room.accept(EVENTS_PER_PENT * pents);
    }
}
