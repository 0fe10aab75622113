package org.okiagari.linux;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Holds a few descriptors on /dev/null, and gives them up one by one when there are no others: so that /proc can still be
 * read and a script still be started when somebody else has taken all (ADR 0068).
 *
 * <p>What we close while a spare one is missing becomes a spare one itself, in one step, so that nobody comes in between.
 */
final class SparingOs implements Os, AutoCloseable {
    private static final int SPARE = 8;
    private static final int AT_FDCWD = -100;
    private static final int O_RDWR = 2;
    private static final int O_CLOEXEC = 0x80000;
    private static final int F_DUPFD_CLOEXEC = 1030;

    private final Os os;
    /** Kept whatever comes: the others are made from it. */
    private final int nothing;

    private final ConcurrentLinkedQueue<Integer> spare = new ConcurrentLinkedQueue<>();
    private final AtomicInteger missing = new AtomicInteger();
    private volatile Runnable onShortage = () -> {};

    SparingOs(Os os) {
        this.os = os;
        nothing = (int)
                os.call(Sys.OPENAT, AT_FDCWD, os.allocate(16).text("/dev/null").address(), O_RDWR | O_CLOEXEC);
        missing.set(nothing < 0 ? 0 : SPARE);
        for (int i = 0; i < SPARE; i++) {
            refill();
        }
    }

    /** Calls somebody, from any thread, each time when descriptors have run out; must not wait. */
    void onShortage(Runnable listener) {
        onShortage = listener;
    }

    @Override
    public long call(Sys call, long a, long b, long c, long d, long e) {
        if (call == Sys.CLOSE && missing.get() > 0 && keep((int) a)) {
            return 0;
        }
        long result = os.call(call, a, b, c, d, e);
        // A pidfd is no need: who gets none is polled.
        if (call != Sys.OPENAT && call != Sys.SOCKET) {
            return result;
        }
        if (result >= 0 && missing.get() > 0) {
            refill();
        }
        if (result == -Errno.EMFILE) {
            onShortage.run();
        }
        Integer given;
        while (result == -Errno.EMFILE && (given = spare.poll()) != null) {
            missing.incrementAndGet();
            os.close(given);
            result = os.call(call, a, b, c, d, e);
        }
        return result;
    }

    /** Turns a descriptor that would be closed into a spare one; false if none is missing. */
    private boolean keep(int fd) {
        if (missing.getAndUpdate(n -> Math.max(0, n - 1)) == 0) {
            return false;
        }
        boolean isKept = os.call(Sys.DUP3, nothing, fd, O_CLOEXEC) == fd;
        if (isKept) {
            spare.add(fd);
        } else {
            missing.incrementAndGet();
        }
        return isKept;
    }

    private void refill() {
        if (missing.getAndUpdate(n -> Math.max(0, n - 1)) == 0) {
            return;
        }
        long fd = os.call(Sys.FCNTL, nothing, F_DUPFD_CLOEXEC, 3);
        if (fd < 0) {
            missing.incrementAndGet();
        } else {
            spare.add((int) fd);
        }
    }

    @Override
    public int spawn(String path, List<String> argv, List<String> environment, int in, int out) {
        return os.spawn(path, argv, environment, in, out);
    }

    @Override
    public int kill(long pid, int signal) {
        return os.kill(pid, signal);
    }

    @Override
    public String message(int errno) {
        return os.message(errno);
    }

    @Override
    public Memory allocate(int size) {
        return os.allocate(size);
    }

    /** Closes the spare ones; to be called when nobody makes calls any more. */
    @Override
    public void close() {
        missing.set(0);
        Integer fd;
        while ((fd = spare.poll()) != null) {
            os.close(fd);
        }
        if (nothing >= 0) {
            os.close(nothing);
        }
    }
}
