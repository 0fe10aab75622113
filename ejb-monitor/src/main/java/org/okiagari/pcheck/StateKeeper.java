package org.okiagari.pcheck;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.okiagari.saver.SavedPent;

/**
 * Saves what changed in one pcheck, off its turn: a burst of changes becomes one write, and the newest state wins.
 */
final class StateKeeper {
    private final StateStore store;
    private final Scheduler scheduler;
    private final Path pfile;
    private final AtomicReference<@Nullable State> pending = new AtomicReference<>();
    private boolean isClosed;

    private record State(boolean monitoring, List<SavedPent> pents) {}

    StateKeeper(Environment environment, Path pfile) {
        this.store = environment.states();
        this.scheduler = environment.scheduler();
        this.pfile = pfile;
    }

    /** Saves a state soon; called in the pcheck's turn whenever something of it has changed. */
    void keep(boolean monitoring, List<SavedPent> pents) {
        if (pending.getAndSet(new State(monitoring, pents)) == null) {
            scheduler.execute(this::write);
        }
    }

    private synchronized void write() {
        State state = pending.getAndSet(null);
        if (state != null && !isClosed) {
            store.save(pfile, state.monitoring, state.pents);
        }
    }

    /** Ends the keeping: what is not written yet is written or forgotten. */
    synchronized void close(boolean isForgotten) {
        if (isForgotten) {
            pending.set(null);
            store.forget(pfile);
        } else {
            write();
        }
        isClosed = true;
    }
}
