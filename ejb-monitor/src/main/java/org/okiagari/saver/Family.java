package org.okiagari.saver;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What belongs to one watched process: kept from look to look, so that its leftovers are known when it dies.
 *
 * <p>Give it every look, those after the death too: the first of them settles what was left behind, so that what somebody
 * starts later in the same session is none of it. Choice: ADR 0061.
 *
 * @param members while it lives every process seen as its descendant at any look, the process itself not included; after
 *     its death what it left behind
 * @param pgrp its process group, 0 = not seen yet, or dead
 * @param session its session, 0 = not seen yet, or dead
 */
public record Family(Set<ProcessId> members, long pgrp, long session) {
    /** A process of which no look has been taken. */
    public static final Family UNKNOWN = new Family(Set.of(), 0, 0);

    private static final long INIT = 1;

    /** Copies the set. */
    public Family {
        members = Set.copyOf(members);
    }

    /** Returns the family after one more look; members that are gone are forgotten. */
    public Family after(ProcessIndex look, ProcessId process) {
        Optional<Seen> self = look.find(process);
        if (!isOf(process)) {
            return UNKNOWN;
        }
        if (self.isEmpty()) {
            Set<ProcessId> left = session == 0 ? living(look) : leftovers(look, process);
            return changed(left, 0, 0);
        }
        Set<ProcessId> now = living(look);
        now.addAll(look.relations().descendants(Set.of(process)));
        return changed(now, self.get().pgrp(), self.get().session());
    }

    /** Tells whether a process has a family: everything descends from pid 1, and nothing is left when it dies. */
    public static boolean isOf(ProcessId process) {
        return process.pid() != INIT;
    }

    /** Returns the members that are none of these descendants: they are gone, or orphans. */
    public Set<ProcessId> strays(Set<ProcessId> descendants) {
        if (descendants.containsAll(members)) {
            return Set.of();
        }
        Set<ProcessId> strays = new HashSet<>(members);
        strays.removeAll(descendants);
        return strays;
    }

    /**
     * Returns the family of the living process after its descendants were asked for without a look.
     *
     * @param descendants all that descend from it now
     * @param orphans those of the {@link #strays} that live
     */
    public Family sampled(Set<ProcessId> descendants, Set<ProcessId> orphans) {
        if (orphans.isEmpty()) {
            return changed(descendants, pgrp, session);
        }
        Set<ProcessId> now = new HashSet<>(descendants);
        now.addAll(orphans);
        return changed(now, pgrp, session);
    }

    /** Returns the family to begin with for the process that comes after: what was left behind stays no match. */
    public Family heir() {
        return changed(members, 0, 0);
    }

    /**
     * Returns which processes of a look the dead process left behind: members that live, whoever is in a session or group
     * that it led, orphans in a session or group that it was only in, and all descendants of these.
     */
    public Set<ProcessId> leftovers(ProcessIndex look, ProcessId dead) {
        Set<ProcessId> left = living(look);
        if (!isOf(dead)) {
            return left;
        }
        Relations relations = look.relations();
        if (look.byPid(dead.pid()).isEmpty()) { // else the pid is in use again, so that session and group were empty
            relations.session(dead.pid()).forEach(seen -> left.add(seen.id()));
            relations.group(dead.pid()).forEach(seen -> left.add(seen.id()));
        }
        addOrphans(left, relations.session(session), look);
        addOrphans(left, relations.group(pgrp), look);
        left.addAll(relations.descendants(Set.copyOf(left)));
        left.remove(dead);
        return left;
    }

    /** Adds those whose parent does not live in their session: nobody but the dead process can have kept them. */
    private void addOrphans(Set<ProcessId> left, List<Seen> kin, ProcessIndex look) {
        if (session <= 0) {
            return;
        }
        for (Seen seen : kin) {
            boolean orphan = look.byPid(seen.ppid())
                    .filter(parent -> parent.session() == seen.session())
                    .isEmpty();
            boolean leads = seen.id().pid() == seen.session(); // its own parent has another session by nature
            if (orphan && !leads) {
                left.add(seen.id());
            }
        }
    }

    private Set<ProcessId> living(ProcessIndex look) {
        Set<ProcessId> living = new HashSet<>();
        for (ProcessId member : members) {
            if (look.find(member).isPresent()) {
                living.add(member);
            }
        }
        return living;
    }

    private Family changed(Set<ProcessId> nextMembers, long nextPgrp, long nextSession) {
        boolean same = nextPgrp == pgrp && nextSession == session && nextMembers.equals(members);
        return same ? this : new Family(nextMembers, nextPgrp, nextSession);
    }
}
