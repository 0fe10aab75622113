package org.okiagari.linux;

import java.util.OptionalLong;
import org.okiagari.pcheck.WatchedProcess;
import org.okiagari.saver.ExitStatus;
import org.okiagari.saver.ProcessId;

/** A process held by its pid and start time alone, where there is no pidfd for it. */
final class StatWatch implements WatchedProcess {
    private final ProcessId id;
    private final StatProbe probe;
    private final Signaller signaller;
    private final Runnable onClose;
    private boolean isClosed;
    private ExitStatus exit = new ExitStatus.Unknown();

    StatWatch(ProcessId id, StatProbe probe, Signaller signaller, Runnable onClose) {
        this.id = id;
        this.probe = probe;
        this.signaller = signaller;
        this.onClose = onClose;
    }

    /** Sends a signal by pid. */
    interface Signaller {
        /** Tells whether it was sent. */
        boolean signal(long pid, int number);
    }

    @Override
    public synchronized Life life() {
        StatProbe.Sighting sighting = probe.look(id);
        if (exit instanceof ExitStatus.Unknown) {
            exit = sighting.exit();
        }
        return sighting.life();
    }

    @Override
    public synchronized ExitStatus exitStatus() {
        return exit;
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
    public String whyPolled() {
        return "no native layer (log/okiagari.log says why)";
    }

    @Override
    public boolean kill() {
        return life() == Life.ALIVE && signaller.signal(id.pid(), 9);
    }

    @Override
    public synchronized void close() {
        if (!isClosed) {
            isClosed = true;
            onClose.run();
        }
    }
}
