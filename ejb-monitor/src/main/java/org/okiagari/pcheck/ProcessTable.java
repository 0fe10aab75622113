package org.okiagari.pcheck;

import java.time.Duration;
import org.okiagari.saver.ProcessId;
import org.okiagari.saver.ProcessIndex;

/** The processes of this host, one table for all pchecks. */
public interface ProcessTable {
    /**
     * Looks at all processes, or returns the last complete look if it is young enough. Concurrent callers share one look.
     *
     * @param maxAge how old a look may be; zero = a new one that starts after this call
     */
    Look look(Duration maxAge);

    /**
     * Takes hold of a process, so that it can never be mistaken for a later one with its pid.
     *
     * <p>A process that is gone already gives a {@link WatchedProcess} whose life is GONE.
     *
     * @param onDeath called once from another thread as soon as the process is dead, where the kernel tells it; must not wait
     */
    WatchedProcess watch(ProcessId id, Runnable onDeath);

    /** Returns the real path of a path that a pfile names, or the path itself if it does not exist. */
    String realPath(String path);

    /** Returns the age of the last complete look in ms, -1 before the first. */
    long lastLookAgeMillis();

    /** What a look gave. */
    sealed interface Look {
        /**
         * Every process was seen.
         *
         * @param index the processes
         */
        record Complete(ProcessIndex index) implements Look {}

        /**
         * We could not look; it is no death of anybody.
         *
         * @param why one clause
         */
        record Failed(String why) implements Look {}
    }
}
