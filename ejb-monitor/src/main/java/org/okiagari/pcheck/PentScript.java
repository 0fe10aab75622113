package org.okiagari.pcheck;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.okiagari.saver.Exclusion.RunningScript;
import org.okiagari.saver.Now;
import org.okiagari.saver.ProcessId;
import org.okiagari.saver.SavedPent;
import org.okiagari.saver.ScriptOutcome;
import org.okiagari.saver.StateRecord;

/**
 * The restart script of one PENT: one that was started here, or one that outlived the saver that started it.
 *
 * <p>An attempt is on record before its script starts, so that whoever comes after a {@code kill -9} of this saver knows of
 * the script, and counts the attempt once (ADR 0007).
 */
final class PentScript {
    private final PentHost host;
    private final Owner owner;

    private Optional<RunningScript> running = Optional.empty();
    private long endedRun = -1;

    private @Nullable WatchedProcess adopted;
    private String adoptedRun = "";
    private Scheduler.@Nullable Cancellable deadline;
    private boolean isStopping;

    /** Whose script it is; called in the pcheck's turn, but for {@code wake}. */
    interface Owner {
        /** A script of ours is known to run. */
        void scriptBegan();

        /** A script has ended. */
        void scriptEnded(long run, ScriptOutcome outcome);

        /** An adopted script may have ended: a check will do. */
        void wake();
    }

    PentScript(PentHost host, Owner owner) {
        this.host = host;
        this.owner = owner;
    }

    /** Returns the script that runs. */
    synchronized Optional<RunningScript> running() {
        return running;
    }

    /**
     * Starts one, off the pcheck's turn: files are checked and opened, and the attempt is handed to the kernel.
     *
     * @param attempt the PENT with this attempt in it
     * @param slot is given back when it has ended, null if there is none
     */
    void start(
            long run, StateRecord.Present attempt, ScriptRunner.Command command, RestartSlots.@Nullable Ticket slot) {
        if (slot != null) {
            slot.scriptStarts();
        }
        Run started = new Run(run, attempt, command.text(), slot);
        try {
            host.environment().scripts().start(command.with("OKIAGARI_RUN", started.id), started);
        } catch (RuntimeException | OutOfMemoryError e) {
            // "unable to create native thread" is one of these: our shortage, and never the end of monitoring.
            started.ended(new ScriptOutcome.Shortage(e.toString()));
        }
    }

    /** One attempt, told by the thread that starts scripts. */
    private final class Run implements ScriptRunner.Attempt {
        private final long run;
        private final StateRecord.Present attempt;
        private final String command;
        private final RestartSlots.@Nullable Ticket slot;
        private final String id = host.states().nextRun();

        Run(long run, StateRecord.Present attempt, String command, RestartSlots.@Nullable Ticket slot) {
            this.run = run;
            this.attempt = attempt;
            this.command = command;
            this.slot = slot;
        }

        @Override
        public boolean begin() {
            return host.states().starting(attempt, id, command);
        }

        @Override
        public void started(ProcessId process, String script) {
            host.states().started(id, process, script);
            began(run, new RunningScript(process, script));
        }

        @Override
        public void ended(ScriptOutcome outcome) {
            host.states().ended(id);
            host.post(() -> PentScript.this.ended(run, slot, outcome));
        }
    }

    /** A script may end before its start has been told; then it is not remembered as running. */
    private synchronized void began(long run, RunningScript script) {
        if (run > endedRun) {
            remember(script);
            host.post(owner::scriptBegan);
        }
    }

    private synchronized void remember(RunningScript script) {
        running = Optional.of(script);
        host.restarts().running().add(script);
    }

    private void ended(long run, RestartSlots.@Nullable Ticket slot, ScriptOutcome outcome) {
        forget(run);
        if (slot != null) {
            slot.giveBack();
        }
        owner.scriptEnded(run, outcome);
    }

    private synchronized void forget(long run) {
        endedRun = run;
        running.ifPresent(host.restarts().running()::remove);
        running = Optional.empty();
    }

    /**
     * Takes over a script that outlived its saver: it is awaited, and SCRIPT_TIMEOUT counts from its start.
     *
     * @param run its attempt's number, empty if nobody knows it
     */
    void adopt(RunningScript script, String run, Duration timeout, Now now) {
        remember(script);
        adoptedRun = run;
        adopted = host.environment().table().watch(script.id(), owner::wake);
        if (!timeout.isZero()) {
            Duration rest = timeout.minus(script.id().age(now));
            deadline = host.environment()
                    .scheduler()
                    .schedule(rest.isNegative() ? Duration.ZERO : rest, () -> host.post(() -> tooLong(timeout)));
        }
    }

    /** Tells whether an adopted script has ended by itself. */
    boolean isAdoptedOver() {
        return adopted != null && !isStopping && adopted.life() == WatchedProcess.Life.GONE;
    }

    private void tooLong(Duration timeout) {
        Optional<RunningScript> present = running();
        if (adopted != null && present.isPresent() && !isAdoptedOver()) {
            isStopping = true;
            ScriptOutcome outcome = new ScriptOutcome.TimedOut(timeout.toSeconds());
            host.environment().scripts().stop(present.get().id(), () -> host.post(() -> adoptedEnded(outcome)));
        }
    }

    /** How a script ended that is not our child nobody tells: whether the process is there decides, as after exit 0. */
    void adoptedEnded() {
        adoptedEnded(new ScriptOutcome.Exited(0));
    }

    private void adoptedEnded(ScriptOutcome outcome) {
        if (adopted != null) {
            letGo();
            host.states().ended(adoptedRun);
            owner.scriptEnded(SavedPent.ADOPTED_RUN, outcome);
        }
    }

    /** Nobody awaits an adopted script any more. */
    void letGo() {
        if (adopted != null) {
            adopted.close();
            adopted = null;
            forget(SavedPent.ADOPTED_RUN);
        }
        if (deadline != null) {
            deadline.cancel();
            deadline = null;
        }
    }
}
