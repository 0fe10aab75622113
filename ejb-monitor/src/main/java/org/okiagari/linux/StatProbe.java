package org.okiagari.linux;

import java.util.OptionalInt;
import java.util.function.Supplier;
import org.okiagari.pcheck.WatchedProcess.Life;
import org.okiagari.saver.ExitStatus;
import org.okiagari.saver.ProcessId;
import org.okiagari.saver.Seen;

/** Asks {@code /proc/PID/stat} about one process at a time. Shared by many threads. */
final class StatProbe implements AutoCloseable {
    /** More than 52 numbers of 20 digits need. */
    private static final int ROOM = 2048;

    private static final Sighting UNKNOWN = new Sighting(Life.UNKNOWN, new ExitStatus.Unknown());
    private static final Sighting ALIVE = new Sighting(Life.ALIVE, new ExitStatus.Unknown());
    private static final Sighting GONE = new Sighting(Life.GONE, new ExitStatus.Unknown());

    private final ProcReader reader;
    private final ProcFiles files;
    private final byte[] bytes = new byte[ROOM];

    StatProbe(Supplier<ProcReader> readers) {
        this.reader = readers.get();
        this.files = new ProcFiles(reader);
    }

    /**
     * What /proc shows of a process.
     *
     * @param exit how it ended, unknown while it lives
     */
    record Sighting(Life life, ExitStatus exit) {}

    /** Tells whether a process lives. */
    Life life(ProcessId id) {
        return look(id).life();
    }

    /** Tells whether a process lives and runs the program that was seen, as far as that can be read. */
    synchronized Life confirm(Seen seen) {
        Life life = life(seen.id());
        if (life != Life.ALIVE) {
            return life;
        }
        try {
            // A process whose first thread has ended has no program of its own.
            String program = files.program(Long.toString(seen.id().pid()), seen.exe());
            return program.isEmpty() || program.equals(seen.exe()) ? Life.ALIVE : Life.GONE;
        } catch (CannotLook e) {
            return Life.UNKNOWN;
        }
    }

    /** Looks at a process; of one that is dead and not yet reaped the kernel tells how it ended (ADR 0067). */
    synchronized Sighting look(ProcessId id) {
        try {
            String entry = Long.toString(id.pid());
            int length = reader.read(entry, "stat", bytes);
            if (length <= 0) {
                return length == ProcReader.GONE ? GONE : UNKNOWN;
            }
            ProcStat stat = ProcStat.parse(bytes, length).orElse(null);
            if (stat == null) {
                return UNKNOWN;
            }
            if (stat.startTime() != id.startTime()) {
                return GONE;
            }
            return stat.isDead() ? new Sighting(Life.GONE, exit(entry, ProcStat.waitStatus(bytes, length))) : ALIVE;
        } catch (CannotLook e) {
            return UNKNOWN;
        }
    }

    /** To who may not trace the process the kernel prints 0. The link can be read by who may, of a zombie too. */
    private ExitStatus exit(String entry, OptionalInt status) throws CannotLook {
        boolean isTold = status.isPresent()
                && (status.getAsInt() != 0 || !reader.link(entry, "ns/user").isEmpty());
        return isTold ? WaitStatus.exitStatus(status.getAsInt()) : new ExitStatus.Unknown();
    }

    @Override
    public synchronized void close() {
        reader.close();
    }
}
