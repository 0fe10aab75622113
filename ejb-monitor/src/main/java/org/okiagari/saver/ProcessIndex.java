package org.okiagari.saver;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.okiagari.saver.Processes.Kin;
import org.okiagari.saver.Processes.Name;

/**
 * One complete look, indexed for matching: one lookup per PENT however many processes there are. Never changed.
 *
 * <p>The index of the next look is this one with what {@linkplain #changed changed}: many share one base of all processes
 * and differ in who has left it and who was added, until these are too many and a new base is made.
 */
public final class ProcessIndex {
    /** So many changes, or this part of all processes if that is more, are kept beside the base. */
    private static final int FEW = 64;

    private static final int PART = 16;
    private static final List<Name> BY_PATH = List.of(Name.EXE, Name.SCRIPT);
    private static final List<Name> BY_NAME = List.of(Name.EXE_NAME, Name.TITLE, Name.SCRIPT_NAME);
    private static final BitSet NOBODY = new BitSet();

    private final Processes base;
    private final BitSet gone;
    private final Processes added;
    private volatile @Nullable List<Seen> processes;

    /**
     * Makes an index.
     *
     * @param gone places in the base of those that are no more; not copied
     * @param added who is not in the base
     */
    private ProcessIndex(Processes base, BitSet gone, Processes added) {
        this.base = base;
        this.gone = gone;
        this.added = added;
    }

    /** Returns the index of one complete look. */
    public static ProcessIndex of(List<Seen> processes) {
        return new ProcessIndex(Processes.of(processes), new BitSet(), Processes.of(List.of()));
    }

    /**
     * Returns the index of a later look. It costs in proportion to what changed, not to what there is.
     *
     * @param left processes of this look that are no more
     * @param come processes that are new or look otherwise now; each is instead of whoever had its pid
     */
    public ProcessIndex changed(Collection<Seen> left, Collection<Seen> come) {
        if (left.isEmpty() && come.isEmpty()) {
            return this;
        }
        Set<Long> pids = new HashSet<>();
        left.forEach(seen -> pids.add(seen.id().pid()));
        come.forEach(seen -> pids.add(seen.id().pid()));
        BitSet nowGone = (BitSet) gone.clone();
        for (long pid : pids) {
            for (int i = base.first(Kin.PID, pid); i >= 0; i = base.next(Kin.PID, i)) {
                nowGone.set(i);
            }
        }
        List<Seen> nowAdded = new ArrayList<>(added.size() + come.size());
        for (int i = 0; i < added.size(); i++) {
            if (!pids.contains(added.get(i).id().pid())) {
                nowAdded.add(added.get(i));
            }
        }
        nowAdded.addAll(come);
        ProcessIndex next = new ProcessIndex(base, nowGone, Processes.of(nowAdded));
        boolean isMuch = nowAdded.size() + nowGone.cardinality() > Math.max(FEW, base.size() / PART);
        return isMuch ? of(next.processes()) : next;
    }

    /** Returns all processes of the look, those of the base first, each part by age. */
    public List<Seen> processes() {
        List<Seen> known = processes;
        if (known == null) {
            List<Seen> all = new ArrayList<>(size());
            for (int i = gone.nextClearBit(0); i < base.size(); i = gone.nextClearBit(i + 1)) {
                all.add(base.get(i));
            }
            for (int i = 0; i < added.size(); i++) {
                all.add(added.get(i));
            }
            known = List.copyOf(all);
            processes = known;
        }
        return known;
    }

    /** Returns how many processes the look saw. */
    public int size() {
        return base.size() - gone.cardinality() + added.size();
    }

    /** Returns the process with this pid. */
    public Optional<Seen> byPid(long pid) {
        int place = added.first(Kin.PID, pid);
        if (place >= 0) {
            return Optional.of(added.get(place));
        }
        int before = base.first(Kin.PID, pid);
        return before < 0 || gone.get(before) ? Optional.empty() : Optional.of(base.get(before));
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

    /** Makes ready for {@link #match} of this name what it else would make then: when a death is told there is no time. */
    public void prepare(ProcessName name) {
        List<Name> used = name.isPath() ? BY_PATH : BY_NAME;
        for (Name one : used) {
            base.first(one, name.pname());
            added.first(one, name.pname());
        }
    }

    /** Returns who is related to whom. */
    Relations relations() {
        return new Relations(this);
    }

    /** Returns all that belong together, in no order. */
    List<Seen> kin(Kin kin, long number) {
        List<Seen> all = new ArrayList<>();
        for (int i = base.first(kin, number); i >= 0; i = base.next(kin, i)) {
            if (!gone.get(i)) {
                all.add(base.get(i));
            }
        }
        for (int i = added.first(kin, number); i >= 0; i = added.next(kin, i)) {
            all.add(added.get(i));
        }
        return all;
    }

    private Optional<Found> matchPath(ProcessName name, Exclusion not) {
        String written = MatchText.normal(name.pname());
        return oldest(Name.EXE, name.realPath(), not)
                .map(seen -> new Found(seen.id(), seen.exe()))
                .or(() -> oldest(Name.SCRIPT, name.realPath(), not)
                        .or(() -> oldest(Name.SCRIPT, written, not))
                        .map(seen -> new Found(seen.id(), seen.script())));
    }

    private Optional<Found> matchName(String pname, Exclusion not) {
        return oldest(Name.EXE_NAME, pname, not)
                .map(seen -> new Found(seen.id(), seen.exe()))
                .or(() -> older(oldest(Name.TITLE, pname, not), oldest(Name.SCRIPT_NAME, pname, not))
                        .map(seen -> new Found(seen.id(), recognisedBy(seen, pname))));
    }

    private static String recognisedBy(Seen seen, String pname) {
        if (MatchText.scriptName(seen).equals(pname)) {
            return seen.script();
        }
        return seen.exe().isEmpty() ? seen.argv0() : seen.exe();
    }

    private Optional<Seen> oldest(Name name, String text, Exclusion not) {
        return older(oldest(base, gone, name, text, not), oldest(added, NOBODY, name, text, not));
    }

    private static Optional<Seen> oldest(Processes all, BitSet gone, Name name, String text, Exclusion not) {
        for (int i = all.first(name, text); i >= 0; i = all.next(name, i)) {
            if (!gone.get(i) && !not.excludes(all.get(i))) {
                return Optional.of(all.get(i));
            }
        }
        return Optional.empty();
    }

    private static Optional<Seen> older(Optional<Seen> one, Optional<Seen> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        return Processes.BY_AGE.compare(one.get(), other.get()) <= 0 ? one : other;
    }
}
