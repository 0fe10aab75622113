package org.okiagari.linux;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
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
    private final StatProbe probe;
    private final LongSupplier nanos;
    private final Descendants descendants;
    private final LookCost cost = new LookCost();
    private volatile @Nullable Taken last;

    /**
     * A complete look.
     *
     * @param startedNanos when it began
     * @param wholeNanos when the last one began that listed all processes, this one or one before
     * @param deepNanos when the last one began that read everybody's program
     */
    private record Taken(long startedNanos, long wholeNanos, long deepNanos, Look.Complete look) {
        boolean isEnough(Depth depth, long oldest) {
            long nanos = switch (depth) {
                case NEWS -> startedNanos;
                case CHANGES -> wholeNanos;
                case ALL -> deepNanos;
            };
            return nanos - oldest >= 0;
        }
    }

    /**
     * Makes a table.
     *
     * @param readers gives a reader for each purpose: they wait for each other nowhere
     * @param mypid pid of this process
     */
    ProcfsProcessTable(Supplier<ProcReader> readers, Watches watches, LongSupplier nanos, long mypid) {
        this.reader = readers.get();
        this.commandLines = new CommandLines(readers, nanos);
        this.watches = watches;
        this.probe = new StatProbe(readers);
        this.descendants = new Descendants(readers.get(), nanos, mypid);
        this.nanos = nanos;
        // hidepid hides it from everybody but root.
        boolean isInitVisible = new java.io.File("/proc/1/stat").exists();
        this.scan = new ProcessScan(reader, commandLines, nanos, watches::isHeld, mypid, isInitVisible);
    }

    @Override
    public WatchedProcess.Life life(ProcessId id) {
        return probe.life(id);
    }

    @Override
    public WatchedProcess.Life confirm(Seen seen) {
        return probe.confirm(seen);
    }

    @Override
    public Optional<Set<ProcessId>> descendants(ProcessId id) {
        return descendants.of(id);
    }

    @Override
    public Cost cost() {
        return cost.cost();
    }

    @Override
    public Look look(Depth depth, Duration maxAge) {
        long oldest = nanos.getAsLong() - maxAge.toNanos();
        Taken known = last;
        if (known != null && known.isEnough(depth, oldest)) {
            return known.look;
        }
        lock.lock();
        try {
            // While we waited for the lock somebody may have taken a look that is young and deep enough.
            Taken present = last;
            return present != null && present.isEnough(depth, oldest) ? present.look : take(depth, present);
        } catch (CannotLook e) {
            return new Look.Failed(e.why());
        } finally {
            lock.unlock();
        }
    }

    private Look take(Depth depth, @Nullable Taken before) throws CannotLook {
        long started = nanos.getAsLong();
        ProcessIndex index = scanned(depth);
        Look.Complete look = before != null && before.look.index() == index ? before.look : new Look.Complete(index);
        last = new Taken(
                started,
                before == null || scan.wasWhole() ? started : before.wholeNanos,
                before == null || scan.wasDeep() ? started : before.deepNanos,
                look);
        return look;
    }

    private ProcessIndex scanned(Depth depth) throws CannotLook {
        cost.begin();
        boolean isComplete = false;
        try {
            ProcessIndex index = scan.look(depth);
            cost.complete(index.size(), commandLines.takeCpuNanos());
            isComplete = true;
            return index;
        } finally {
            if (!isComplete) {
                cost.failed(commandLines.takeCpuNanos());
            }
        }
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
            probe.close();
            descendants.close();
        } finally {
            lock.unlock();
        }
    }
}
