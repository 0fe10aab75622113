package org.okiagari.pcheck;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.okiagari.saver.Event;
import org.okiagari.saver.ExitStatus;
import org.okiagari.saver.LogLine;
import org.okiagari.saver.ProcessId;
import org.okiagari.saver.ProcessIndex;
import org.okiagari.saver.ScriptOutcome;
import org.okiagari.saver.Seen;

/** A world in memory: processes, scripts, pfiles, locks, the journal, and its {@link FakeTime}. */
final class FakeWorld extends FakeTime
        implements ProcessTable, ScriptRunner, EventLog, PfileSource, Claims, PcheckList {
    /** The process of every script that is started. */
    static final long SCRIPT_PID = 99_999;

    final List<String> log = new ArrayList<>();
    final List<Event> events = new ArrayList<>();
    final Deque<StartedScript> scripts = new ArrayDeque<>();
    final Map<ProcessId, Runnable> stopped = new LinkedHashMap<>();
    final Map<Path, String> files = new HashMap<>();
    final List<Path> kept = new ArrayList<>();
    final List<PcheckSnapshot> dumps = new ArrayList<>();
    /** What is on record of states and scripts: it survives the saver. */
    final FakeStateLogs states = new FakeStateLogs(id -> life(id) == WatchedProcess.Life.ALIVE);

    final Measurements measurements = new Measurements();
    final Map<Long, Seen> processes = new LinkedHashMap<>();
    final List<Depth> looks = new ArrayList<>();
    boolean isBlind;
    boolean tellsDeaths;
    boolean tellsDescendants = true;
    /** Nobody can be asked whether he lives. */
    boolean isDeaf;
    /** Who is dead is still seen by looks at what changed. */
    boolean showsZombies;
    /** Sees each event when it is told. */
    Consumer<Event> witness = event -> {};

    ExitStatus exit = new ExitStatus.Signalled(9);

    private final Map<ProcessId, List<Runnable>> watchers = new HashMap<>();
    private final Map<ProcessId, Long> told = new HashMap<>();
    /** What the last look saw, and since when each is known. */
    private final Map<ProcessId, Seen> known = new LinkedHashMap<>();

    private final Map<ProcessId, Long> knownSince = new HashMap<>();
    private @Nullable Look lastLook;
    private Depth lastDepth = Depth.CHANGES;
    private long lastLookNanos;
    private final Map<Long, Path> keys = new HashMap<>();
    private final Map<Path, Path> claimedDumps = new HashMap<>();

    record StartedScript(Command command, Consumer<ScriptOutcome> onEnd) {}

    Environment environment(String switchCommand) {
        return new Environment(
                this,
                this,
                this,
                this,
                this,
                this,
                this,
                dumps::add,
                this,
                states,
                measurements,
                Path.of("/home"),
                7750,
                switchCommand,
                8);
    }

    /** The saver was killed: the kernel drops its locks, and what it had planned is not done. */
    void saverIsKilled() {
        keys.clear();
        claimedDumps.clear();
        alarms.clear();
        watchers.clear();
    }

    // ---- what a test does

    void run(long pid, String exe) {
        processes.put(pid, seen(pid, 1, pid, exe, ""));
    }

    static Seen seen(long pid, long ppid, long session, String exe, String script) {
        return new Seen(new ProcessId(pid, pid * 10), ppid, session, session, exe, exe, script);
    }

    void kill(long pid) {
        Seen gone = processes.remove(pid);
        if (tellsDeaths && gone != null) {
            told.put(gone.id(), nanos);
            watchers.getOrDefault(gone.id(), List.of()).forEach(Runnable::run);
        }
        settle();
    }

    /** It is dead and nobody was told yet. */
    void diesUntold(long pid) {
        processes.remove(pid);
    }

    /** The kernel tells all deaths so far, some of them again. */
    void tellDeaths() {
        List.copyOf(watchers.keySet()).stream()
                .filter(id -> life(id) == WatchedProcess.Life.GONE)
                .forEach(id -> {
                    told.putIfAbsent(id, nanos);
                    List.copyOf(watchers.get(id)).forEach(Runnable::run);
                });
        settle();
    }

    /** All are dead before anybody looks. */
    void dieTogether(long... pids) {
        running = true;
        for (long pid : pids) {
            kill(pid);
        }
        running = false;
        settle();
    }

    void scriptEnds(int code) {
        scripts.remove().onEnd().accept(new ScriptOutcome.Exited(code));
        settle();
    }

    // ---- ports

    @Override
    public WatchedProcess.Life life(ProcessId id) {
        if (isDeaf) {
            return WatchedProcess.Life.UNKNOWN;
        }
        Seen seen = processes.get(id.pid());
        return seen != null && seen.id().equals(id) ? WatchedProcess.Life.ALIVE : WatchedProcess.Life.GONE;
    }

    @Override
    public WatchedProcess.Life confirm(Seen seen) {
        WatchedProcess.Life life = life(seen.id());
        Seen present = processes.get(seen.id().pid());
        boolean isOther = present != null && !present.exe().equals(seen.exe());
        return life == WatchedProcess.Life.ALIVE && isOther ? WatchedProcess.Life.GONE : life;
    }

    @Override
    public Optional<Set<ProcessId>> descendants(ProcessId id) {
        if (!tellsDescendants) {
            return Optional.empty();
        }
        Set<ProcessId> found = new LinkedHashSet<>();
        Deque<Long> open = new ArrayDeque<>(List.of(id.pid()));
        while (!open.isEmpty()) {
            long parent = open.remove();
            for (Seen seen : processes.values()) {
                if (seen.ppid() == parent && found.add(seen.id())) {
                    open.add(seen.id().pid());
                }
            }
        }
        return Optional.of(found);
    }

    @Override
    public Cost cost() {
        return Cost.NONE;
    }

    @Override
    public Look look(Depth depth, Duration maxAge) {
        boolean isDeepEnough = depth.compareTo(lastDepth) <= 0;
        if (lastLook != null && isDeepEnough && !maxAge.isZero() && lastLookNanos >= nanos - maxAge.toNanos()) {
            return lastLook;
        }
        if (isBlind) {
            return new Look.Failed("blind");
        }
        looks.add(depth);
        lastDepth = depth;
        lastLookNanos = nanos;
        lastLook = new Look.Complete(ProcessIndex.of(seenNow(depth)));
        return lastLook;
    }

    /** As the real one: a look at what changed knows nothing of an exec() by who is not young, nor who died just now. */
    private List<Seen> seenNow(Depth depth) {
        List<Seen> seen = new ArrayList<>();
        for (Seen process : processes.values()) {
            long since = knownSince.computeIfAbsent(process.id(), first -> nanos);
            boolean isOld = nanos - since > Duration.ofSeconds(30).toNanos();
            seen.add(depth != Depth.ALL && isOld ? known.getOrDefault(process.id(), process) : process);
        }
        if (depth == Depth.NEWS || depth == Depth.CHANGES && showsZombies) {
            known.values().stream()
                    .filter(old -> !processes.containsKey(old.id().pid()))
                    .forEach(seen::add);
        }
        known.clear();
        seen.forEach(process -> known.put(process.id(), process));
        return seen;
    }

    @Override
    public WatchedProcess watch(ProcessId id, Runnable onDeath) {
        watchers.computeIfAbsent(id, any -> new ArrayList<>()).add(onDeath);
        return new FakeWatched(id);
    }

    private final class FakeWatched implements WatchedProcess {
        private final ProcessId id;

        FakeWatched(ProcessId id) {
            this.id = id;
        }

        @Override
        public Life life() {
            return FakeWorld.this.life(id);
        }

        @Override
        public ExitStatus exitStatus() {
            return exit;
        }

        @Override
        public OptionalLong toldNanos() {
            Long at = told.get(id);
            return at == null ? OptionalLong.empty() : OptionalLong.of(at);
        }

        @Override
        public boolean isWatchedByEvent() {
            return tellsDeaths;
        }

        @Override
        public boolean kill() {
            FakeWorld.this.kill(id.pid());
            return true;
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }

    @Override
    public String realPath(String path) {
        return path;
    }

    @Override
    public long lastLookAgeMillis() {
        return 0;
    }

    @Override
    public void start(Command command, Attempt attempt) {
        execute(() -> {
            if (attempt.begin()) {
                scripts.add(new StartedScript(command, attempt::ended));
                attempt.started(new ProcessId(SCRIPT_PID, SCRIPT_PID * 10), "");
            } else {
                attempt.ended(new ScriptOutcome.Shortage("the pcheck has ended"));
            }
        });
    }

    @Override
    public void stop(ProcessId leader, Runnable onStopped) {
        stopped.put(leader, onStopped);
    }

    @Override
    public void offer(String pcheck, Event event) {
        events.add(event);
        witness.accept(event);
        for (LogLine line : event.lines()) {
            log.add((line.ident() == LogLine.Ident.PCHECK ? "" : line.ident().text() + "[" + line.pid() + "]: ")
                    + line.text());
        }
    }

    @Override
    public Content read(Path path) {
        return Optional.ofNullable(files.get(path))
                .<Content>map(text -> new Content.Bytes(path, text.getBytes(StandardCharsets.UTF_8), ""))
                .orElse(new Content.Unusable(path + " does not exist; check the name."));
    }

    @Override
    public Answer claim(long ipckey, Path realPath) {
        if (keys.containsKey(ipckey)) {
            return new Answer.Held(true, "pid 1, pfile " + keys.get(ipckey));
        }
        return taken(keys, ipckey, realPath);
    }

    @Override
    public Answer claimDump(Path dumpFile, Path pfile) {
        return claimedDumps.containsKey(dumpFile)
                ? new Answer.Held(false, "pid 1, pfile " + claimedDumps.get(dumpFile))
                : taken(claimedDumps, dumpFile, pfile);
    }

    private static <T> Answer.Claim taken(Map<T, Path> of, T what, Path pfile) {
        of.put(what, pfile);
        return () -> of.remove(what);
    }

    @Override
    public List<Path> kept() {
        return List.copyOf(kept);
    }

    @Override
    public void keep(Path pfile) {
        kept.add(pfile);
    }

    @Override
    public void forget(Path pfile) {
        kept.remove(pfile);
    }

    @Override
    public void close() {
        // Nothing runs.
    }
}
