package org.okiagari.saver;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.okiagari.saver.Processes.Kin;

/**
 * Who is related to whom in one look.
 *
 * @param look the look
 */
record Relations(ProcessIndex look) {
    /** Returns all descendants of these processes, which are live ones of this look; not the processes themselves. */
    Set<ProcessId> descendants(Collection<ProcessId> roots) {
        Set<ProcessId> found = new LinkedHashSet<>();
        Deque<Long> open = new ArrayDeque<>();
        roots.forEach(root -> open.add(root.pid()));
        while (!open.isEmpty()) {
            for (Seen child : look.kin(Kin.PARENT, open.remove())) {
                if (!roots.contains(child.id()) && found.add(child.id())) {
                    open.add(child.id().pid());
                }
            }
        }
        return found;
    }

    /** Returns the members of a session. */
    List<Seen> session(long session) {
        return look.kin(Kin.SESSION, session);
    }

    /** Returns the members of a process group. */
    List<Seen> group(long pgrp) {
        return look.kin(Kin.GROUP, pgrp);
    }
}
