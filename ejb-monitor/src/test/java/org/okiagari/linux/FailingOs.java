package org.okiagari.linux;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The real kernel, which can be told to refuse. */
final class FailingOs implements Os {
    /** Decides about one call: 0 = let it pass, else the error number. */
    interface Fault {
        int of(Sys call, long number);
    }

    private static final Fault NONE = (call, number) -> 0;

    private final Os real = JnrOs.load(Path.of("target", "native").toAbsolutePath());
    private final AtomicLong calls = new AtomicLong();
    private volatile Fault fault = NONE;
    private volatile int spawnFault;

    void fail(Fault present) {
        fault = present;
    }

    void recover() {
        fault = NONE;
    }

    /** Fails only the k-th call from now on, counted over all calls. */
    void failOnly(long k, int errno) {
        long first = calls.get();
        fault = (call, number) -> number == first + k ? errno : 0;
    }

    void failSpawn(int errno) {
        spawnFault = errno;
    }

    long calls() {
        return calls.get();
    }

    @Override
    public long call(Sys call, long a, long b, long c, long d, long e) {
        int errno = fault.of(call, calls.incrementAndGet());
        // These two can not fail: a clock that there is, and a close, which is done whatever it answers.
        boolean isSure = call == Sys.CLOSE || call == Sys.CLOCK_GETTIME;
        return errno == 0 || isSure ? real.call(call, a, b, c, d, e) : -errno;
    }

    @Override
    public int spawn(String path, List<String> argv, List<String> environment, int in, int out) {
        int errno = spawnFault;
        return errno == 0 ? real.spawn(path, argv, environment, in, out) : -errno;
    }

    @Override
    public int kill(long pid, int signal) {
        return real.kill(pid, signal);
    }

    @Override
    public String message(int errno) {
        return real.message(errno);
    }

    @Override
    public Memory allocate(int size) {
        return real.allocate(size);
    }
}
