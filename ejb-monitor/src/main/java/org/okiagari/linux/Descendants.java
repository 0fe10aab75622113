package org.okiagari.linux;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.okiagari.saver.ProcessId;

/**
 * Who descends from a process, by {@code /proc/PID/task/TID/children} and without a look at anybody else (ADR 0065). A sample
 * for those who ask again and again: it is no proof that somebody is not there.
 *
 * <p>The work of a call is bounded. Each call asks the first thread of the process and of each descendant that has children;
 * of the other threads 8 in rotation, of the descendants without children every fourth in rotation, and 64 at most. Who a
 * child is, is asked when it is first seen, of 256 at most in a call, and each 8th time.
 */
final class Descendants implements AutoCloseable {
    private static final Optional<Set<ProcessId>> NOBODY = Optional.of(Set.of());
    private static final int THREADS = 8;
    private static final int LEAVES = 64;
    private static final int NEW = 256;
    private static final int VERIFY = 8;
    private static final int TURN = 4;
    private static final int LONGEST = 1 << 20;
    private static final long FORGET_NANOS = 600_000_000_000L;
    private static final int SWEEP = 1024;

    private final ProcReader reader;
    private final LongSupplier nanos;
    private final Map<Long, Parent> parents = new HashMap<>();
    private final byte[] stat = new byte[1024];
    private byte[] text = new byte[4096];
    private boolean isRefused;
    private final String ownEntry;
    private @Nullable Boolean isTold;
    private long calls;
    private int newLeft;
    private int leavesLeft;

    /**
     * Begins with nobody.
     *
     * @param reader for this alone; closed with it
     * @param mypid pid of this process, which tells whether the kernel has such files
     */
    Descendants(ProcReader reader, LongSupplier nanos, long mypid) {
        this.reader = reader;
        this.nanos = nanos;
        this.ownEntry = mypid + "/task/" + mypid;
    }

    /** A process whose children are asked for. */
    private static final class Parent {
        final ProcessId id;
        final String name;
        final String leader;
        long[] threads = {};
        int nextThread;
        int asked;
        long askedNanos;
        Map<Long, Child> children = Map.of();

        Parent(ProcessId id) {
            this.id = id;
            this.name = Long.toString(id.pid());
            this.leader = name + "/task/" + name;
        }
    }

    /**
     * A child.
     *
     * @param tid the thread that has it
     * @param id who it is, none if it is dead
     */
    private record Child(long tid, @Nullable ProcessId id) {}

    /** See {@link org.okiagari.pcheck.ProcessTable#descendants}. Of a process that is gone there is nobody. */
    synchronized Optional<Set<ProcessId>> of(ProcessId root) {
        newLeft = NEW;
        leavesLeft = LEAVES;
        isRefused = false;
        try {
            if (!isTold()) {
                return Optional.empty();
            }
            sweep();
            Parent parent = parent(root);
            ask(parent);
            if (parent.children.isEmpty() || isRefused) {
                return isRefused ? Optional.empty() : NOBODY;
            }
            Set<ProcessId> found = new HashSet<>();
            collect(parent, found);
            found.remove(root);
            return Optional.of(Collections.unmodifiableSet(found));
        } catch (CannotLook e) {
            return Optional.empty();
        }
    }

    private boolean isTold() throws CannotLook {
        Boolean known = isTold;
        if (known == null) {
            known = reader.read(ownEntry, "children", text) >= 0;
            isTold = known;
        }
        return known;
    }

    private Parent parent(ProcessId id) {
        Parent known = parents.get(id.pid());
        if (known == null || !known.id.equals(id)) {
            known = new Parent(id);
            parents.put(id.pid(), known);
        }
        return known;
    }

    private void sweep() {
        if (++calls % SWEEP == 0) {
            long now = nanos.getAsLong();
            parents.values().removeIf(parent -> now - parent.askedNanos > FORGET_NANOS);
        }
    }

    private void collect(Parent parent, Set<ProcessId> found) throws CannotLook {
        int turn = Math.max(TURN, parent.children.size() / LEAVES);
        for (Child child : parent.children.values()) {
            ProcessId id = child.id;
            if (id == null || !found.add(id)) {
                continue;
            }
            Parent next = parent(id);
            boolean isDue = next.asked == 0 || (id.pid() + calls) % turn == 0 && leavesLeft-- > 0;
            if (isDue || !next.children.isEmpty()) {
                ask(next);
                collect(next, found);
            }
        }
    }

    private void ask(Parent parent) throws CannotLook {
        boolean isVerified = parent.asked % VERIFY != 0;
        boolean isThere = isVerified || parent.id.equals(identity(parent.id.pid(), 0));
        if (!isVerified) {
            parent.askedNanos = nanos.getAsLong();
        }
        parent.asked++;
        if (!isThere) {
            parents.remove(parent.id.pid());
            parent.children = Map.of();
            return;
        }
        boolean isRoundOver = parent.threads.length > 1 && parent.nextThread >= parent.threads.length;
        if (parent.asked <= TURN || !isVerified || isRoundOver) {
            listThreads(parent);
        }
        take(parent, parent.id.pid(), parent.leader, isVerified);
        int others = Math.min(THREADS, parent.threads.length - 1);
        for (int i = 0; i < others; i++) {
            long tid = parent.threads[parent.nextThread++ % parent.threads.length];
            if (tid == parent.id.pid()) {
                tid = parent.threads[parent.nextThread++ % parent.threads.length];
            }
            take(parent, tid, parent.name + "/task/" + tid, isVerified);
        }
    }

    /** Those of threads that are no more have another parent now: another thread, or somebody else. */
    private void listThreads(Parent parent) throws CannotLook {
        boolean isAlone = reader.threadCount(parent.id.pid()) <= 1;
        parent.nextThread = parent.nextThread >= parent.threads.length ? 0 : parent.nextThread;
        parent.threads = isAlone ? new long[0] : reader.threads(parent.id.pid());
        if (!parent.children.isEmpty()) {
            parent.children
                    .values()
                    .removeIf(child -> child.tid != parent.id.pid()
                            && Arrays.stream(parent.threads).noneMatch(tid -> tid == child.tid));
        }
    }

    /** Takes what the file of one thread tells. */
    private void take(Parent parent, long tid, String entry, boolean isVerified) throws CannotLook {
        int length = reader.read(entry, "children", text);
        while (length == text.length && length < LONGEST) {
            text = new byte[length * 2];
            length = reader.read(entry, "children", text);
        }
        isRefused |= length == ProcReader.DENIED;
        if (length <= 0 && parent.children.isEmpty()) {
            return;
        }
        Map<Long, Child> now = new HashMap<>();
        parent.children.forEach((pid, child) -> {
            if (child.tid != tid) {
                now.put(pid, child);
            }
        });
        for (int at = 0; at < length; at++) {
            long pid = 0;
            for (; at < length && text[at] != ' '; at++) {
                pid = pid * 10 + text[at] - '0';
            }
            Child known = parent.children.get(pid);
            if (known != null && (isVerified || newLeft <= 0)) {
                now.put(pid, known.tid == tid ? known : new Child(tid, known.id));
            } else if (newLeft-- > 0) {
                now.put(pid, new Child(tid, identity(pid, parent.id.pid())));
            }
        }
        parent.children = now;
    }

    /**
     * Returns who has a pid.
     *
     * @param ppid its parent, 0 = anybody
     * @return none if it is dead or somebody else's child
     */
    private @Nullable ProcessId identity(long pid, long ppid) throws CannotLook {
        int length = reader.read(Long.toString(pid), "stat", stat);
        if (length <= 0) {
            return null;
        }
        return ProcStat.parse(stat, length)
                .filter(read -> !read.isDead() && (ppid == 0 || read.ppid() == ppid))
                .map(read -> new ProcessId(pid, read.startTime()))
                .orElse(null);
    }

    @Override
    public synchronized void close() {
        reader.close();
    }
}
