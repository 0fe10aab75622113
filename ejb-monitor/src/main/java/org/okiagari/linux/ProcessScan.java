package org.okiagari.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.okiagari.saver.ProcessId;
import org.okiagari.saver.Seen;

/**
 * Looks at all processes, reading again only what may have changed since the last look.
 *
 * <p>A directory of /proc with the same pid and inode is the same process. But exec() keeps both, so the program is read in
 * every look, and all the rest of a process that is young, of an interpreter, and of everybody in each tenth look.
 */
final class ProcessScan {
    private static final long YOUNG_NANOS = 30_000_000_000L;
    private static final int FULL_LOOK = 10;
    private static final String DELETED = " (deleted)";
    private static final Entry[] NOBODY = {};

    private final ProcReader reader;
    private final CommandLines commandLines;
    private final LongSupplier nanos;
    private final long mypid;
    private final boolean isInitVisible;
    private final byte[] stat = new byte[1024];

    private Entry[] previous = NOBODY;
    private long looks;

    private final List<Entry> entries = new ArrayList<>();
    private final List<Entry> unnamed = new ArrayList<>();
    private long now;
    private int cursor;
    private boolean isSelfSeen;
    private boolean isInitSeen;

    ProcessScan(ProcReader reader, CommandLines commandLines, LongSupplier nanos, long mypid, boolean isInitVisible) {
        this.reader = reader;
        this.commandLines = commandLines;
        this.nanos = nanos;
        this.mypid = mypid;
        this.isInitVisible = isInitVisible;
    }

    /**
     * One process as we know it.
     *
     * @param name the pid as text
     * @param inode of its directory, 0 if unknown
     * @param seen what we tell of it; none for a kernel thread
     * @param isInterpreter it may run another script without a change of its program
     * @param source whose command line to read
     */
    private record Entry(
            long pid,
            String name,
            long inode,
            long firstSeenNanos,
            @Nullable Seen seen,
            boolean isInterpreter,
            String source) {
        Entry with(Seen better) {
            return new Entry(pid, name, inode, firstSeenNanos, better, isInterpreter, source);
        }
    }

    /**
     * Looks at all live processes.
     *
     * @throws CannotLook if one may have been missed
     */
    List<Seen> look() throws CannotLook {
        entries.clear();
        unnamed.clear();
        now = nanos.getAsLong();
        cursor = 0;
        isSelfSeen = false;
        isInitSeen = !isInitVisible;
        reader.list(this::visit);
        if (!isSelfSeen || !isInitSeen) {
            throw new CannotLook("the list of processes in /proc is not whole: "
                    + (isSelfSeen ? "pid 1" : "this process") + " is missing");
        }
        name();
        previous = entries.toArray(NOBODY);
        looks++;
        List<Seen> all = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            if (entry.seen != null) {
                all.add(entry.seen);
            }
        }
        return all;
    }

    private void visit(long pid, long inode) throws CannotLook {
        isSelfSeen |= pid == mypid;
        isInitSeen |= pid == 1;
        Entry old = find(pid);
        boolean isSame = old != null && inode != 0 && inode == old.inode;
        if (old != null && isSame && old.seen == null) {
            entries.add(old);
            return;
        }
        String name = old == null ? Long.toString(pid) : old.name;
        String exe = program(name, old == null || old.seen == null ? "" : old.seen.exe());
        if (old != null && isSame && isUnchanged(old, exe)) {
            entries.add(old);
            return;
        }
        Optional<ProcStat> read = stat(name);
        if (read.isPresent() && !read.get().isDead()) {
            add(name, pid, inode, exe, read.get(), old);
        }
    }

    private boolean isUnchanged(Entry old, String exe) {
        return !exe.isEmpty()
                && old.seen != null
                && exe.equals(old.seen.exe())
                && now - old.firstSeenNanos > YOUNG_NANOS
                && looks % FULL_LOOK != 0
                && !old.isInterpreter;
    }

    private void add(String name, long pid, long inode, String exe, ProcStat stat, @Nullable Entry old)
            throws CannotLook {
        ProcessId id = new ProcessId(pid, stat.startTime());
        boolean isKnown = old != null && old.seen != null && old.seen.id().equals(id);
        long firstSeen = isKnown && old != null ? old.firstSeenNanos : now;
        if (stat.isKernelThread()) {
            entries.add(new Entry(pid, name, inode, firstSeen, null, false, ""));
            return;
        }
        String source = name;
        String program = exe;
        if (stat.isLeaderless()) {
            source = source + "/task/" + reader.otherThread(pid);
            program = program(source, "");
        }
        Seen seen = new Seen(id, stat.ppid(), stat.pgrp(), stat.session(), program, "", "");
        boolean isNamed = isKnown && old != null && old.seen != null && isNameKept(old, program);
        if (isNamed && old != null && old.seen != null) {
            seen = named(seen, new CommandLine(old.seen.argv0(), old.seen.script()), old);
        }
        boolean isInterpreter = Interpreters.isInterpreter(Texts.baseName(program));
        Entry entry = new Entry(pid, name, inode, firstSeen, seen, isInterpreter, source);
        entries.add(entry);
        if (!isNamed) {
            unnamed.add(entry);
        }
    }

    /** Without an inode everything comes here in every look. */
    private boolean isNameKept(Entry old, String exe) {
        return old.inode == 0 && isUnchanged(old, exe);
    }

    private static Seen named(Seen seen, CommandLine line, @Nullable Entry old) {
        Seen named =
                new Seen(seen.id(), seen.ppid(), seen.pgrp(), seen.session(), seen.exe(), line.argv0(), line.script());
        // The same object as long as nothing changed: a look over idle processes makes next to no garbage.
        return old != null && old.seen != null && named.equals(old.seen) ? old.seen : named;
    }

    /** Fills in the names from the command lines. */
    private void name() throws CannotLook {
        List<CommandLines.Request> requests = unnamed.stream()
                .flatMap(
                        e -> Optional.ofNullable(e.seen).map(s -> new CommandLines.Request(e.source, s.exe())).stream())
                .toList();
        List<CommandLine> lines = commandLines.read(requests);
        int next = 0;
        cursor = 0;
        for (int i = 0; i < entries.size() && next < lines.size(); i++) {
            Entry entry = entries.get(i);
            if (entry == unnamed.get(next) && entry.seen != null) {
                Seen seen = named(entry.seen, lines.get(next), find(entry.pid));
                entries.set(i, entry.with(seen));
                next++;
            }
        }
    }

    private String program(String entry, String expected) throws CannotLook {
        String exe = reader.link(entry, "exe", expected);
        return exe.endsWith(DELETED) ? exe.substring(0, exe.length() - DELETED.length()) : exe;
    }

    private Optional<ProcStat> stat(String entry) throws CannotLook {
        int length = reader.read(entry, "stat", stat);
        if (length <= 0) {
            return Optional.empty();
        }
        Optional<ProcStat> parsed = ProcStat.parse(stat, length);
        if (parsed.isEmpty()) {
            throw new CannotLook("/proc/" + entry + "/stat can not be understood");
        }
        return parsed;
    }

    /** Both lists are in the order of pids as the kernel gives them; if it ever should not, the process is just new. */
    private @Nullable Entry find(long pid) {
        while (cursor < previous.length && previous[cursor].pid < pid) {
            cursor++;
        }
        return cursor < previous.length && previous[cursor].pid == pid ? previous[cursor] : null;
    }
}
