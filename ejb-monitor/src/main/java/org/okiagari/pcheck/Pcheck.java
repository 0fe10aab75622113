package org.okiagari.pcheck;

import java.util.List;
import java.util.OptionalInt;

/** One running pcheck, made from one pfile. */
public final class Pcheck {
    Pcheck() {}

    /** Returns the base name of its pfile. */
    public String name() {
        return snapshot().name();
    }

    /** Returns what is known at this moment; takes no lock and does no I/O. */
    public PcheckSnapshot snapshot() {
        throw new UnsupportedOperationException("to be written");
    }

    /** Does one check of all PENTs; a check that finds the last one running skips and counts. Never throws. */
    public void tick() {
        throw new UnsupportedOperationException("to be written");
    }

    /** Returns how long ago the last check ended, in ns of the monotonic clock. */
    public long nanosSinceTick() {
        throw new UnsupportedOperationException("to be written");
    }

    /** Reads the pfile again; with an error in it nothing is changed and {@link Refused} says every problem. */
    public void reload(Requester requester) {
        throw new UnsupportedOperationException("to be written");
    }

    /** Says what a reload would change, one line each. */
    public List<String> checkReload() {
        throw new UnsupportedOperationException("to be written");
    }

    /** Ends it in order. */
    public void shutdown(Requester requester) {
        throw new UnsupportedOperationException("to be written");
    }

    /** Suspends all PENTs, or one. */
    public void stop(Requester requester, OptionalInt pentId) {
        throw new UnsupportedOperationException("to be written");
    }

    /** Resumes all PENTs, or one. */
    public void start(Requester requester, OptionalInt pentId) {
        throw new UnsupportedOperationException("to be written");
    }

    /** Writes the dump file and returns its path. */
    public String dump(Requester requester) {
        throw new UnsupportedOperationException("to be written");
    }

    /** Kills every AVAIL PENT that has a restart command, never pid 1, and waits until each is back. */
    public List<Recovery> recoveryTest(Requester requester, int timeoutSeconds) {
        throw new UnsupportedOperationException("to be written");
    }

    /** Returns the file that its restart scripts write to. */
    public java.nio.file.Path scriptLog() {
        throw new UnsupportedOperationException("to be written");
    }
}
