package org.okiagari.pcheck;

import java.util.OptionalLong;
import org.okiagari.saver.ExitStatus;

/** A process we hold: the pidfd of one process. */
public interface WatchedProcess extends AutoCloseable {
    /** Whether it lives. */
    enum Life {
        /** A thread of it lives. */
        ALIVE,
        /** Dead: a zombie without a live thread, or reaped. */
        GONE,
        /** We could not ask. */
        UNKNOWN
    }

    /** Asks whether it lives; about a microsecond, never waits. */
    Life life();

    /** Returns how it ended, {@link ExitStatus.Unknown} while the kernel does not tell. */
    ExitStatus exitStatus();

    /** Returns when the kernel told its death, on the clock of {@link Clock}; none while it lives, or where nobody told. */
    OptionalLong toldNanos();

    /** Tells whether {@code onDeath} will be called by the kernel's event. */
    boolean isWatchedByEvent();

    /** Returns why {@code onDeath} will not be called by the kernel's event, one clause; empty if it will. */
    default String whyPolled() {
        return isWatchedByEvent() ? "" : "the kernel gave no pidfd";
    }

    /** Kills it (SIGKILL), and nobody else; false if it is gone or we may not. */
    boolean kill();

    /** Lets it go. */
    @Override
    void close();
}
