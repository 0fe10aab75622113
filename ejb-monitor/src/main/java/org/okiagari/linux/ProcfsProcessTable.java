package org.okiagari.linux;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.okiagari.pcheck.ProcessTable;
import org.okiagari.pcheck.WatchedProcess;
import org.okiagari.saver.ProcessId;
import org.okiagari.saver.ProcessIndex;
import org.okiagari.saver.Seen;

/** The processes of this host by /proc. One look at a time; those who ask meanwhile get the same one. */
final class ProcfsProcessTable implements ProcessTable, AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final ProcReader reader;
    private final CommandLines commandLines;
    private final ProcessScan scan;
    private final Watches watches;
    private final LongSupplier nanos;
    private volatile @Nullable Taken last;

    /**
     * A complete look.
     *
     * @param startedNanos when it began
     */
    private record Taken(long startedNanos, List<Seen> processes, Look.Complete look) {}

    ProcfsProcessTable(ProcReader reader, CommandLines commandLines, Watches watches, LongSupplier nanos, long mypid) {
        this.reader = reader;
        this.commandLines = commandLines;
        this.watches = watches;
        this.nanos = nanos;
        // hidepid hides it from everybody but root.
        boolean isInitVisible = new java.io.File("/proc/1/stat").exists();
        this.scan = new ProcessScan(reader, commandLines, nanos, mypid, isInitVisible);
    }

    @Override
    public WatchedProcess.Life life(ProcessId id) {
        WatchedProcess watched = watches.watch(id, () -> {});
        try {
            return watched.life();
        } finally {
            watched.close();
        }
    }

    @Override
    public Optional<Set<ProcessId>> descendants(ProcessId id) {
        return Optional.empty();
    }

    @Override
    public Cost cost() {
        return Cost.NONE;
    }

    @Override
    public Look look(Depth depth, Duration maxAge) {
        long oldest = nanos.getAsLong() - maxAge.toNanos();
        Taken known = last;
        if (known != null && known.startedNanos - oldest >= 0) {
            return known.look;
        }
        lock.lock();
        try {
            // While we waited for the lock somebody may have taken a look that is young enough.
            Taken present = last;
            return present != null && present.startedNanos - oldest >= 0 ? present.look : take(present);
        } catch (CannotLook e) {
            return new Look.Failed(e.why());
        } finally {
            lock.unlock();
        }
    }

    private Look take(@Nullable Taken before) throws CannotLook {
        long started = nanos.getAsLong();
        List<Seen> processes = scan.look();
        boolean isEqual = before != null && before.processes.equals(processes);
        Look.Complete look = before != null && isEqual ? before.look : new Look.Complete(ProcessIndex.of(processes));
        last = new Taken(started, processes, look);
        return look;
    }

    @Override
    public WatchedProcess watch(ProcessId id, Runnable onDeath) {
        return watches.watch(id, onDeath);
    }

    @Override
    public String realPath(String path) {
        try {
            return Path.of(path).toRealPath().toString();
        } catch (IOException | InvalidPathException e) {
            return path;
        }
    }

    @Override
    public long lastLookAgeMillis() {
        Taken known = last;
        return known == null ? -1 : (nanos.getAsLong() - known.startedNanos) / 1_000_000;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            commandLines.close();
            reader.close();
        } finally {
            lock.unlock();
        }
    }
}
