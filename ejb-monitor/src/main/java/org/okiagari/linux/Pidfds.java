package org.okiagari.linux;

import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.okiagari.pcheck.WatchedProcess;
import org.okiagari.saver.ProcessId;

/**
 * Holds processes by their pidfds. What gets none, for want of descriptors or since the kernel gives none, is looked at when
 * somebody asks, until it gets one (ADR 0068).
 */
final class Pidfds implements Watches, AutoCloseable {
    /** So many questions about held processes pass before the limit is looked at again. */
    private static final int CALLS_PER_LIMIT = 64;

    /** Why a process has none: those that are left are for others (ADR 0068). */
    static final String TOO_FEW = "too few file descriptors are left";

    private final Os os;
    private final DeathWatch deaths;
    private final PidfdCalls calls;
    private final DescriptorBudget budget;
    private final StatProbe probe;
    private final Set<PidfdWatch> open = ConcurrentHashMap.newKeySet();
    /** Pids of live processes whose pidfds we hold, each with the number of its watches. */
    private final Map<Long, Integer> heldPids = new ConcurrentHashMap<>();

    private final AtomicInteger held = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicBoolean isMakingRoom = new AtomicBoolean();
    private volatile String refusal = TOO_FEW;

    Pidfds(Os os, DeathWatch deaths, LongSupplier clock) {
        this.os = os;
        this.deaths = deaths;
        this.calls = new PidfdCalls(os, deaths.descriptor());
        this.budget = new DescriptorBudget(os, clock);
        this.probe = new StatProbe(() -> new JnrProcReader(os));
    }

    @Override
    public WatchedProcess watch(ProcessId id, Runnable onDeath) {
        PidfdWatch watch = new PidfdWatch(this, id, onDeath);
        open.add(watch);
        watch.begin();
        return watch;
    }

    @Override
    public boolean isHeld(long pid) {
        return heldPids.containsKey(pid);
    }

    /** Sends a signal to a process if it is still who it was; false if it is gone or we may not. */
    boolean signal(ProcessId id, int number) {
        long fd = calls.open(id.pid());
        if (Errno.isGone(fd)) {
            return false;
        }
        try {
            if (probe.life(id) != WatchedProcess.Life.ALIVE) {
                return false;
            }
            // Without a pidfd the moment between question and signal can not be closed.
            return fd < 0 ? os.kill(id.pid(), number) == 0 : calls.signal((int) fd, number);
        } finally {
            if (fd >= 0) {
                calls.close((int) fd);
            }
        }
    }

    /** The kernel gave no pidfd or takes none: nobody asks for a while. Returns what to say of it. */
    String refused(long error) {
        budget.refused();
        refusal = "no pidfd: " + os.message((int) -error);
        return refusal;
    }

    /** Returns what to say of a process that was not asked for a pidfd. */
    String whyNone() {
        return budget.isRefused() ? refusal : TOO_FEW;
    }

    /** Returns what this kernel knows of pidfds, in words for the log. */
    String capabilities() {
        return "deaths " + (calls.isKnown() ? "told by the kernel" : "seen at each check, for it gives no pidfd")
                + ", exit status " + (calls.isInfoKnown() ? "of reaped processes too" : "of zombies")
                + ", identity by " + (calls.isPidfs() ? "pidfs inode" : "pid and start time");
    }

    PidfdCalls calls() {
        return calls;
    }

    DescriptorBudget budget() {
        return budget;
    }

    StatProbe probe() {
        return probe;
    }

    DeathWatch deaths() {
        return deaths;
    }

    /** Registers a pidfd with the thread of deaths; a negative error number if that is impossible. */
    long listen(long pid, int fd, LongConsumer onDeath) {
        heldPids.merge(pid, 1, Integer::sum);
        long added = deaths.add(fd, onDeath);
        if (added < 0) {
            noLongerHeld(pid);
        } else {
            held.incrementAndGet();
        }
        return added;
    }

    /** It is dead or let go: its pid may be somebody else's soon. */
    void noLongerHeld(long pid) {
        heldPids.computeIfPresent(pid, (key, watches) -> watches == 1 ? null : watches - 1);
    }

    /** Ends what {@link #listen} began, and closes the pidfd. */
    void drop(long event, int fd) {
        deaths.forget(event, fd);
        calls.close(fd);
        held.decrementAndGet();
    }

    void forget(PidfdWatch watch) {
        open.remove(watch);
    }

    /** Now and then the limit is looked at, for nobody tells us that it was lowered. */
    void countQuestion() {
        if (asked.incrementAndGet() % CALLS_PER_LIMIT == 0) {
            makeRoom();
        }
    }

    /** Gives pidfds back if somebody lowered the limit; on the thread of deaths, for it may take a while. */
    void makeRoom() {
        if (isMakingRoom.compareAndSet(false, true)) {
            long excess = budget.excess();
            if (excess > 0) {
                deaths.post(() -> giveBack(excess));
            }
            isMakingRoom.set(false);
        }
    }

    /** The limit is about numbers: to give back one that is not below it would help nobody. */
    private void giveBack(long excess) {
        long limit = budget.use().limit();
        open.stream()
                .filter(watch -> watch.isWatchedByEvent() && watch.descriptor() < limit)
                .sorted(Comparator.comparingInt(PidfdWatch::descriptor))
                .limit(excess)
                .forEach(PidfdWatch::giveBack);
    }

    /** Returns how descriptors are used; a second old at most. */
    OsLayer.Descriptors descriptors() {
        DescriptorBudget.Use use = budget.use();
        int byEvent = held.get();
        return new OsLayer.Descriptors(use.limit(), use.open(), byEvent, Math.max(0, open.size() - byEvent));
    }

    @Override
    public void close() {
        open.forEach(PidfdWatch::close);
        probe.close();
    }
}
