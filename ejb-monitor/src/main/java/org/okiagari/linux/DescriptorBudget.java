package org.okiagari.linux;

import java.nio.ByteBuffer;
import java.util.function.LongSupplier;

/**
 * Says whether a pidfd may be opened, so that enough descriptors are left for the server and for us (ADR 0068).
 *
 * <p>Limit and use are read at most once a second, and only while somebody wants a pidfd or a number.
 */
final class DescriptorBudget {
    private static final int AT_FDCWD = -100;
    private static final int O_DIRECTORY_CLOEXEC = 0x80000 | (JnrOs.isAmd64() ? 0x10000 : 0x4000);
    private static final int RLIMIT_NOFILE = 7;
    private static final int ST_SIZE = 48;
    private static final int D_RECLEN = 16;
    private static final int D_NAME = 19;
    private static final long PAUSE_NANOS = 1_000_000_000L;
    private static final long LEAST_KEPT = 64;
    private static final long MOST_KEPT = 256;
    private static final long AT_ONCE = 256;
    private static final int AGAIN_AT_ONCE = 100;

    private final Os os;
    private final LongSupplier clock;
    private final Os.Memory path;
    private final Os.Memory answer;
    private final Os.Memory entries;
    private long agreedLimit;
    private long limit;
    private long open;
    private long left;
    private int again = AGAIN_AT_ONCE;
    private long againNanos;
    private boolean isAll;
    private boolean isRefused;
    private long readNanos;
    private long refusedNanos;

    DescriptorBudget(Os os, LongSupplier clock) {
        this.os = os;
        this.clock = clock;
        path = os.allocate(32).text("/proc/self/fd");
        answer = os.allocate(256);
        entries = os.allocate(0x2000);
        read();
    }

    /**
     * What there is.
     *
     * @param limit soft RLIMIT_NOFILE, 0 = not known
     * @param open descriptors in use, those of the whole server
     */
    record Use(long limit, long open) {}

    /** Takes one for a process that is new. */
    synchronized boolean take() {
        long now = clock.getAsLong();
        if (isRefused(now)) {
            return false;
        }
        if (now - readNanos >= PAUSE_NANOS || left == 0 && !isAll) {
            read();
        }
        if (left == 0) {
            return false;
        }
        left--;
        return true;
    }

    /** Takes one for a process that had none until now; so many a second that no check becomes long by it. */
    synchronized boolean takeAgain() {
        long now = clock.getAsLong();
        if (now - againNanos >= PAUSE_NANOS) {
            againNanos = now;
            again = AGAIN_AT_ONCE;
        }
        if (again == 0 || !take()) {
            return false;
        }
        again--;
        return true;
    }

    /** The kernel gave none: nobody asks for a second. */
    synchronized void refused() {
        isRefused = true;
        refusedNanos = clock.getAsLong();
    }

    /** Tells whether it is of no use to ask. */
    synchronized boolean isRefused() {
        return isRefused && isRefused(clock.getAsLong());
    }

    private boolean isRefused(long now) {
        isRefused = isRefused && now - refusedNanos < PAUSE_NANOS;
        return isRefused;
    }

    /** Returns how many must be given back since somebody lowered the limit; not because others took many. */
    synchronized long excess() {
        if (limitNow() >= agreedLimit) {
            return 0;
        }
        read();
        agreedLimit = limit;
        return Math.max(0, kept(limit) - (limit - open));
    }

    /** Returns what there is, a second old at most. */
    synchronized Use use() {
        if (clock.getAsLong() - readNanos >= PAUSE_NANOS) {
            read();
        }
        return new Use(limit, open);
    }

    private static long kept(long limit) {
        return Math.min(MOST_KEPT, Math.max(LEAST_KEPT, limit / 10));
    }

    private void read() {
        readNanos = clock.getAsLong();
        limit = limitNow();
        open = open();
        long free = Math.max(0, limit - open - kept(limit));
        // Others take some too while we take ours: not all at once.
        left = Math.min(free, Math.max(AT_ONCE, free / 2));
        isAll = left == free;
        // Enough are left under a limit that was lowered: what others take afterwards is no reason to give back any.
        agreedLimit = free > 0 ? limit : Math.max(agreedLimit, limit);
    }

    private long limitNow() {
        ByteBuffer bytes = answer.bytes();
        long result = os.call(Sys.PRLIMIT64, 0, RLIMIT_NOFILE, 0, answer.address(), 0);
        long soft = bytes.getLong(0);
        // Above 2^31 means no limit; not known means that the kernel itself must say no.
        return result < 0 || soft < 0 || soft > Integer.MAX_VALUE ? Integer.MAX_VALUE : soft;
    }

    /** From Linux 6.2 on the directory's size is the number of descriptors. When it comes near the limit each is counted. */
    private long open() {
        long result = os.call(Sys.NEWFSTATAT, AT_FDCWD, path.address(), answer.address(), 0, 0);
        long size = result < 0 ? 0 : answer.bytes().getLong(ST_SIZE);
        return size > 0 && size <= limit - kept(limit) ? size : counted();
    }

    /** Counts those below the limit: the limit is about numbers, and after it was lowered there may be some above it. */
    private long counted() {
        long fd = os.call(Sys.OPENAT, AT_FDCWD, path.address(), O_DIRECTORY_CLOEXEC);
        if (fd < 0) {
            return limit;
        }
        try {
            long count = 0;
            long length;
            while ((length = os.call(
                            Sys.GETDENTS64,
                            fd,
                            entries.address(),
                            entries.bytes().capacity()))
                    > 0) {
                count += countedBelow(entries.bytes(), length);
            }
            return length < 0 ? limit : count;
        } finally {
            os.close((int) fd);
        }
    }

    private long countedBelow(ByteBuffer bytes, long length) {
        long count = 0;
        for (int at = 0; at < length; at += bytes.getShort(at + D_RECLEN) & 0xFFFF) {
            long number = 0;
            int digit;
            int from = at + D_NAME;
            while ((digit = bytes.get(from++) - '0') >= 0 && digit <= 9) {
                number = number * 10 + digit;
            }
            boolean isNumber = from > at + D_NAME + 1;
            count += isNumber && number < limit ? 1 : 0;
        }
        return count;
    }
}
