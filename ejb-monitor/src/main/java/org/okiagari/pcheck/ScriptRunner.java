package org.okiagari.pcheck;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.okiagari.saver.ProcessId;
import org.okiagari.saver.ScriptOutcome;

/** Starts restart commands, each in a session of its own, and tells their end. */
public interface ScriptRunner extends AutoCloseable {
    /**
     * Starts a command soon, on a thread of the runner, in the order of the calls. Never waits; {@code attempt} is told what
     * becomes of it.
     */
    void start(Command command, Attempt attempt);

    /**
     * Ends a script that another saver started and that ran too long: TERM to its whole session, 10 s later KILL. Never waits.
     *
     * @param leader its process, the leader of its session
     * @param onStopped called once, from another thread, when all are dead or nothing more can be done
     */
    void stop(ProcessId leader, Runnable onStopped);

    /** Ends the runner's threads; scripts that run are left alone. */
    @Override
    void close();

    /**
     * What to run.
     *
     * @param text the command as the pfile writes it
     * @param variables run-time facts, added to psenv's environment (OKIAGARI_PNAME and the like)
     * @param output file that its output is appended to
     * @param timeout after it TERM, 10 s later KILL to its whole session; zero = none
     */
    record Command(String text, Map<String, String> variables, Path output, Duration timeout) {
        /** Returns the same command with one more run-time fact. */
        Command with(String name, String value) {
            Map<String, String> more = new HashMap<>(variables);
            more.put(name, value);
            return new Command(text, Map.copyOf(more), output, timeout);
        }
    }

    /** Who started a command hears of it: in the order of these methods, on threads of the runner. */
    interface Attempt {
        /**
         * The next moment it starts; this is the time to put that on record. Where this takes longer than 100 ms, as on a
         * disk that hangs, it starts meanwhile.
         *
         * @return false if it must not start any more; then it has ended for want of a pcheck
         */
        default boolean begin() {
            return true;
        }

        /**
         * It runs.
         *
         * @param id its process, the leader of its session
         * @param script the path of the script file that runs, empty if the command is no script file
         */
        default void started(ProcessId id, String script) {}

        /** It has ended, or could not be started. Called exactly once; maybe before {@code start} returns. */
        void ended(ScriptOutcome outcome);
    }
}
