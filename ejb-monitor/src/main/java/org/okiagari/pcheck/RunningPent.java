package org.okiagari.pcheck;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.okiagari.pfile.Param.Detect;
import org.okiagari.pfile.Pent;
import org.okiagari.saver.Effect;
import org.okiagari.saver.Exclusion;
import org.okiagari.saver.Now;
import org.okiagari.saver.Observation;
import org.okiagari.saver.PentMachine;
import org.okiagari.saver.PentRule;
import org.okiagari.saver.PentState;
import org.okiagari.saver.ProcessId;
import org.okiagari.saver.ProcessName;
import org.okiagari.saver.SavedPent;
import org.okiagari.saver.ScriptOutcome;
import org.okiagari.saver.Step;

/**
 * One PENT at work: holds its process, turns looks into what the machine understands, performs what it answers.
 *
 * <p>Only the thread whose turn it is in the {@link Mailbox} of the pcheck touches it.
 */
final class RunningPent implements Effect.Actions {
    /** What a PENT needs of its pcheck. */
    interface Host {
        Environment environment();

        RestartSlots slots();

        /** Runs work in the pcheck's turn. */
        void post(Runnable work);

        /** Looks at this PENT soon. */
        void wake(RunningPent pent);

        /** Restarts of this PENT are used up. */
        void retryOver(RunningPent pent, Effect.RetryOver effect);

        /** Returns the command that restarts this PENT, ready to run. */
        ScriptRunner.Command command(RunningPent pent);

        /** Returns the name of the pcheck. */
        String name();
    }

    private final Host host;
    private final int ordinal;
    private PentRule rule;
    private ProcessName processName;
    private Detect detect;
    private PentState state = PentState.fresh();

    private final HeldProcess process;
    private RestartSlots.@Nullable Ticket ticket;
    private volatile Optional<Exclusion.RunningScript> script = Optional.empty();
    private long endedRun = -1;
    private Scheduler.@Nullable Cancellable alarm;
    private boolean removed;
    private @Nullable WatchedProcess adopted;
    private PentSnapshot snapshot;
    private SavedPent saved;

    RunningPent(Host host, PentRule rule, Detect detect, int ordinal) {
        this.host = host;
        this.ordinal = ordinal;
        this.rule = rule;
        this.detect = detect;
        this.processName = named(rule.pent());
        this.process = new HeldProcess(host.environment(), () -> host.wake(this));
        this.snapshot = takeSnapshot();
        this.saved = toBeSaved();
    }

    Pent pent() {
        return rule.pent();
    }

    PentState state() {
        return state;
    }

    PentSnapshot snapshot() {
        return snapshot;
    }

    /** Returns what of it must survive the saver. */
    SavedPent saved() {
        return saved;
    }

    private SavedPent toBeSaved() {
        return SavedPent.of(rule.pent().pname(), ordinal, state, script);
    }

    /** Goes on where a saver before this one was: the same process is watched, a script that still runs is awaited. */
    void restore(SavedPent before, boolean sameBoot, Now now) {
        state = before.restored(rule.monitorInterval(), sameBoot, now);
        before.watched().ifPresent(id -> process.watch(id, detect == Detect.EVENT));
        if (state.progress().scriptRuns()) {
            before.script().ifPresent(running -> {
                script = before.script();
                adopted = host.environment().table().watch(running.id(), () -> host.wake(this));
            });
            if (adopted == null) {
                adoptedEnded(now);
            }
        }
        snapshot = takeSnapshot();
        saved = toBeSaved();
    }

    /** How a script ended that is not our child nobody tells: whether the process is there decides, as after exit 0. */
    private void adoptedEnded(Now now) {
        letAdoptedGo();
        ended(SavedPent.ADOPTED_RUN);
        observe(new Observation.ScriptEnded(SavedPent.ADOPTED_RUN, new ScriptOutcome.Exited(0)), now);
    }

    private void letAdoptedGo() {
        if (adopted != null) {
            adopted.close();
            adopted = null;
        }
    }

    /** Returns the script of this PENT that runs now. */
    Optional<Exclusion.RunningScript> script() {
        return script;
    }

    /** Tells whether the watched process is known to be dead, so that only a look that starts now will do. */
    boolean isKnownDead() {
        return process.isKnownDead();
    }

    /** Hands one look to the machine. */
    void look(ProcessTable.Look look, List<Exclusion.RunningScript> scripts, Now now) {
        if (adopted != null && adopted.life() == WatchedProcess.Life.GONE) {
            adoptedEnded(now);
        }
        if (!state.monitorOn()) {
            return;
        }
        Optional<ProcessId> before = process.last();
        process.remember(look);
        boolean isWatching = state.watched().isPresent();
        observe(new Observation.Looked(process.sight(look, processName, isWatching, scripts)), now);
        if (!process.last().equals(before)) {
            process.remember(look);
        }
    }

    /** Lets the machine take one step and performs what it answers. */
    void observe(Observation observation, Now now) {
        if (removed) {
            return;
        }
        Step step = PentMachine.step(rule, state, observation, now);
        state = step.state();
        step.effects().forEach(effect -> effect.on(this));
        snapshot = takeSnapshot();
        saved = toBeSaved();
    }

    /** The pfile was read again. */
    void reload(PentRule newRule, Detect newDetect, Now now) {
        rule = newRule;
        detect = newDetect;
        processName = named(newRule.pent());
        observe(new Observation.Reloaded(newRule), now);
    }

    /** Kills the watched process for the recovery test. */
    boolean kill() {
        return process.kill();
    }

    /** Lets everything go; a script that runs ends in peace. */
    void remove() {
        removed = true;
        process.release();
        letAdoptedGo();
        dropTicket();
        cancelAlarm();
    }

    private ProcessName named(Pent pent) {
        String name = pent.pname();
        return new ProcessName(
                name, name.startsWith("/") ? host.environment().table().realPath(name) : "");
    }

    private PentSnapshot takeSnapshot() {
        return new PentSnapshot(rule.pent(), state, detect == Detect.POLL ? "DETECT = poll" : process.whyPolled());
    }

    // ---- what the machine wants

    @Override
    public void report(Effect.Report effect) {
        host.environment().events().offer(host.name(), effect.event());
    }

    @Override
    public void watch(Effect.Watch effect) {
        process.watch(effect.found().id(), detect == Detect.EVENT);
    }

    @Override
    public void unwatch(Effect.Unwatch effect) {
        process.release();
    }

    @Override
    public void wantSlot(Effect.WantSlot effect) {
        dropTicket();
        RestartSlots.Ticket[] mine = new RestartSlots.Ticket[1];
        mine[0] = host.slots().want(() -> host.post(() -> granted(mine[0])));
        ticket = mine[0];
    }

    private void granted(RestartSlots.Ticket granted) {
        if (granted == ticket && !removed) {
            observe(new Observation.SlotGranted(), host.environment().clock().now());
        } else {
            granted.giveBack();
        }
    }

    @Override
    public void dropSlot(Effect.DropSlot effect) {
        dropTicket();
    }

    private void dropTicket() {
        if (ticket != null) {
            ticket.giveBack();
            ticket = null;
        }
    }

    @Override
    public void runScript(Effect.RunScript effect) {
        RestartSlots.Ticket held = ticket;
        ScriptRunner.Command command = host.command(this);
        if (held != null) {
            held.scriptStarts();
        }
        // Files are checked and opened here: not in the pcheck's turn, which waits for no disk.
        host.environment().scheduler().execute(() -> {
            Consumer<ScriptOutcome> onEnd = outcome -> host.post(() -> scriptEnded(effect.run(), held, outcome));
            try {
                began(effect.run(), host.environment().scripts().start(command, onEnd));
            } catch (RuntimeException | OutOfMemoryError e) {
                // "unable to create native thread" is one of these: our shortage, and never the end of monitoring.
                onEnd.accept(new ScriptOutcome.Shortage(e.toString()));
            }
        });
    }

    /** A script may end before its start has been told; then it is not remembered as running. */
    private synchronized void began(long run, ScriptRunner.Run started) {
        if (started.id().pid() > 0 && run > endedRun) {
            script = Optional.of(new Exclusion.RunningScript(started.id(), started.script()));
            host.post(() -> saved = toBeSaved());
        }
    }

    private synchronized void ended(long run) {
        endedRun = run;
        script = Optional.empty();
    }

    private void scriptEnded(long run, RestartSlots.@Nullable Ticket held, ScriptOutcome outcome) {
        ended(run);
        if (held != null) {
            held.giveBack();
        }
        observe(
                new Observation.ScriptEnded(run, outcome),
                host.environment().clock().now());
    }

    @Override
    public void lookAt(Effect.LookAt effect) {
        cancelAlarm();
        long delay =
                Math.max(0, effect.atNanos() - host.environment().clock().now().nanos());
        alarm = host.environment().scheduler().schedule(Duration.ofNanos(delay), () -> host.wake(this));
    }

    private void cancelAlarm() {
        if (alarm != null) {
            alarm.cancel();
            alarm = null;
        }
    }

    @Override
    public void retryOver(Effect.RetryOver effect) {
        host.retryOver(this, effect);
    }

    /** Returns the run-time facts that a script gets as its environment (security: never in the command's text). */
    Map<String, String> variables(String pfile) {
        return Map.of(
                "OKIAGARI_PNAME", rule.pent().pname(),
                "OKIAGARI_PID", Long.toString(state.pid()),
                "OKIAGARI_PENT_ID", Integer.toString(rule.pent().id()),
                "OKIAGARI_RETRY_COUNT", Integer.toString(state.retryCount()),
                "OKIAGARI_PFILE", pfile);
    }
}
