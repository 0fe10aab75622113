package org.okiagari.pcheck;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.okiagari.pfile.Param;
import org.okiagari.pfile.Pfile;
import org.okiagari.saver.Effect;
import org.okiagari.saver.EventType;
import org.okiagari.saver.Now;
import org.okiagari.saver.Observation;
import org.okiagari.saver.SavedPent;

/**
 * One running pcheck, made from one pfile.
 *
 * <p>All that changes it runs in its {@link Mailbox}, one piece at a time; readers take the immutable snapshot.
 */
public final class Pcheck implements PentHost {
    private final Environment environment;
    private final Restarts restarts;
    private final String name;
    private final Path path;
    private final Mailbox mailbox;
    private final Reports reports;
    private final SelfDumps dumps;
    private final Commands commands;
    private final StateKeeper states;
    private final Rounds rounds;
    private final PentRows rows = new PentRows();
    private final Owner owner;

    private Param param;
    private final PentRoster roster;

    private boolean monitoring = true;
    /** Nothing is looked at before what a saver before this one left is known. */
    private boolean begun;

    private boolean ended;
    /** What is shown or saved of the pcheck itself is not what it was. */
    private boolean isHeadChanged = true;

    private volatile PcheckSnapshot snapshot;

    /** What a pcheck tells the house it lives in. */
    interface Owner {
        /** Its pfile was read again. */
        void reloaded(Pcheck pcheck);

        /** Its snapshot is another one. */
        void changed(Pcheck pcheck);

        /** It ended. */
        void ended(Pcheck pcheck, End end);

        /** Tells whether this command is attached to this pcheck. */
        boolean isAttached(Pcheck pcheck, long commandPid);

        /** Takes the SHM_DUMP_FILE of a pfile of this pcheck; refused if it is another one's. */
        void takeDump(Pcheck pcheck, Param param);
    }

    Pcheck(Environment environment, Restarts restarts, Path path, Pfile pfile, Owner owner) {
        this.environment = environment;
        this.restarts = restarts;
        this.path = path;
        this.name = path.getFileName().toString();
        this.reports = new Reports(environment.events(), name, path.toString());
        this.dumps = new SelfDumps(environment, reports, this::snapshot);
        this.mailbox = new Mailbox(environment.scheduler(), dumps::internalError);
        this.commands = new Commands(mailbox, reports, path);
        this.states = new StateKeeper(environment, path);
        this.owner = owner;
        this.param = pfile.param();
        this.roster = new PentRoster(this, pfile);
        this.rounds = new Rounds(
                environment,
                mailbox,
                () -> begun && !ended ? roster.present() : List.of(),
                restarts.running(),
                this::publish);
        rows.show(roster.present());
        this.snapshot = takeSnapshot();
    }

    // ---- reading

    @Override
    public String name() {
        return name;
    }

    /** Returns the absolute path of its pfile, as it was named at the start. */
    public Path path() {
        return path;
    }

    /** Returns what is known at this moment; takes no lock and does no I/O. */
    public PcheckSnapshot snapshot() {
        return snapshot;
    }

    /** Returns the file that its restart scripts write to. */
    public Path scriptLog() {
        return environment.home().resolve("log").resolve(name + ".script.log");
    }

    /** Returns how long ago the last check ended, in ns of the monotonic clock. */
    public long nanosSinceTick() {
        return rounds.nanosSinceTick();
    }

    /** Returns the age of the last check that saw all it had to see (ADR 0069) in ms, -1 before the first. */
    public long lastLookAgeMillis() {
        return rounds.lastLookAgeMillis();
    }

    /** Returns the age of the last look beside what the pfile allows. */
    LookAge lookAge() {
        return new LookAge(rounds.sinceLook(), snapshot.param().monitorInterval());
    }

    /** Returns how many checks were skipped because the one before still ran. */
    public long missedTicks() {
        return rounds.missedTicks();
    }

    // ---- looking

    /** Does one check of all PENTs; a check that finds the last one still running skips and counts. Never throws. */
    public void tick() {
        rounds.tick();
    }

    @Override
    public void wake(RunningPent pent) {
        rounds.wake(pent);
    }

    /** Shows and saves what changed: nothing where nothing did. */
    private void publish() {
        boolean isHead = isHeadChanged;
        isHeadChanged = false;
        if (rows.takeShownChange() || isHead || snapshot.missedTicks() != rounds.missedTicks()) {
            snapshot = takeSnapshot();
            owner.changed(this);
        }
        List<SavedPent> changes = rows.takeSavedChanges();
        if (isHead) {
            states.keepOnly(monitoring, rows.allSaved());
        } else if (!changes.isEmpty()) {
            states.keep(monitoring, changes);
        }
    }

    private PcheckSnapshot takeSnapshot() {
        return new PcheckSnapshot(
                name,
                path.toString(),
                environment.mypid(),
                param,
                environment.dumpFile(name, param),
                monitoring,
                rows.shown(),
                rounds.missedTicks());
    }

    // ---- commands

    /** Says that it runs and takes the first look. */
    void begin(Requester requester) {
        reports.started(requester);
        StateLog.Left left = states.open();
        mailbox.postAndDrain(() -> restore(left));
        tick();
    }

    /** Goes on where a saver before this one was, if it left something (CONTRACT section 4, saved state). */
    private void restore(StateLog.Left left) {
        begun = true;
        Now now = environment.clock().now();
        states.begin(left);
        monitoring = left.isSaved() ? left.monitoring() : monitoring;
        roster.restore(left, param.scriptTimeout(), now);
        rounds.sampleFamilies(areFamiliesSampled());
        isHeadChanged = true;
        publish();
    }

    private boolean areFamiliesSampled() {
        return param.detect() == Param.Detect.EVENT && param.monitorInterval().compareTo(Rounds.SAMPLE) > 0;
    }

    /** Reads the pfile again; with an error in it nothing is changed and {@link Refused} says every problem. */
    public void reload(Requester requester) {
        PfileReading reading = PfileReading.of(environment.source(), path);
        Pfile pfile = reading.pfile().orElseThrow(() -> {
            reports.offer(reading.refusal(requester));
            reports.failed("reload", requester, reading.firstError());
            return reading.refused().told();
        });
        run("reload", requester, () -> {
            if (pfile.param().ipckey() != param.ipckey()) {
                throw new Refused("The IPCKEY of " + path + " changed from " + param.ipckeyText() + " to "
                        + pfile.param().ipckeyText()
                        + "; a reload cannot change it: shut the pcheck down and start it again.");
            }
            owner.takeDump(this, pfile.param());
            reports.executed(
                    EventType.PCHECK_RELOAD,
                    "reload",
                    requester,
                    Map.of("pents", pfile.pents().size()));
            apply(pfile);
        });
        reading.sayWarnings();
        owner.reloaded(this);
    }

    private void apply(Pfile pfile) {
        param = pfile.param();
        roster.reload(pfile, monitoring, environment.clock().now());
        rows.show(roster.present());
        isHeadChanged = true;
        rounds.sampleFamilies(areFamiliesSampled());
        rounds.check(roster.present());
    }

    /** Says what a reload would change, one line each. */
    public List<String> checkReload() {
        PfileReading reading = PfileReading.of(environment.source(), path);
        Pfile pfile = reading.pfile().orElseThrow(reading::refused);
        return PfileReport.changes(snapshot, pfile);
    }

    /** Reads the pfile from the disk and does nothing; at most {@code maxChars} characters of its text. */
    public PfileReport readPfile(int maxChars) {
        return PfileReport.of(environment.source(), path, snapshot, maxChars);
    }

    /** Ends it in order. */
    public void shutdown(Requester requester) {
        boolean byOwnCommand = requester.pid() != 0 && owner.isAttached(this, requester.pid());
        run("shutdown", requester, () -> end(End.COMMAND, requester, byOwnCommand));
    }

    /** Ends it because the server ends; what waits in its mailbox is done first. */
    void close() {
        run("shutdown", Requester.SERVER, () -> end(End.SERVER, Requester.SERVER, false));
    }

    private void end(End end, Requester requester, boolean byOwnCommand) {
        if (ended) {
            return;
        }
        ended = true;
        rounds.sampleFamilies(false);
        roster.close();
        states.close(end.isForgotten);
        reports.ended(end, requester, byOwnCommand);
        owner.ended(this, end);
    }

    /** Suspends all PENTs, or one; a script that runs ends in peace. */
    public void stop(Requester requester, OptionalInt pentId) {
        run("stop", requester, () -> {
            List<RunningPent> some = chosen(pentId);
            monitoring = monitoring && pentId.isPresent();
            steer(some, EventType.PCHECK_STOP, "stop", requester, new Observation.Stopped());
        });
    }

    /** Resumes all PENTs, or one; each is looked at at once. */
    public void start(Requester requester, OptionalInt pentId) {
        run("start", requester, () -> {
            List<RunningPent> some = chosen(pentId);
            monitoring = true;
            steer(some, EventType.PCHECK_RESUME, "start", requester, new Observation.Started());
            rounds.check(some);
        });
    }

    private void steer(
            List<RunningPent> some, EventType type, String word, Requester requester, Observation observation) {
        Object which = some.size() == roster.present().size()
                ? "all"
                : some.get(0).pent().id();
        reports.executed(type, word, requester, Map.of("pent_id", which.toString()));
        Now now = environment.clock().now();
        some.forEach(pent -> pent.observe(observation, now));
        isHeadChanged = true;
        publish();
    }

    private List<RunningPent> chosen(OptionalInt pentId) {
        if (pentId.isEmpty()) {
            return roster.present();
        }
        return roster.present().stream()
                .filter(pent -> pent.pent().id() == pentId.getAsInt())
                .findFirst()
                .map(List::of)
                .orElseThrow(() -> new Refused("There is no PENT " + pentId.getAsInt() + " in " + path
                        + "; show pent lists them with their pent_id."));
    }

    /** Writes the dump file and returns its path. */
    public String dump(Requester requester) {
        PcheckSnapshot present = snapshot;
        try {
            environment.dumps().write(present);
        } catch (Refused refused) {
            throw commands.refused("dump", requester, refused);
        }
        reports.dumped(present.shmDumpFile(), requester);
        return present.shmDumpFile();
    }

    /** Kills every AVAIL PENT that has a restart command, never pid 1, and waits until each is back. */
    public List<Recovery> recoveryTest(Requester requester, int timeoutSeconds) {
        RecoveryTest test = new RecoveryTest(environment.clock(), this::snapshot);
        run("recoveryTest", requester, () -> {
            reports.testedRecovery(requester);
            test.kill(roster.present());
        });
        return test.await(Duration.ofSeconds(timeoutSeconds));
    }

    /** A command to one that has ended does nothing: it may come twice. */
    private void run(String word, Requester requester, Runnable work) {
        commands.run(word, requester, () -> {
            if (!ended) {
                work.run();
            }
        });
    }

    // ---- what its PENTs need

    @Override
    public Environment environment() {
        return environment;
    }

    @Override
    public Restarts restarts() {
        return restarts;
    }

    @Override
    public StateKeeper states() {
        return states;
    }

    @Override
    public void removedScriptEnded(RunningPent pent) {
        roster.forget(pent);
    }

    @Override
    public void changed(RunningPent pent) {
        rows.changed(pent);
    }

    @Override
    public void post(Runnable work) {
        mailbox.post(() -> {
            work.run();
            publish();
        });
    }

    @Override
    public ScriptRunner.Command command(RunningPent pent) {
        return new ScriptRunner.Command(
                pent.pent().command(), ScriptFacts.of(pent, path.toString()), scriptLog(), param.scriptTimeout());
    }

    @Override
    public void retryOver(RunningPent pent, Effect.RetryOver effect) {
        // After this turn, so that the dump shows what it ends with.
        mailbox.post(dumps::soon);
        switch (effect.action()) {
            case CONTINUE -> {
                // The others go on, this one waits for reload.
            }
            case EXIT -> mailbox.post(() -> end(End.ACTION_EXIT, Requester.SERVER, false));
            case SHUTDOWN -> mailbox.post(() -> end(End.ACTION_SHUTDOWN, Requester.SERVER, false));
            case SWITCH -> new ClusterSwitch(environment, reports, scriptLog()).request(pent, path.toString());
        }
    }
}
