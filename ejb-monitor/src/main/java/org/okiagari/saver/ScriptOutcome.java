package org.okiagari.saver;

/** How a restart script ended. */
public sealed interface ScriptOutcome {
    /** It exited with a code, 0 = restarted. */
    record Exited(int code) implements ScriptOutcome {}

    /** A signal ended it; the log shows 128+signal. */
    record Signalled(int signal) implements ScriptOutcome {}

    /** It ran longer than SCRIPT_TIMEOUT and its session was killed. */
    record TimedOut(long seconds) implements ScriptOutcome {}

    /** The command's fault: missing file, no permission, wrong format; {@code why} says it and what to do. */
    record CannotExecute(String why) implements ScriptOutcome {}

    /** Our shortage of processes, memory or descriptors: not an attempt, tried again at the next tick. */
    record Shortage(String why) implements ScriptOutcome {}
}
