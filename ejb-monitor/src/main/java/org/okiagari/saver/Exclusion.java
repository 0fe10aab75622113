package org.okiagari.saver;

import java.util.List;
import java.util.Set;

/**
 * Processes that are no match although they look like one.
 *
 * @param leftovers what a dead process left behind: descendants, members of its session or group
 * @param scripts restart scripts that run now
 */
public record Exclusion(Set<ProcessId> leftovers, List<RunningScript> scripts) {
    /** Nothing is excluded. */
    public static final Exclusion NONE = new Exclusion(Set.of(), List.of());

    /** Copies the collections. */
    public Exclusion {
        leftovers = Set.copyOf(leftovers);
        scripts = List.copyOf(scripts);
    }

    /** Tells whether a process is no match. */
    boolean excludes(Seen seen) {
        return leftovers.contains(seen.id()) || scripts.stream().anyMatch(script -> script.covers(seen));
    }

    /**
     * A restart script of ours that runs now.
     *
     * @param id its process, the leader of its session
     * @param script path of the script file, empty if the command is no file of its own
     */
    public record RunningScript(ProcessId id, String script) {
        /** The script itself, or an interpreter in its session that runs it; not a daemon that stays in the session. */
        private boolean covers(Seen seen) {
            return seen.id().equals(id)
                    || (seen.session() == id.pid()
                            && !script.isEmpty()
                            && MatchText.normal(seen.script()).equals(MatchText.normal(script)));
        }
    }
}
