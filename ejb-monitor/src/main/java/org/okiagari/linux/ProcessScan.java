package org.okiagari.linux;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.okiagari.pcheck.ProcessTable.Depth;
import org.okiagari.saver.ProcessId;
import org.okiagari.saver.ProcessIndex;
import org.okiagari.saver.Seen;

/**
 * Looks at all processes, reading again only what may have changed since the last look (ADR 0065).
 *
 * <p>A directory of /proc with the same pid and inode is the same process. But exec() keeps both. So a look at {@code ALL}
 * reads the program of everybody, and all the rest of a process that is young, of an interpreter or launcher, and in turns of
 * each tenth of the others. A look at {@code CHANGES} reads who is new, young, an interpreter or a launcher, unless somebody
 * holds it; the others are taken as they were, zombies too.
 *
 * <p>A look that fails leaves everything as it was. The list of the kernel is in the order of pids, and so is what we know;
 * if it ever should not be, a process is just new.
 */
final class ProcessScan {
    private static final int FULL_LOOK = 10;
    private static final int FEW = 256;
    /** So often the dead may stay before all are listed again. */
    private static final int MOST_NEWS = 256;

    private static final KnownProcess[] NOBODY = {};

    private final ProcReader reader;
    private final CommandLines commandLines;
    private final LongSupplier nanos;
    private final LongPredicate isHeld;
    private final long mypid;
    private final boolean isInitVisible;
    private final ProcFiles files;
    private final PidCursor pids;
    private final ProcReader.Visitor visitor = this::visit;

    private KnownProcess[] known = NOBODY;
    private int knownCount;
    private ProcessIndex index = ProcessIndex.of(List.of());
    private final Ages ages = new Ages();
    /** Places in {@code known} of those that may become another one soon. */
    private int[] restless = {};

    private int restlessCount;
    private PidCursor.Mark mark = PidCursor.Mark.UNKNOWN;
    private long deepLooks;
    private int newsInARow;
    private boolean isDeep;
    private boolean isWhole;

    // Of the look that is under way.
    private KnownProcess[] next = NOBODY;
    private int nextCount;
    private final List<Reading> readings = new ArrayList<>();
    private final List<Seen> left = new ArrayList<>();
    private long now;
    private int cursor;
    private int kept;
    private boolean isSelfSeen;
    private boolean isInitSeen;

    /**
     * Makes a scan that has not looked yet.
     *
     * @param isHeld tells by the pid whether some pcheck holds this live process, so that its death is no secret
     * @param mypid pid of this process, which every whole look sees
     * @param isInitVisible whether it sees pid 1 too
     */
    ProcessScan(
            ProcReader reader,
            CommandLines commandLines,
            LongSupplier nanos,
            LongPredicate isHeld,
            long mypid,
            boolean isInitVisible) {
        this.reader = reader;
        this.files = new ProcFiles(reader);
        this.pids = new PidCursor(reader);
        this.commandLines = commandLines;
        this.nanos = nanos;
        this.isHeld = isHeld;
        this.mypid = mypid;
        this.isInitVisible = isInitVisible;
    }

    /**
     * A process that was read in this look.
     *
     * @param old as the last look left it
     * @param present as it is, none if it is no more
     * @param source whose command line to read, empty if none
     */
    private record Reading(
            @Nullable KnownProcess old, @Nullable KnownProcess present, String source) {}

    /**
     * Looks at all live processes, or at the news.
     *
     * @throws CannotLook if one may have been missed
     */
    ProcessIndex look(Depth depth) throws CannotLook {
        PidCursor.Mark present = mark();
        begin(depth);
        isWhole = !(depth == Depth.NEWS && present.isAfter(mark) && newsInARow < MOST_NEWS && listNews());
        if (isWhole) {
            begin(depth);
            listAll();
        }
        name();
        ProcessIndex changed = index.changed(left, come());
        commit(changed);
        mark = present;
        return changed;
    }
    /** Tells whether the last complete look has listed all processes. */
    boolean wasWhole() {
        return isWhole;
    }

    /** Tells whether the last complete look has read everybody's program. */
    boolean wasDeep() {
        return isDeep;
    }

    /** Where there are few processes the list is cheaper than the question. */
    private PidCursor.Mark mark() throws CannotLook {
        return knownCount < FEW ? PidCursor.Mark.UNKNOWN : pids.now();
    }

    private void begin(Depth depth) {
        isDeep = depth == Depth.ALL || knownCount == 0;
        nextCount = 0;
        readings.clear();
        left.clear();
        now = nanos.getAsLong();
        cursor = 0;
        isSelfSeen = false;
        isInitSeen = !isInitVisible;
    }

    private void listAll() throws CannotLook {
        if (isDeep) {
            ages.set(reader, now);
        }
        reader.list(visitor);
        if (!isSelfSeen || !isInitSeen) {
            throw new CannotLook("the list of processes in /proc is not whole: "
                    + (isSelfSeen ? "pid 1" : "this process") + " is missing");
        }
        leave(Long.MAX_VALUE);
    }

    /** Lists who came since the last look, and reads again who may have become another one. */
    private boolean listNews() throws CannotLook {
        kept = countUpTo(mark.last());
        if (next.length < knownCount) {
            next = new KnownProcess[known.length];
        }
        System.arraycopy(known, 0, next, 0, kept);
        nextCount = kept;
        cursor = kept;
        if (!reader.listAbove(mark.last(), visitor)) {
            return false;
        }
        leave(Long.MAX_VALUE);
        if (isDeep) {
            return false;
        }
        for (int i = 0; i < restlessCount && restless[i] < kept; i++) {
            KnownProcess old = next[restless[i]];
            if (!isHeld.test(old.pid)) {
                KnownProcess present = read(old.pid, old.inode, old, true);
                next[restless[i]] = present == null ? KnownProcess.gone(old) : present;
            }
        }
        return true;
    }

    private int countUpTo(long pid) {
        int low = 0;
        int high = knownCount;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (known[middle].pid <= pid) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void visit(long pid, long inode) throws CannotLook {
        isSelfSeen |= pid == mypid;
        isInitSeen |= pid == 1;
        leave(pid);
        KnownProcess old = cursor < knownCount && known[cursor].pid == pid ? known[cursor++] : null;
        isDeep |= inode == 0;
        boolean isSame = old != null && inode != 0 && inode == old.inode;
        put(old != null && isSame && isKept(old) ? old : read(pid, inode, old, isSame));
    }

    /** Those below this pid that we knew and the list does not have. */
    private void leave(long pid) {
        while (cursor < knownCount && known[cursor].pid < pid) {
            Seen seen = known[cursor].seen;
            if (seen != null) {
                left.add(seen);
            }
            cursor++;
        }
    }

    private boolean isKept(KnownProcess old) {
        return old.isKernelThread || !isDeep && (!old.isRestless || isHeld.test(old.pid));
    }

    private void put(@Nullable KnownProcess entry) {
        if (entry == null) {
            return;
        }
        if (nextCount == next.length) {
            next = Arrays.copyOf(next, Math.max(256, nextCount + nextCount / 2));
        }
        next[nextCount++] = entry;
    }

    /** Reads a process; none if it is gone. */
    private @Nullable KnownProcess read(long pid, long inode, @Nullable KnownProcess old, boolean isSame)
            throws CannotLook {
        String name = old == null ? Long.toString(pid) : old.name;
        // With another inode an old process may be the same one: under memory pressure the kernel forgets directories.
        boolean isMaybeSame = !isDeep && old != null && old.seen != null && !old.isRestless;
        String exe = isMaybeSame ? "" : files.program(name, old == null || old.seen == null ? "" : old.seen.exe());
        if (old != null && isSame && isUnchanged(old, exe)) {
            return old;
        }
        ProcStat stat = files.stat(name).orElse(null);
        if (stat == null) {
            readings.add(new Reading(old, null, ""));
            return null;
        }
        KnownProcess present = new KnownProcess(pid, name, inode);
        if (isMaybeSame && old != null && old.seen != null && old.seen.id().startTime() == stat.startTime()) {
            present.seen = stat.isDead() ? null : seen(old.seen, stat);
            readings.add(new Reading(old, present, ""));
        } else {
            String program = isMaybeSame ? files.program(name, "") : exe;
            readings.add(new Reading(old, present, fill(present, program, stat, old)));
        }
        return present;
    }

    /** An old process can not have been followed by one that started when it did: it is itself. */
    private static Seen seen(Seen old, ProcStat stat) {
        return new Seen(old.id(), stat.ppid(), stat.pgrp(), stat.session(), old.exe(), old.argv0(), old.script());
    }

    private boolean isUnchanged(KnownProcess old, String exe) {
        return old.seen != null
                && !exe.isEmpty()
                && exe.equals(old.seen.exe())
                && !old.isRestless
                && (old.pid + deepLooks) % FULL_LOOK != 0;
    }

    /** Fills in all but the names; returns whose command line is to be read for them, empty if nobody's. */
    private String fill(KnownProcess present, String exe, ProcStat stat, @Nullable KnownProcess old) throws CannotLook {
        present.isKernelThread = stat.isKernelThread();
        if (stat.isKernelThread() || stat.isDead()) {
            return "";
        }
        String source = present.name;
        String program = exe;
        if (stat.isLeaderless()) {
            source = source + "/task/" + reader.otherThread(present.pid);
            program = files.program(source, "");
        }
        ProcessId id = new ProcessId(present.pid, stat.startTime());
        ages.started(id.startTime(), now);
        // Without an inode everything comes here in every look.
        boolean isNameKept = old != null
                && old.inode == 0
                && old.seen != null
                && old.seen.id().equals(id)
                && isUnchanged(old, program);
        CommandLine line = isNameKept && old != null && old.seen != null
                ? new CommandLine(old.seen.argv0(), old.seen.script())
                : CommandLine.NONE;
        present.seen = new Seen(id, stat.ppid(), stat.pgrp(), stat.session(), program, line.argv0(), line.script());
        return isNameKept ? "" : source;
    }

    /** Fills in the names from the command lines. */
    private void name() throws CannotLook {
        List<CommandLines.Request> requests = new ArrayList<>();
        for (Reading reading : readings) {
            if (!reading.source.isEmpty() && reading.present != null && reading.present.seen != null) {
                requests.add(new CommandLines.Request(reading.source, reading.present.seen.exe()));
            }
        }
        if (requests.isEmpty()) {
            return;
        }
        List<CommandLine> lines = commandLines.read(requests);
        int at = 0;
        for (Reading reading : readings) {
            if (!reading.source.isEmpty() && reading.present != null && reading.present.seen != null) {
                reading.present.name(lines.get(at++));
            }
        }
    }

    /** Returns who is new or looks otherwise now; who is nobody any more is put to those that have left. */
    private List<Seen> come() {
        List<Seen> come = new ArrayList<>();
        for (Reading reading : readings) {
            Seen before = reading.old == null ? null : reading.old.seen;
            KnownProcess present = reading.present;
            Seen after = present == null ? null : present.seen;
            if (present == null || after == null) {
                if (before != null) {
                    left.add(before);
                }
            } else if (!present.isTold(before)) {
                come.add(after);
            }
        }
        return come;
    }

    /** Those before a place are where they were. */
    private void findRestless(int from) {
        int count = 0;
        for (int i = 0; i < restlessCount && restless[i] < from; i++) {
            if (known[restless[i]].isRestless) {
                restless[count++] = restless[i];
            }
        }
        for (int i = from; i < knownCount; i++) {
            if (known[i].isRestless) {
                if (count == restless.length) {
                    restless = Arrays.copyOf(restless, Math.max(64, count * 2));
                }
                restless[count++] = i;
            }
        }
        restlessCount = count;
    }

    private void commit(ProcessIndex changed) {
        for (Reading reading : readings) {
            if (reading.present != null) {
                reading.present.settle(ages, now);
            }
        }
        KnownProcess[] before = known;
        known = next;
        knownCount = nextCount;
        Arrays.fill(known, knownCount, known.length, null);
        next = before;
        index = changed;
        deepLooks += isDeep ? 1 : 0;
        newsInARow = isWhole ? 0 : newsInARow + 1;
        findRestless(isWhole ? 0 : kept);
        readings.clear();
        left.clear();
    }
}
