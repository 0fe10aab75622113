package org.okiagari.saver;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who is related to whom in one look. */
final class Relations {
    private final Map<Long, List<Seen>> children = new HashMap<>();
    private final Map<Long, List<Seen>> sessions = new HashMap<>();
    private final Map<Long, List<Seen>> groups = new HashMap<>();

    private Relations() {}

    static Relations of(List<Seen> processes) {
        Relations relations = new Relations();
        for (Seen seen : processes) {
            put(relations.children, seen.ppid(), seen);
            put(relations.sessions, seen.session(), seen);
            put(relations.groups, seen.pgrp(), seen);
        }
        return relations;
    }

    /** Returns all descendants of these processes, which are live ones of this look; not the processes themselves. */
    Set<ProcessId> descendants(Collection<ProcessId> roots) {
        Set<ProcessId> found = new LinkedHashSet<>();
        Deque<Long> open = new ArrayDeque<>();
        roots.forEach(root -> open.add(root.pid()));
        while (!open.isEmpty()) {
            for (Seen child : children.getOrDefault(open.remove(), List.of())) {
                if (!roots.contains(child.id()) && found.add(child.id())) {
                    open.add(child.id().pid());
                }
            }
        }
        return found;
    }

    /** Returns the members of a session. */
    List<Seen> session(long session) {
        return sessions.getOrDefault(session, List.of());
    }

    /** Returns the members of a process group. */
    List<Seen> group(long pgrp) {
        return groups.getOrDefault(pgrp, List.of());
    }

    private static void put(Map<Long, List<Seen>> index, long key, Seen seen) {
        index.computeIfAbsent(key, none -> new ArrayList<>(1)).add(seen);
    }
}
