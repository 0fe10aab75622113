package org.okiagari.linux;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.okiagari.pcheck.ProcessTable.Cost;

/** Counts what looks cost; changed under the lock of the looks, read by anybody. */
final class LookCost {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private volatile Cost cost = Cost.NONE;
    private long startedNanos;

    /** Returns the CPU time of this thread in ns, 0 where the JVM does not tell. */
    static long threadNanos() {
        return THREADS.isCurrentThreadCpuTimeSupported() ? Math.max(0, THREADS.getCurrentThreadCpuTime()) : 0;
    }

    Cost cost() {
        return cost;
    }

    /** A look begins in this thread. */
    void begin() {
        startedNanos = threadNanos();
    }

    /**
     * The look is complete.
     *
     * @param elsewhereNanos CPU time that it took in other threads
     */
    void complete(int processes, long elsewhereNanos) {
        long nanos = threadNanos() - startedNanos + elsewhereNanos;
        cost = new Cost(cost.looks() + 1, cost.failed(), cost.cpuNanos() + nanos, nanos, processes);
    }

    /** The look could not be completed. */
    void failed(long elsewhereNanos) {
        long nanos = threadNanos() - startedNanos + elsewhereNanos;
        cost = new Cost(
                cost.looks(), cost.failed() + 1, cost.cpuNanos() + nanos, cost.lastCpuNanos(), cost.processes());
    }
}
