package org.okiagari.saver;

/** How a restart script ended. */
public sealed interface ScriptOutcome {
    /** Dispatches by kind. */
    <R> R on(Cases<R> cases);

    /** It exited with a code, 0 = restarted. */
    record Exited(int code) implements ScriptOutcome {
        @Override
        public <R> R on(Cases<R> cases) {
            return cases.exited(this);
        }
    }

    /** A signal ended it; the log shows 128+signal. */
    record Signalled(int signal) implements ScriptOutcome {
        @Override
        public <R> R on(Cases<R> cases) {
            return cases.signalled(this);
        }
    }

    /** It ran longer than SCRIPT_TIMEOUT and its session was killed. */
    record TimedOut(long seconds) implements ScriptOutcome {
        @Override
        public <R> R on(Cases<R> cases) {
            return cases.timedOut(this);
        }
    }

    /** The command's fault: missing file, no permission, wrong format; {@code why} says it and what to do. */
    record CannotExecute(String why) implements ScriptOutcome {
        @Override
        public <R> R on(Cases<R> cases) {
            return cases.cannotExecute(this);
        }
    }

    /** Our shortage of processes, memory or descriptors: not an attempt, tried again at the next tick. */
    record Shortage(String why) implements ScriptOutcome {
        @Override
        public <R> R on(Cases<R> cases) {
            return cases.shortage(this);
        }
    }

    /** One method a kind. */
    interface Cases<R> {
        /** It exited. */
        R exited(Exited outcome);

        /** A signal ended it. */
        R signalled(Signalled outcome);

        /** It took too long. */
        R timedOut(TimedOut outcome);

        /** It could not run, by its own fault. */
        R cannotExecute(CannotExecute outcome);

        /** We could not start it. */
        R shortage(Shortage outcome);
    }
}
