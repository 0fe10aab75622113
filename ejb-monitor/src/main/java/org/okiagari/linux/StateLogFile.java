package org.okiagari.linux;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.okiagari.pcheck.StateLog;
import org.okiagari.saver.Exclusion.RunningScript;
import org.okiagari.saver.ProcessId;
import org.okiagari.saver.StateRecord;
import org.okiagari.saver.StateReplay;

/** The log of one pcheck: its states in the home, its running scripts beside its lock. */
final class StateLogFile implements StateLog {
    private static final String STATES = "The state is not saved, this is tried again";
    private static final String RUNS = "A next server would not know all scripts that run";
    private static final long INTENT_MILLIS = 100;
    private static final long SPAWN_MILLIS = 1000;
    private static final long END_MILLIS = 5000;
    private static final long PAUSE_MILLIS = 1000;

    private final StateFile states;
    private final RunFile runs;
    private final StateLogThreads threads;
    private final LongSupplier nanos;
    private final Left left;

    /** Attempts whose script may be about to start. */
    private final Set<String> starting = new HashSet<>();

    private boolean isWriting;
    private boolean isForcing;
    private boolean isClosed;

    private StateLogFile(StateFile states, RunFile runs, StateLogThreads threads, LongSupplier nanos, Left left) {
        this.states = states;
        this.runs = runs;
        this.threads = threads;
        this.nanos = nanos;
        this.left = left;
    }

    static StateLogFile open(
            StateFile states, RunFile runs, LostScripts lost, StateLogThreads threads, LongSupplier nanos) {
        Optional<StateFile.Found> found = states.open();
        List<RunFile.Run> alive = alive(runs.read(), lost);
        StateReplay replay = found.map(StateFile.Found::replay).orElse(new StateReplay(true, List.of(), 0));
        Left left = new Left(
                found.isPresent(),
                replay.monitoring(),
                found.map(StateFile.Found::sameBoot).orElse(false),
                replay.version(),
                replay.pents(),
                alive.stream().flatMap(StateLogFile::left).toList());
        threads.atOnce(RUNS, () -> runs.begin(alive));
        return new StateLogFile(states, runs, threads, nanos, left);
    }

    private static List<RunFile.Run> alive(List<RunFile.Run> known, LostScripts lost) {
        List<RunFile.Run> alive = new ArrayList<>(
                lost.find(known.stream().filter(run -> run.script().isEmpty()).toList()));
        known.stream()
                .filter(run ->
                        run.script().filter(script -> lost.isAlive(script.id())).isPresent())
                .forEach(alive::add);
        return alive;
    }

    private static Stream<LeftScript> left(RunFile.Run run) {
        return run.script().stream().map(script -> new LeftScript(run.pent(), run.run(), script));
    }

    @Override
    public Left left() {
        return left;
    }

    @Override
    public void put(List<StateRecord> changes) {
        if (!changes.isEmpty()) {
            changes.forEach(states::put);
            wakeWriter(0);
        }
    }

    private synchronized void wakeWriter(long millis) {
        if (!isWriting && !isClosed) {
            isWriting = true;
            threads.later(STATES, this::write, millis);
        }
    }

    private void write() throws IOException {
        boolean isDone = false;
        synchronized (this) {
            isWriting = false;
        }
        try {
            states.write();
            isDone = true;
            forceSoon();
        } finally {
            if (!isDone) {
                wakeWriter(PAUSE_MILLIS);
            }
        }
    }

    private synchronized void forceSoon() {
        if (!isForcing && !isClosed) {
            isForcing = true;
            threads.later(STATES, this::force, PAUSE_MILLIS);
        }
    }

    private void force() throws IOException {
        synchronized (this) {
            isForcing = false;
        }
        states.force();
    }

    @Override
    public boolean starting(StateRecord.Present state, String run, String command) {
        synchronized (this) {
            if (isClosed) {
                return false;
            }
            starting.add(run);
        }
        states.put(state);
        RunFile.Run record = new RunFile.Run(state.key(), run, nanos.getAsLong(), command, Optional.empty());
        threads.here(
                STATES,
                () -> {
                    try {
                        runs.starting(record);
                    } finally {
                        states.writeNow(state);
                    }
                },
                INTENT_MILLIS);
        wakeWriter(0);
        return true;
    }

    @Override
    public void started(String run, ProcessId id, String script) {
        told(run, () -> runs.started(run, new RunningScript(id, script)));
    }

    @Override
    public void ended(String run) {
        told(run, () -> runs.ended(run));
    }

    private void told(String run, StateLogThreads.Work work) {
        threads.atOnce(RUNS, work);
        synchronized (this) {
            starting.remove(run);
            notifyAll();
        }
    }

    @Override
    public void close(boolean isForgotten) {
        awaitSpawns();
        threads.awaitEnd(threads.atOnce(RUNS, runs::close), END_MILLIS);
        threads.awaitEnd(threads.later(STATES, () -> end(isForgotten), 0), END_MILLIS);
    }

    private void end(boolean isForgotten) throws IOException {
        try {
            if (!isForgotten) {
                states.write();
                states.force();
            }
        } finally {
            states.close(isForgotten);
        }
    }

    /** Whoever opens this log next must find the script that is being started now. */
    private synchronized void awaitSpawns() {
        isClosed = true;
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(SPAWN_MILLIS);
        try {
            long rest = SPAWN_MILLIS;
            while (!starting.isEmpty() && rest > 0) {
                wait(rest);
                rest = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
