package org.okiagari.linux;

import java.util.OptionalLong;
import java.util.function.Supplier;
import org.okiagari.pcheck.WatchedProcess;
import org.okiagari.saver.ExitStatus;
import org.okiagari.saver.ProcessId;

/** A process held by its pid and start time alone, where there is no pidfd for it. */
final class StatWatch implements WatchedProcess {
    private final ProcessId id;
    private final StatProbe probe;
    private final Signaller signaller;

    StatWatch(ProcessId id, StatProbe probe, Signaller signaller) {
        this.id = id;
        this.probe = probe;
        this.signaller = signaller;
    }

    /** Sends a signal by pid. */
    interface Signaller {
        /** Tells whether it was sent. */
        boolean signal(long pid, int number);
    }

    /** Asks /proc whether a process lives. Shared by many threads, each look at one process at a time. */
    static final class StatProbe {
        private final ProcReader reader;
        private final byte[] bytes = new byte[1024];

        StatProbe(Supplier<ProcReader> readers) {
            this.reader = readers.get();
        }

        synchronized Life life(ProcessId id) {
            try {
                int length = reader.read(Long.toString(id.pid()), "stat", bytes);
                if (length == ProcReader.GONE) {
                    return Life.GONE;
                }
                if (length <= 0) {
                    return Life.UNKNOWN;
                }
                return ProcStat.parse(bytes, length)
                        .map(stat -> stat.startTime() == id.startTime() && !stat.isDead() ? Life.ALIVE : Life.GONE)
                        .orElse(Life.UNKNOWN);
            } catch (CannotLook e) {
                return Life.UNKNOWN;
            }
        }

        synchronized void close() {
            reader.close();
        }
    }

    @Override
    public Life life() {
        return probe.life(id);
    }

    @Override
    public ExitStatus exitStatus() {
        return new ExitStatus.Unknown();
    }

    @Override
    public OptionalLong toldNanos() {
        return OptionalLong.empty();
    }

    @Override
    public boolean isWatchedByEvent() {
        return false;
    }

    @Override
    public boolean kill() {
        return life() == Life.ALIVE && signaller.signal(id.pid(), 9);
    }

    @Override
    public void close() {
        // It holds nothing.
    }
}
