package org.okiagari.linux;

import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Keeps a home for one server: two would write one journal, and give its numbers out twice (ADR 0161). */
public final class HomeLock implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(HomeLock.class.getName());

    private final @Nullable LockFile lock;

    private HomeLock(@Nullable LockFile lock) {
        this.lock = lock;
    }

    /**
     * Takes a home until this is closed or the process ends. Where files cannot be locked at all it is taken without a lock.
     *
     * @param home for people
     * @param run its directory for what need not survive a reboot
     * @throws IllegalStateException if another server has it
     */
    public static HomeLock take(Path home, Path run) {
        try {
            Path file = run.toRealPath().resolve("monitor.lock");
            LockFile.Taken taken =
                    LockFile.take(file, "pid " + ProcessHandle.current().pid(), "");
            if (taken instanceof LockFile.Taken.Theirs theirs) {
                throw new IllegalStateException("The home " + home + " is used by another server already, "
                        + theirs.holder() + ": end it, or give this one a home of its own (-Dokiagari.home)");
            }
            return new HomeLock(((LockFile.Taken.Mine) taken).lock());
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "The home " + home + " cannot be kept from other servers", e);
            return new HomeLock(null);
        }
    }

    @Override
    public void close() {
        if (lock != null) {
            lock.release();
        }
    }
}
