package org.okiagari.saver;

/** What reaches a PENT's machine. */
public sealed interface Observation {
    /** Dispatches by kind. */
    <R> R on(Cases<R> cases);

    /** A look: the tick's, one that the machine asked for, or one after a death was told. */
    record Looked(Sight sight) implements Observation {
        @Override
        public <R> R on(Cases<R> cases) {
            return cases.looked(this);
        }
    }

    /** A restart slot is free for this PENT ({@link Effect.WantSlot} asked for it). */
    record SlotGranted() implements Observation {
        @Override
        public <R> R on(Cases<R> cases) {
            return cases.slotGranted(this);
        }
    }

    /**
     * A restart script ended, or could not be started.
     *
     * @param run the number that {@link Effect.RunScript} gave it
     * @param outcome how it ended
     */
    record ScriptEnded(long run, ScriptOutcome outcome) implements Observation {
        @Override
        public <R> R on(Cases<R> cases) {
            return cases.scriptEnded(this);
        }
    }

    /** The pfile was read again; the rule may be a new one. */
    record Reloaded(PentRule rule) implements Observation {
        @Override
        public <R> R on(Cases<R> cases) {
            return cases.reloaded(this);
        }
    }

    /** Monitoring of this PENT is suspended. */
    record Stopped() implements Observation {
        @Override
        public <R> R on(Cases<R> cases) {
            return cases.stopped(this);
        }
    }

    /** Monitoring of this PENT is resumed. */
    record Started() implements Observation {
        @Override
        public <R> R on(Cases<R> cases) {
            return cases.started(this);
        }
    }

    /** One method a kind. */
    interface Cases<R> {
        /** A look. */
        R looked(Looked observation);

        /** A restart slot is free. */
        R slotGranted(SlotGranted observation);

        /** A script ended. */
        R scriptEnded(ScriptEnded observation);

        /** The pfile was read again. */
        R reloaded(Reloaded observation);

        /** Suspended. */
        R stopped(Stopped observation);

        /** Resumed. */
        R started(Started observation);
    }
}
