package org.okiagari.saver;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One complete look, indexed for matching: one lookup per PENT however many processes there are. */
public final class ProcessIndex {
    /** The oldest first; of those that started in one tick the lower pid. */
    private static final Comparator<Seen> BY_AGE = Comparator.<Seen>comparingLong(
                    seen -> seen.id().startTime())
            .thenComparingLong(seen -> seen.id().pid());

    private final List<Seen> processes;
    private final Map<String, List<Seen>> byExe = new HashMap<>();
    private final Map<String, List<Seen>> byExeName = new HashMap<>();
    private final Map<String, List<Seen>> byScript = new HashMap<>();
    private final Map<String, List<Seen>> byOtherName = new HashMap<>();
    private final Map<Long, Seen> byPid = new HashMap<>();
    private volatile @Nullable Relations relations;

    private ProcessIndex(List<Seen> processes) {
        this.processes = List.copyOf(processes);
        for (Seen seen : this.processes.stream().sorted(BY_AGE).toList()) {
            enter(seen);
        }
    }

    /** Returns the index of one complete look. */
    public static ProcessIndex of(List<Seen> processes) {
        return new ProcessIndex(processes);
    }

    /** Returns all processes of the look. */
    public List<Seen> processes() {
        return processes;
    }

    /** Returns the process with this pid. */
    public Optional<Seen> byPid(long pid) {
        return Optional.ofNullable(byPid.get(pid));
    }

    /** Returns this very process, none if it is gone or its pid is somebody else's now. */
    public Optional<Seen> find(ProcessId id) {
        return byPid(id.pid()).filter(seen -> seen.id().equals(id));
    }

    /**
     * Returns the match of a PENT: the rules of CONTRACT section 4, "Matching". A match by program beats one by argv[0] or
     * script; of several the oldest.
     *
     * @param name what the pfile names
     * @param not processes that are no match although they look like one
     */
    public Optional<Found> match(ProcessName name, Exclusion not) {
        return name.isPath() ? matchPath(name, not) : matchName(name.pname(), not);
    }

    /** Returns who is related to whom; made at the first call. */
    Relations relations() {
        Relations known = relations;
        if (known == null) {
            known = Relations.of(processes);
            relations = known;
        }
        return known;
    }

    private Optional<Found> matchPath(ProcessName name, Exclusion not) {
        String written = MatchText.normal(name.pname());
        return oldest(byExe, name.realPath(), not)
                .map(seen -> new Found(seen.id(), seen.exe()))
                .or(() -> oldest(byScript, name.realPath(), not)
                        .or(() -> oldest(byScript, written, not))
                        .map(seen -> new Found(seen.id(), seen.script())));
    }

    private Optional<Found> matchName(String pname, Exclusion not) {
        return oldest(byExeName, pname, not)
                .map(seen -> new Found(seen.id(), seen.exe()))
                .or(() -> oldest(byOtherName, pname, not).map(seen -> new Found(seen.id(), recognisedBy(seen, pname))));
    }

    private static String recognisedBy(Seen seen, String pname) {
        if (MatchText.scriptName(seen).equals(pname)) {
            return seen.script();
        }
        return seen.exe().isEmpty() ? seen.argv0() : seen.exe();
    }

    private static Optional<Seen> oldest(Map<String, List<Seen>> index, String key, Exclusion not) {
        for (Seen seen : index.getOrDefault(key, List.of())) {
            if (!not.excludes(seen)) {
                return Optional.of(seen);
            }
        }
        return Optional.empty();
    }

    private void enter(Seen seen) {
        byPid.put(seen.id().pid(), seen);
        put(byExe, seen.exe(), seen);
        put(byExeName, MatchText.baseName(seen.exe()), seen);
        String title = MatchText.titleName(seen.argv0());
        String script = MatchText.scriptName(seen);
        put(byOtherName, title, seen);
        if (!script.equals(title)) {
            put(byOtherName, script, seen);
        }
        if (!script.isEmpty()) {
            put(byScript, MatchText.normal(seen.script()), seen);
        }
    }

    private static void put(Map<String, List<Seen>> index, String key, Seen seen) {
        if (!key.isEmpty()) {
            index.computeIfAbsent(key, none -> new ArrayList<>(1)).add(seen);
        }
    }
}
