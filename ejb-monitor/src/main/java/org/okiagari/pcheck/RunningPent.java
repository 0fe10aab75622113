package org.okiagari.pcheck;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.okiagari.pfile.Param.Detect;
import org.okiagari.pfile.Pent;
import org.okiagari.saver.Attention;
import org.okiagari.saver.Effect;
import org.okiagari.saver.Exclusion.RunningScript;
import org.okiagari.saver.Now;
import org.okiagari.saver.Observation;
import org.okiagari.saver.PentMachine;
import org.okiagari.saver.PentRule;
import org.okiagari.saver.PentState;
import org.okiagari.saver.ProcSts;
import org.okiagari.saver.ProcessId;
import org.okiagari.saver.ProcessName;
import org.okiagari.saver.SavedPent;
import org.okiagari.saver.ScriptOutcome;
import org.okiagari.saver.Sight;
import org.okiagari.saver.StateRecord;
import org.okiagari.saver.Step;

/**
 * One PENT at work: holds its process, turns looks into what the machine understands, performs what it answers.
 *
 * <p>Only the thread whose turn it is in the {@link Mailbox} of the pcheck touches it.
 */
final class RunningPent implements Effect.Actions, PentScript.Owner {
    /** What a check must do for it. */
    enum Need {
        /** Nothing. */
        NOTHING,
        /** Nothing can be done: its process could not be asked. */
        UNKNOWN,
        /** Show it a look at what changed: its process is dead. */
        DEATH,
        /** Show it a look at what changed: it waits for a process. */
        GLANCE,
        /** Show it a look at everybody. */
        LOOK,
        /** Show its process's family a look at what changed. */
        KIN
    }

    private static final long NANOS_PER_MILLI = 1_000_000L;

    private final PentHost host;
    private final int ordinal;
    private PentRule rule;
    private ProcessName processName;
    private Detect detect;
    private PentState state = PentState.fresh();

    private final HeldProcess process;
    private final PentSlot slot;
    private final PentScript script;
    private final PentAlarm alarm;
    private final AtomicBoolean due = new AtomicBoolean();
    private boolean removed;
    private PentSnapshot snapshot;
    private SavedPent saved;

    RunningPent(PentHost host, PentRule rule, Detect detect, int ordinal) {
        this.host = host;
        this.ordinal = ordinal;
        this.rule = rule;
        this.detect = detect;
        this.processName = host.environment().nameOf(rule.pent());
        this.process = new HeldProcess(host.environment(), () -> host.wake(this));
        this.slot = new PentSlot(host.restarts().slots(), host::post, this::slotGranted);
        this.script = new PentScript(host, this);
        this.alarm = new PentAlarm(host.environment(), () -> host.wake(this));
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
        return SavedPent.of(rule.pent().pname(), ordinal, state, script.running());
    }

    /** Makes anew what is shown and saved, if it is not what it was. */
    private void refresh() {
        PentSnapshot shown = takeSnapshot();
        SavedPent toSave = toBeSaved();
        if (!shown.equals(snapshot) || !toSave.equals(saved)) {
            snapshot = shown;
            saved = toSave;
            host.changed(this);
        }
    }

    /**
     * Goes on where a saver before this one was: the same process is watched, a script that still runs is awaited.
     *
     * @param left the script that runs now, none if none does
     */
    void restore(
            SavedPent before, boolean sameBoot, Optional<StateLog.LeftScript> left, Duration scriptTimeout, Now now) {
        Optional<StateLog.LeftScript> old = left.or(() -> before.script()
                .filter(any -> sameBoot)
                .map(running -> new StateLog.LeftScript(new StateRecord.Key(before.pname(), ordinal), "", running)));
        state = before.restored(rule.monitorInterval(), sameBoot, old.isPresent(), now);
        before.watched().ifPresent(id -> process.watch(id, detect == Detect.EVENT));
        if (old.isPresent()) {
            script.adopt(old.get().script(), old.get().run(), scriptTimeout, now);
        } else if (state.progress().scriptRuns()) {
            observe(new Observation.ScriptEnded(SavedPent.ADOPTED_RUN, new ScriptOutcome.Exited(0)), now);
        }
        refresh();
    }

    /** A script runs for this PENT, of which nothing else is known. */
    void adopt(StateLog.LeftScript left, Duration scriptTimeout, Now now) {
        state = PentState.besideScript(SavedPent.ADOPTED_RUN);
        script.adopt(left.script(), left.run(), scriptTimeout, now);
        refresh();
    }

    /** Tells whether it waits for a check, among those that asked for one. */
    AtomicBoolean isDue() {
        return due;
    }

    /** Does what needs no look, and says what is needed besides. Who is up and well costs nothing more. */
    Need check(Now now) {
        if (script.isAdoptedOver()) {
            script.adoptedEnded();
        }
        if (removed) {
            return Need.NOTHING;
        }
        return switch (state.attention()) {
            case NONE -> Need.NOTHING;
            case LOOK -> state.needsEverybody(now) ? Need.LOOK : Need.GLANCE;
            case VERIFY -> verify(now);
        };
    }

    private Need verify(Now now) {
        HeldProcess.Verdict verdict = process.verify(now);
        if (!snapshot.polledBecause().equals(polledBecause())) {
            refresh();
        }
        return switch (verdict) {
            case LIVES -> Need.NOTHING;
            case LIVES_UNSEEN -> Need.KIN;
            case GONE -> Need.DEATH;
            case UNKNOWN -> Need.UNKNOWN;
        };
    }

    /** Tells whether the pfile wants deaths as the kernel tells them, not as checks find them. */
    boolean isByEvent() {
        return detect == Detect.EVENT;
    }

    /** Returns how long ago the kernel told the death of its process; zero where nobody told. */
    Duration sinceDeathTold(Now now) {
        OptionalLong told = process.toldNanos();
        return told.isPresent() ? Duration.ofNanos(Math.max(0, now.nanos() - told.getAsLong())) : Duration.ZERO;
    }

    /** Tells whether a look of a moment ago will do: what it sees counts only if a second look sees it too. */
    boolean isPatient() {
        return state.procSts() == ProcSts.DOWN && state.progress().candidate().isEmpty();
    }

    /** Tells whether a match was seen once and waits for its second sight. */
    boolean hasCandidate() {
        return state.progress().candidate().isPresent();
    }

    /** Shows a look to the family of its process, which lives. */
    void showKin(ProcessTable.Look look) {
        process.showKin(look);
    }

    /**
     * Tells the machine of the death of its process, if that is told and the news prove that nobody else serves.
     *
     * @return whether the machine knows it
     */
    boolean bury(ProcessTable.Look news, List<RunningScript> scripts, Now now) {
        Optional<Sight> nothing =
                state.watched().isPresent() ? process.nobody(news, processName, scripts) : Optional.empty();
        nothing.ifPresent(sight -> {
            alarm.looked(now);
            timeDeath(sight, now);
            observe(new Observation.Looked(sight), now);
        });
        return nothing.isPresent();
    }

    /** Shows a look to what a dead process left behind. */
    void settle(ProcessTable.Look look) {
        process.remember(look);
        prepare(look);
    }

    /** The next death is matched at once. */
    private void prepare(ProcessTable.Look look) {
        if (look instanceof ProcessTable.Look.Complete complete) {
            complete.index().prepare(processName);
        }
    }

    /** Hands one look to the machine. */
    void look(View view, Now now) {
        alarm.looked(now);
        Optional<ProcessId> before = process.last();
        process.remember(view.look());
        boolean isWatching = state.watched().isPresent();
        Sight sight = process.sight(view, processName, isWatching);
        timeDeath(sight, now);
        observe(new Observation.Looked(sight), now);
        if (!process.last().equals(before)) {
            process.remember(view.look());
        }
        prepare(view.look());
    }

    /** The age of a death is taken when it is seen first, whatever is waited for after that. */
    private void timeDeath(Sight sight, Now now) {
        boolean isDead = sight instanceof Sight.Nothing || sight instanceof Sight.Other;
        if (isDead && state.attention() == Attention.VERIFY) {
            process.ageOfDeath(now).ifPresent(nanos -> {
                host.environment().measurements().detection().add(nanos);
                state = state.withLastDetectionMillis(nanos / NANOS_PER_MILLI);
            });
        }
    }

    /** Lets the machine take one step and performs what it answers. */
    void observe(Observation observation, Now now) {
        if (removed) {
            return;
        }
        step(observation, now);
        while (slot.takeFree()) {
            step(new Observation.SlotGranted(), now);
        }
        refresh();
    }

    private void step(Observation observation, Now now) {
        PentState before = state;
        Step step = PentMachine.step(rule, before, observation, now);
        state = step.state();
        timeRestart(before, now);
        step.effects().forEach(effect -> effect.on(this));
    }

    private void timeRestart(PentState before, Now now) {
        boolean isUp = before.procSts() != ProcSts.AVAIL && state.procSts() == ProcSts.AVAIL;
        if (isUp && before.retryCount() > 0) {
            before.progress()
                    .deathNanos()
                    .ifPresent(
                            death -> host.environment().measurements().restart().add(now.nanos() - death));
        }
    }

    /** The pfile was read again. */
    void reload(PentRule newRule, Detect newDetect, Now now) {
        rule = newRule;
        detect = newDetect;
        processName = host.environment().nameOf(newRule.pent());
        observe(new Observation.Reloaded(newRule), now);
    }

    /** Kills the watched process for the recovery test. */
    boolean kill() {
        return process.kill();
    }

    /** Lets the process go and decides nothing more; a script that runs ends in peace, and its end is told. */
    void remove() {
        removed = true;
        process.release();
        slot.drop();
        alarm.cancel();
    }

    /** Lets everything go, an old script too: another saver may await it. */
    void close() {
        remove();
        script.letGo();
    }

    /** Tells whether a script of it runs, or is about to. */
    boolean runsScript() {
        return state.progress().scriptRuns();
    }

    /** The pfile has it again, and its script from before still runs: nothing else is known of it. */
    void comeBack() {
        removed = false;
        state = PentState.besideScript(state.progress().run());
    }

    private PentSnapshot takeSnapshot() {
        return new PentSnapshot(rule.pent(), state, polledBecause());
    }

    private String polledBecause() {
        return detect == Detect.POLL ? "DETECT = poll" : process.whyPolled();
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
        slot.want();
    }

    private void slotGranted() {
        observe(new Observation.SlotGranted(), host.environment().clock().now());
    }

    @Override
    public void dropSlot(Effect.DropSlot effect) {
        slot.drop();
    }

    @Override
    public void runScript(Effect.RunScript effect) {
        script.start(effect.run(), host.states().attempt(toBeSaved()), host.command(this), slot.ticket());
    }

    @Override
    public void scriptBegan() {
        refresh();
    }

    @Override
    public void scriptEnded(long run, ScriptOutcome outcome) {
        if (removed) {
            host.removedScriptEnded(this);
        }
        observe(
                new Observation.ScriptEnded(run, outcome),
                host.environment().clock().now());
    }

    @Override
    public void wake() {
        host.wake(this);
    }

    @Override
    public void lookAt(Effect.LookAt effect) {
        alarm.set(effect.atNanos());
    }

    @Override
    public void retryOver(Effect.RetryOver effect) {
        host.retryOver(this, effect);
    }
}
