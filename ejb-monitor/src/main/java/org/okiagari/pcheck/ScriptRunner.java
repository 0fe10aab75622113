package org.okiagari.pcheck;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.okiagari.saver.ProcessId;
import org.okiagari.saver.ScriptOutcome;

/** Starts restart commands, each in a session of its own, and tells their end. */
public interface ScriptRunner extends AutoCloseable {
    /**
     * Starts a command. Never waits for its end; {@code onEnd} is called exactly once, from another thread, also when it
     * could not be started.
     */
    Run start(Command command, Consumer<ScriptOutcome> onEnd);

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

    /** A script that was started, or was not. */
    interface Run {
        /** Returns the process, the leader of its session; pid 0 if it was not started. */
        ProcessId id();

        /** Returns the path of the script file that runs, empty if the command is no script file. */
        String script();
    }
}
