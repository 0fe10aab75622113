package org.okiagari.pcheck;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A thread of the monitor: a daemon, whose CPU time is counted, after its end too.
 *
 * <p>Every thread of ours is one, so that {@link #cpuNanos} tells what all of monitoring costs. The server's threads do some
 * of our work, the checks above all: {@link #counted} adds that part of theirs. What only serves a reader (console, padmin,
 * Prometheus) is not counted.
 */
public class MonitorThread extends Thread {
    private static final Logger LOG = Logger.getLogger(MonitorThread.class.getName());
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();
    private static final AtomicReference<Account> ACCOUNT = new AtomicReference<>(new Account(0, List.of()));
    private static final LongAdder LENT = new LongAdder();
    private static final AtomicLong LARGEST = new AtomicLong();
    private static final ThreadLocal<Boolean> COUNTS = new ThreadLocal<>();

    private final Runnable work;
    private volatile long finalNanos = -1;
    /** What follows from what this thread hears, none while it does not collect that. */
    private @Nullable List<Runnable> consequences;

    /**
     * All threads of ours at one moment; one value, so that no reader counts one twice or misses one.
     *
     * @param endedNanos CPU time of those that ended
     * @param alive those that run
     */
    private record Account(long endedNanos, List<MonitorThread> alive) {
        Account with(MonitorThread one) {
            List<MonitorThread> more = new ArrayList<>(alive);
            more.add(one);
            return new Account(endedNanos, more);
        }

        Account without(MonitorThread one) {
            List<MonitorThread> less = new ArrayList<>(alive);
            less.remove(one);
            return new Account(endedNanos + one.finalNanos, less);
        }
    }

    /** Makes a thread with this name; it is not started yet. */
    public MonitorThread(String name, Runnable work) {
        super(name);
        this.work = work;
        setDaemon(true);
    }

    /** Does its work, and counts what that cost. */
    @Override
    public final void run() {
        ACCOUNT.updateAndGet(account -> account.with(this));
        try {
            work.run();
        } finally {
            finalNanos = currentNanos();
            ACCOUNT.updateAndGet(account -> account.without(this));
        }
    }

    /**
     * Hears of several things, and then does what follows from them: by {@link #follow} on this thread, so that it comes
     * without a hand-over to another one, and once for all of them. Only by a thread of ours. The things must not throw.
     */
    public static void hear(List<Runnable> things) {
        List<Runnable> consequences = new ArrayList<>();
        MonitorThread me = (MonitorThread) Thread.currentThread();
        me.consequences = consequences;
        try {
            things.forEach(Runnable::run);
        } finally {
            me.consequences = null;
            consequences.forEach(MonitorThread::safely);
        }
    }

    /** Errors too: the thread must go on hearing. */
    private static void safely(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.SEVERE, "What follows from a death could not be done; the next check does it", e);
        }
    }

    /** Does work when all is heard that this thread hears just now; false if it is not hearing, then nothing is done. */
    static boolean follow(Runnable work) {
        if (Thread.currentThread() instanceof MonitorThread me && me.consequences != null) {
            me.consequences.add(work);
            return true;
        }
        return false;
    }

    /** Does work of the monitor on whatever thread this is, and counts what it cost. */
    public static void counted(Runnable work) {
        if (Thread.currentThread() instanceof MonitorThread || COUNTS.get() != null) {
            work.run();
            return;
        }
        long before = currentNanos();
        COUNTS.set(true);
        try {
            work.run();
        } finally {
            // Removed, not set to false: the server's threads outlive us and must hold nothing of ours.
            COUNTS.remove();
            LENT.add(currentNanos() - before);
        }
    }

    /** Returns the CPU time of all monitoring since the start, in ns; it never falls. Takes no lock. */
    public static long cpuNanos() {
        long sum = LENT.sum();
        Account account = Objects.requireNonNull(ACCOUNT.get()); // never null; NullAway cannot know
        sum += account.endedNanos;
        for (MonitorThread thread : account.alive) {
            sum += thread.nanos();
        }
        // The last microseconds of a thread, after it said what it cost, may be in one reading and not in the next one.
        return LARGEST.accumulateAndGet(sum, Math::max);
    }

    private long nanos() {
        long end = finalNanos;
        return end >= 0 ? end : Math.max(0, CPU.isThreadCpuTimeSupported() ? CPU.getThreadCpuTime(getId()) : 0);
    }

    private static long currentNanos() {
        return CPU.isCurrentThreadCpuTimeSupported() ? Math.max(0, CPU.getCurrentThreadCpuTime()) : 0;
    }
}
