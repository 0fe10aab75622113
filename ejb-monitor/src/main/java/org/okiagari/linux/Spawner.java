package org.okiagari.linux;

import java.nio.file.Path;
import java.util.List;
import org.okiagari.saver.ProcessId;
import org.okiagari.saver.ScriptOutcome;

/** Starts programs, each in a session of its own. */
interface Spawner extends AutoCloseable {
    /**
     * Starts a program.
     *
     * @param onDeath called once from another thread when it has ended; it stays a zombie until it is reaped
     * @throws NotSpawned if it was not started
     */
    Child spawn(Launch launch, Runnable onDeath) throws NotSpawned;

    /**
     * Reads the first bytes of a file.
     *
     * @return how many; -1 if it may not be read
     * @throws CannotLook if we lack something
     */
    int head(Path file, byte[] into) throws CannotLook;

    /** Sends a signal to a process if it is still who it was. */
    boolean signal(ProcessId id, int number);

    /** Returns a reader of /proc for one thread. */
    ProcReader reader();

    /** Lets go; children that run are left alone. */
    @Override
    void close();

    /**
     * What to start.
     *
     * @param path the program
     * @param argv its arguments with its name
     * @param environment its whole environment, {@code NAME=value}
     * @param output file that its output is appended to
     * @param isBare it is a script without an interpreter in its first line: the shell runs it
     */
    record Launch(String path, List<String> argv, List<String> environment, Path output, boolean isBare) {}

    /** A child of ours. */
    interface Child {
        /** Returns who it is. */
        ProcessId id();

        /** Tells whether it has ended. */
        boolean isDead();

        /** Returns how it ended, and forgets it; to be called once, after its death. */
        ScriptOutcome reap();
    }

    /** It was not started. */
    final class NotSpawned extends Exception {
        private static final long serialVersionUID = 1;

        private final transient ScriptOutcome outcome;

        NotSpawned(ScriptOutcome outcome) {
            super(outcome.toString(), null, false, false);
            this.outcome = outcome;
        }

        ScriptOutcome outcome() {
            return outcome;
        }
    }
}
