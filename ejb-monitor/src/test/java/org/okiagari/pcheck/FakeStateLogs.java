package org.okiagari.pcheck;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.okiagari.saver.Exclusion.RunningScript;
import org.okiagari.saver.ProcessId;
import org.okiagari.saver.SavedPent;
import org.okiagari.saver.StateRecord;
import org.okiagari.saver.StateReplay;

/** State logs in memory. */
final class FakeStateLogs implements StateLog.Store {
    final Map<Path, Map<StateRecord.Key, StateRecord>> states = new LinkedHashMap<>();
    final Map<String, Run> runs = new LinkedHashMap<>();
    int puts;
    /** The saver is killed between an attempt's record and its script. */
    boolean diesAtStarting;

    private final Predicate<ProcessId> isAlive;

    record Run(Path pfile, StateRecord.Key pent, Optional<RunningScript> script) {}

    FakeStateLogs(Predicate<ProcessId> isAlive) {
        this.isAlive = isAlive;
    }

    @Override
    public StateLog open(Path pfile) {
        List<StateLog.LeftScript> scripts = new ArrayList<>();
        runs.forEach((id, run) -> run.script()
                .filter(script -> run.pfile().equals(pfile) && isAlive.test(script.id()))
                .ifPresent(script -> scripts.add(new StateLog.LeftScript(run.pent(), id, script))));
        Map<StateRecord.Key, StateRecord> saved = states.get(pfile);
        StateReplay replay = StateReplay.of(saved == null ? List.of() : List.copyOf(saved.values()));
        return new Log(
                pfile,
                new StateLog.Left(saved != null, replay.monitoring(), true, replay.version(), replay.pents(), scripts));
    }

    /** Returns what is saved of a pfile's PENTs. */
    List<SavedPent> saved(Path pfile) {
        return StateReplay.of(List.copyOf(states.getOrDefault(pfile, Map.of()).values()))
                .pents();
    }

    @Override
    public long behind() {
        return 0;
    }

    /** The end of a saver, which nobody catches. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    private final class Log implements StateLog {
        private final Path pfile;
        private final Left left;
        private boolean isClosed;

        Log(Path pfile, Left left) {
            this.pfile = pfile;
            this.left = left;
        }

        @Override
        public Left left() {
            return left;
        }

        @Override
        public void put(List<StateRecord> changes) {
            puts++;
            changes.forEach(this::put);
        }

        private void put(StateRecord record) {
            states.computeIfAbsent(pfile, any -> new LinkedHashMap<>()).merge(record.key(), record, StateReplay::newer);
        }

        @Override
        public boolean starting(StateRecord.Present state, String run, String command) {
            if (!isClosed) {
                put(state);
                runs.put(run, new Run(pfile, state.key(), Optional.empty()));
            }
            if (diesAtStarting) {
                throw new Killed();
            }
            return !isClosed;
        }

        @Override
        public void started(String run, ProcessId id, String script) {
            runs.computeIfPresent(
                    run, (any, known) -> new Run(pfile, known.pent(), Optional.of(new RunningScript(id, script))));
        }

        @Override
        public void ended(String run) {
            runs.remove(run);
        }

        @Override
        public void close(boolean isForgotten) {
            isClosed = true;
            if (isForgotten) {
                states.remove(pfile);
            }
        }
    }
}
