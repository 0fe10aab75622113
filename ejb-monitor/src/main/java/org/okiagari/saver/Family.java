package org.okiagari.saver;

import java.util.Set;

/**
 * What belongs to one watched process: kept from look to look, so that its leftovers are known when it dies.
 *
 * @param members every process seen as its descendant at any look, the process itself not included
 * @param pgrp its process group, 0 = not seen yet
 * @param session its session, 0 = not seen yet
 */
public record Family(Set<ProcessId> members, long pgrp, long session) {
    /** A process of which no look has been taken. */
    public static final Family UNKNOWN = new Family(Set.of(), 0, 0);

    /** Copies the set. */
    public Family {
        members = Set.copyOf(members);
    }

    /** Returns the family after one more look; members that are gone are forgotten. */
    public Family after(ProcessIndex look, ProcessId process) {
        throw new UnsupportedOperationException("to be written");
    }

    /** Returns which processes of a look the dead process left behind. */
    public Set<ProcessId> leftovers(ProcessIndex look, ProcessId dead) {
        throw new UnsupportedOperationException("to be written");
    }
}
