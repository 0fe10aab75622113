package org.okiagari.linux;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntPredicate;

/** The real kernel, which can be told to refuse. */
public final class FailingOs implements Os {
    /** Decides about one call: 0 = let it pass, else the error number. */
    interface Fault {
        int of(Sys call, long number);
    }

    private static final Fault NONE = (call, number) -> 0;

    private final Os real = JnrOs.load(Path.of("target", "native").toAbsolutePath());
    private final AtomicLong calls = new AtomicLong();
    private volatile Fault fault = NONE;
    private volatile int spawnFault;
    private volatile IntPredicate isRefused = call -> false;
    private volatile int refusal;

    void fail(Fault present) {
        fault = present;
    }

    /** Returns the layer of a whole product over it. */
    public OsLayer layer() {
        try {
            return OsLayer.over(this);
        } catch (CannotLook e) {
            throw new IllegalStateException(e);
        }
    }

    /** Refuses calls from now on, of all kinds, starts of processes and signals too; the first one has the number 1. */
    public void refuse(IntPredicate which, int errno) {
        long first = calls.get();
        refusal = errno;
        isRefused = call -> which.test((int) (call - first));
    }

    /** Does all that is asked from now on. */
    public void recover() {
        fault = NONE;
        isRefused = call -> false;
    }

    /** Fails only the k-th call from now on, counted over all calls. */
    void failOnly(long k, int errno) {
        long first = calls.get();
        fault = (call, number) -> number == first + k ? errno : 0;
    }

    void failSpawn(int errno) {
        spawnFault = errno;
    }

    /** Returns how many calls there were. */
    public long calls() {
        return calls.get();
    }

    @Override
    public long call(Sys call, long a, long b, long c, long d, long e) {
        long number = calls.incrementAndGet();
        int errno = isRefused.test((int) number) ? refusal : fault.of(call, number);
        // These two can not fail: a clock that there is, and a close, which is done whatever it answers.
        boolean isSure = call == Sys.CLOSE || call == Sys.CLOCK_GETTIME;
        return errno == 0 || isSure ? real.call(call, a, b, c, d, e) : -errno;
    }

    @Override
    public int spawn(String path, List<String> argv, List<String> environment, int in, int out) {
        int errno = isRefused.test((int) calls.incrementAndGet()) ? refusal : spawnFault;
        return errno == 0 ? real.spawn(path, argv, environment, in, out) : -errno;
    }

    @Override
    public int kill(long pid, int signal) {
        return isRefused.test((int) calls.incrementAndGet()) ? -refusal : real.kill(pid, signal);
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
