package org.okiagari.pcheck;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.okiagari.pfile.Param.Detect;
import org.okiagari.pfile.Pent;
import org.okiagari.saver.Effect;
import org.okiagari.saver.Exclusion;
import org.okiagari.saver.ExitStatus;
import org.okiagari.saver.Family;
import org.okiagari.saver.Found;
import org.okiagari.saver.Now;
import org.okiagari.saver.Observation;
import org.okiagari.saver.PentMachine;
import org.okiagari.saver.PentRule;
import org.okiagari.saver.PentState;
import org.okiagari.saver.ProcessId;
import org.okiagari.saver.ProcessIndex;
import org.okiagari.saver.ProcessName;
import org.okiagari.saver.ScriptOutcome;
import org.okiagari.saver.Sight;
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

    /** So often the kernel is asked again how a process ended, and so long apart: 8 ms in all. */
    private static final int END_LOOKS = 4;

    private static final Duration END_PAUSE = Duration.ofMillis(2);

    private final Host host;
    private PentRule rule;
    private ProcessName processName;
    private Detect detect;
    private PentState state = PentState.fresh();

    private @Nullable WatchedProcess watched;
    private int askedForEnd;
    private Optional<ProcessId> lastProcess = Optional.empty();
    private Family family = Family.UNKNOWN;

    private RestartSlots.@Nullable Ticket ticket;
    private volatile Optional<Exclusion.RunningScript> script = Optional.empty();
    private long endedRun = -1;
    private Scheduler.@Nullable Cancellable alarm;
    private boolean removed;
    private PentSnapshot snapshot;

    RunningPent(Host host, PentRule rule, Detect detect) {
        this.host = host;
        this.rule = rule;
        this.detect = detect;
        this.processName = named(rule.pent());
        this.snapshot = takeSnapshot();
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

    /** Returns the script of this PENT that runs now. */
    Optional<Exclusion.RunningScript> script() {
        return script;
    }

    /** Tells whether the watched process is known to be dead, so that only a look that starts now will do. */
    boolean isKnownDead() {
        return watched != null && watched.life() == WatchedProcess.Life.GONE;
    }

    /** Hands one look to the machine. */
    void look(ProcessTable.Look look, List<Exclusion.RunningScript> scripts, Now now) {
        if (!state.monitorOn()) {
            return;
        }
        Optional<ProcessId> before = lastProcess;
        remember(look);
        observe(new Observation.Looked(sight(look, scripts)), now);
        if (!lastProcess.equals(before)) {
            remember(look);
        }
    }

    /** Keeps the family up to date, after the death too: its first look settles what was left behind (ADR 0061). */
    private void remember(ProcessTable.Look look) {
        if (look instanceof ProcessTable.Look.Complete complete && lastProcess.isPresent()) {
            family = family.after(complete.index(), lastProcess.get());
        }
    }

    private Sight sight(ProcessTable.Look look, List<Exclusion.RunningScript> scripts) {
        Optional<ExitStatus> exit = Optional.empty();
        WatchedProcess held = state.watched().isPresent() ? watched : null;
        if (held != null) {
            switch (held.life()) {
                case ALIVE -> {
                    return new Sight.Same();
                }
                case UNKNOWN -> {
                    return new Sight.Blind();
                }
                case GONE -> {
                    exit = Optional.of(held.exitStatus());
                    if (isEndStillToBeTold(held, exit.get())) {
                        return new Sight.Blind();
                    }
                }
            }
        }
        if (!(look instanceof ProcessTable.Look.Complete complete)) {
            return new Sight.Blind();
        }
        Optional<Found> match = complete.index().match(processName, excluded(complete.index(), scripts));
        return match.isPresent() ? new Sight.Other(match.get(), exit) : new Sight.Nothing(held != null, exit);
    }

    /**
     * The kernel tells how a process ended only when its parent has reaped it, which is a moment after its death. It is worth
     * a few looks: an administrator's restart is told from a crash by it (CONTRACT section 3, SETTLE).
     */
    private boolean isEndStillToBeTold(WatchedProcess held, ExitStatus exit) {
        if (!(exit instanceof ExitStatus.Unknown) || !held.isWatchedByEvent() || askedForEnd == END_LOOKS) {
            return false;
        }
        askedForEnd++;
        host.environment().scheduler().schedule(END_PAUSE, () -> host.wake(this));
        return true;
    }

    /** What the dead process left behind is no match, and it stays none when its successor dies (ADR 0061). */
    private Exclusion excluded(ProcessIndex index, List<Exclusion.RunningScript> scripts) {
        Set<ProcessId> left = new HashSet<>();
        lastProcess.ifPresent(dead -> {
            left.addAll(family.leftovers(index, dead));
            left.add(dead);
        });
        return new Exclusion(left, scripts);
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
        return watched != null && watched.kill();
    }

    /** Lets everything go; a script that runs ends in peace. */
    void remove() {
        removed = true;
        release();
        dropTicket();
        cancelAlarm();
    }

    private ProcessName named(Pent pent) {
        String name = pent.pname();
        return new ProcessName(
                name, name.startsWith("/") ? host.environment().table().realPath(name) : "");
    }

    private PentSnapshot takeSnapshot() {
        boolean byEvent = detect == Detect.EVENT && (watched == null || watched.isWatchedByEvent());
        return new PentSnapshot(rule.pent(), state, byEvent);
    }

    // ---- what the machine wants

    @Override
    public void report(Effect.Report effect) {
        host.environment().events().offer(host.name(), effect.event());
    }

    @Override
    public void watch(Effect.Watch effect) {
        release();
        ProcessId id = effect.found().id();
        if (!lastProcess.equals(Optional.of(id))) {
            family = family.heir();
            lastProcess = Optional.of(id);
        }
        Runnable onDeath = detect == Detect.EVENT ? () -> host.wake(this) : () -> {};
        watched = host.environment().table().watch(id, onDeath);
        askedForEnd = 0;
        if (watched.life() == WatchedProcess.Life.GONE) {
            host.wake(this);
        }
    }

    @Override
    public void unwatch(Effect.Unwatch effect) {
        release();
    }

    private void release() {
        if (watched != null) {
            watched.close();
            watched = null;
        }
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
            ScriptRunner.Run run = host.environment()
                    .scripts()
                    .start(command, outcome -> host.post(() -> scriptEnded(effect.run(), held, outcome)));
            began(effect.run(), run);
        });
    }

    /** A script may end before its start has been told; then it is not remembered as running. */
    private synchronized void began(long run, ScriptRunner.Run started) {
        if (started.id().pid() > 0 && run > endedRun) {
            script = Optional.of(new Exclusion.RunningScript(started.id(), started.script()));
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
