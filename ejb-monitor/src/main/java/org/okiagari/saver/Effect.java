package org.okiagari.saver;

import org.okiagari.pfile.RetryOverAction;

/** What the shell must do after a step, in order. */
public sealed interface Effect {
    /** Hands this effect to the one who performs it. */
    void on(Actions actions);

    /** Give the event to the journal. */
    record Report(Event event) implements Effect {
        @Override
        public void on(Actions actions) {
            actions.report(this);
        }
    }

    /**
     * Watch this process from now on (a pidfd), instead of the one before. Comes with every Up.
     *
     * @param found the process
     */
    record Watch(Found found) implements Effect {
        @Override
        public void on(Actions actions) {
            actions.watch(this);
        }
    }

    /** The watched process is gone: let its pidfd go. */
    record Unwatch() implements Effect {
        @Override
        public void on(Actions actions) {
            actions.unwatch(this);
        }
    }

    /** Ask for a restart slot; {@link Observation.SlotGranted} answers, at once or later. */
    record WantSlot() implements Effect {
        @Override
        public void on(Actions actions) {
            actions.wantSlot(this);
        }
    }

    /** A slot asked for or held is no longer wanted (reload, stop). */
    record DropSlot() implements Effect {
        @Override
        public void on(Actions actions) {
            actions.dropSlot(this);
        }
    }

    /**
     * Start the restart script; {@link Observation.ScriptEnded} answers with the same number.
     *
     * @param run counts the scripts of this PENT since the state was made
     */
    record RunScript(long run) implements Effect {
        @Override
        public void on(Actions actions) {
            actions.runScript(this);
        }
    }

    /**
     * Look again at or soon after this monotonic time, besides the ticks. A later one replaces an earlier one.
     *
     * @param atNanos monotonic
     */
    record LookAt(long atNanos) implements Effect {
        @Override
        public void on(Actions actions) {
            actions.lookAt(this);
        }
    }

    /**
     * Restarts are used up: do what the pfile says (end the pcheck, run the cluster command; nothing for continue).
     *
     * @param action the action
     */
    record RetryOver(RetryOverAction action) implements Effect {
        @Override
        public void on(Actions actions) {
            actions.retryOver(this);
        }
    }

    /** One method a kind. */
    interface Actions {
        /** Give the event to the journal. */
        void report(Report effect);

        /** Watch a process. */
        void watch(Watch effect);

        /** Let the watched process go. */
        void unwatch(Unwatch effect);

        /** Ask for a restart slot. */
        void wantSlot(WantSlot effect);

        /** Give a slot back. */
        void dropSlot(DropSlot effect);

        /** Start the restart script. */
        void runScript(RunScript effect);

        /** Look again at a time. */
        void lookAt(LookAt effect);

        /** Do what the pfile says for retry over. */
        void retryOver(RetryOver effect);
    }
}
