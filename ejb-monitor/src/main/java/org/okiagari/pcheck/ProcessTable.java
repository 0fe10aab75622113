package org.okiagari.pcheck;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.okiagari.saver.ProcessId;
import org.okiagari.saver.ProcessIndex;
import org.okiagari.saver.Seen;

/** The processes of this host, one table for all pchecks. */
public interface ProcessTable {
    /** What a look reads again of processes that it knows from the looks before (ADR 0065). */
    enum Depth {
        /**
         * Who is new, young or an interpreter's process; all others are taken as they were, and who is gone may still be in
         * it. So it proves that somebody is not there, and nothing else. It costs little, however many processes there are
         * (ADR 0092).
         */
        NEWS,
        /**
         * What is new, young, or an interpreter's; the rest is taken as it was. Who is dead since the last look may still be
         * in it as a zombie: ask {@link #confirm} before you count on a match.
         */
        CHANGES,
        /** Everybody's program: exec() changes it and nothing else. */
        ALL
    }

    /**
     * Looks at all processes, or returns the last complete look if it is young and deep enough. Concurrent callers share one.
     *
     * @param maxAge how old a look may be; zero = a new one that starts after this call
     */
    Look look(Depth depth, Duration maxAge);

    /** Looks at all processes, everybody's program. */
    default Look look(Duration maxAge) {
        return look(Depth.ALL, maxAge);
    }

    /** Asks whether a process that a look saw lives now. */
    WatchedProcess.Life life(ProcessId id);

    /** Asks whether a process lives now and runs the program that a look saw; GONE if it runs another one by now. */
    WatchedProcess.Life confirm(Seen seen);

    /**
     * Returns the live descendants of a process, without a look at anybody else; none where the kernel does not tell (no
     * {@code /proc/PID/task/TID/children}) or we could not ask.
     */
    Optional<Set<ProcessId>> descendants(ProcessId id);

    /** Returns what looking has cost since the start. */
    Cost cost();

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

    /**
     * What looking has cost since the start.
     *
     * @param looks complete looks
     * @param failed looks that could not be completed
     * @param cpuNanos CPU time of all looks, of the threads that took them
     * @param lastCpuNanos CPU time of the last complete look
     * @param processes how many processes the last complete look saw
     */
    record Cost(long looks, long failed, long cpuNanos, long lastCpuNanos, int processes) {
        /** Nobody has looked. */
        public static final Cost NONE = new Cost(0, 0, 0, 0, 0);
    }

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
