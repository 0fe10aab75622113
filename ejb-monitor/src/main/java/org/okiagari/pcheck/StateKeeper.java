package org.okiagari.pcheck;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.okiagari.saver.ProcessId;
import org.okiagari.saver.SavedPent;
import org.okiagari.saver.StateRecord;

/**
 * Keeps what must survive one pcheck: hands the changes to its log, each with a version, and nothing that is in it already.
 *
 * <p>What has to do with changes belongs to the pcheck's turn; what has to do with scripts may be called by any thread.
 */
final class StateKeeper {
    private static final Logger LOG = Logger.getLogger(StateKeeper.class.getName());

    /** Numbers attempts over all pchecks and all applications of this server. */
    private static final AtomicLong RUNS = new AtomicLong();

    private final Environment environment;
    private final Path pfile;
    private final Map<StateRecord.Key, SavedPent> kept = new HashMap<>();
    private @Nullable Boolean isMonitoringKept;
    private long version;
    private volatile @Nullable StateLog log;
    private boolean isClosed;
    private boolean isForgotten;

    StateKeeper(Environment environment, Path pfile) {
        this.environment = environment;
        this.pfile = pfile;
    }

    /** Opens the log; not in the pcheck's turn, since it may wait for a disk. */
    StateLog.Left open() {
        StateLog opened;
        try {
            opened = environment.states().open(pfile);
        } catch (RuntimeException e) {
            LOG.log(
                    Level.SEVERE,
                    e,
                    () -> "Internal error: the state of " + pfile + " is not kept; monitoring begins anew");
            return StateLog.Left.NOTHING;
        }
        synchronized (this) {
            log = opened;
            if (isClosed) {
                opened.close(isForgotten);
            }
        }
        return opened.left();
    }

    /** What was found is in the log already, but for what another boot left. */
    void begin(StateLog.Left left) {
        version = left.version();
        if (left.sameBoot() && left.version() > 0) {
            left.pents().forEach(pent -> kept.put(key(pent), pent));
            isMonitoringKept = left.monitoring();
        }
    }

    private static StateRecord.Key key(SavedPent pent) {
        return new StateRecord.Key(pent.pname(), pent.ordinal());
    }

    /** Keeps what is not kept yet. */
    void keep(boolean monitoring, Collection<SavedPent> pents) {
        List<StateRecord> changes = new ArrayList<>();
        if (isMonitoringKept == null || isMonitoringKept != monitoring) {
            isMonitoringKept = monitoring;
            changes.add(new StateRecord.Monitoring(++version, monitoring));
        }
        for (SavedPent pent : pents) {
            if (!pent.equals(kept.put(key(pent), pent))) {
                changes.add(new StateRecord.Present(++version, pent));
            }
        }
        hand(changes);
    }

    /** Keeps these alone: the pfile has no others. */
    void keepOnly(boolean monitoring, Collection<SavedPent> pents) {
        Set<StateRecord.Key> gone = new HashSet<>(kept.keySet());
        pents.forEach(pent -> gone.remove(key(pent)));
        kept.keySet().removeAll(gone);
        List<StateRecord> changes = new ArrayList<>();
        gone.forEach(key -> changes.add(new StateRecord.Gone(++version, key.pname(), key.ordinal())));
        hand(changes);
        keep(monitoring, pents);
    }

    private void hand(List<StateRecord> changes) {
        StateLog present = log;
        if (present != null && !changes.isEmpty()) {
            present.put(changes);
        }
    }

    /** Returns the record of an attempt, to be handed over by {@link #starting}. */
    StateRecord.Present attempt(SavedPent pent) {
        kept.put(key(pent), pent);
        return new StateRecord.Present(++version, pent);
    }

    /** Returns a number for the next attempt that no other one on this host has in this boot. */
    String nextRun() {
        return environment.mypid() + "."
                + Long.toHexString(environment.clock().now().nanos()) + "." + RUNS.incrementAndGet();
    }

    /** See {@link StateLog#starting}. */
    boolean starting(StateRecord.Present attempt, String run, String command) {
        StateLog present = log;
        return present == null || present.starting(attempt, run, command);
    }

    /** See {@link StateLog#started}. */
    void started(String run, ProcessId id, String script) {
        StateLog present = log;
        if (present != null) {
            present.started(run, id, script);
        }
    }

    /** See {@link StateLog#ended}. */
    void ended(String run) {
        StateLog present = log;
        if (present != null) {
            present.ended(run);
        }
    }

    /** Ends the keeping: what is not written yet is written or forgotten. */
    synchronized void close(boolean forgotten) {
        isClosed = true;
        isForgotten = forgotten;
        StateLog present = log;
        if (present != null) {
            present.close(forgotten);
        }
    }
}
