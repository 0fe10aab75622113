package org.okiagari.pcheck;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.okiagari.pcheck.ProcessTable.Depth;
import org.okiagari.saver.Attention;
import org.okiagari.saver.Now;

/**
 * When the PENTs of one pcheck are looked at, and how deep (ADR 0066): all are checked at each tick, one when something asks
 * for it. Who is up is only verified; the process table is looked at when somebody needs it.
 */
final class Rounds {
    private static final long NANOS_PER_MILLI = 1_000_000L;
    /** How old a look may be that several pchecks share in one tick. */
    private static final Duration SHARED_LOOK = Duration.ofMillis(200);
    /** After a look that failed those who needed it get another one so much later. */
    private static final Duration AGAIN = Duration.ofSeconds(1);
    /** Where checks are rarer, families are sampled in between. */
    static final Duration SAMPLE = Duration.ofSeconds(10);

    private final Environment environment;
    private final Mailbox mailbox;
    private final Supplier<List<RunningPent>> pents;
    private final RunningScripts scripts;
    private final Runnable afterwards;

    private final AtomicBoolean tickWaits = new AtomicBoolean();
    private final AtomicLong missedTicks = new AtomicLong();
    private final Queue<RunningPent> due = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean dueWaits = new AtomicBoolean();
    private volatile long lastTickNanos;
    private final long begunNanos;
    /** When the last check ended that saw all it had to see. */
    private volatile OptionalLong lastLook = OptionalLong.empty();

    private Scheduler.@Nullable Cancellable sampling;

    /**
     * Makes the rounds of a pcheck.
     *
     * @param pents its PENTs at the time, none when it has ended
     * @param scripts the restart scripts of all pchecks that run now
     * @param afterwards is run after each check, in the pcheck's turn
     */
    Rounds(
            Environment environment,
            Mailbox mailbox,
            Supplier<List<RunningPent>> pents,
            RunningScripts scripts,
            Runnable afterwards) {
        this.environment = environment;
        this.mailbox = mailbox;
        this.pents = pents;
        this.scripts = scripts;
        this.afterwards = afterwards;
        this.begunNanos = environment.clock().now().nanos();
        this.lastTickNanos = begunNanos;
    }

    /** Does one check of all PENTs; one that finds the last one still running skips and counts. Never throws. */
    void tick() {
        if (!tickWaits.compareAndSet(false, true)) {
            missedTicks.incrementAndGet();
            return;
        }
        mailbox.postAndDrain(() -> {
            long began = environment.clock().now().nanos();
            boolean isWhole = false;
            try {
                List<RunningPent> all = pents.get();
                isWhole = check(all) && !all.isEmpty();
            } finally {
                lastTickNanos = environment.clock().now().nanos();
                if (isWhole) {
                    lastLook = OptionalLong.of(lastTickNanos);
                }
                environment.measurements().tick().add(lastTickNanos - began);
                tickWaits.set(false);
            }
        });
    }

    /** Checks one PENT soon; many that ask at once share one look. */
    void wake(RunningPent pent) {
        if (pent.isDue().compareAndSet(false, true)) {
            due.add(pent);
        }
        if (dueWaits.compareAndSet(false, true)) {
            mailbox.postUrgent(this::checkDue);
        }
    }

    private void checkDue() {
        dueWaits.set(false);
        List<RunningPent> now = new ArrayList<>();
        for (RunningPent pent = due.poll(); pent != null; pent = due.poll()) {
            // Else it was looked at since it asked.
            if (pent.isDue().compareAndSet(true, false)) {
                now.add(pent);
            }
        }
        if (!now.isEmpty() && !pents.get().isEmpty()) {
            now.sort(Comparator.comparingInt(pent -> pent.pent().id()));
            check(now);
        }
    }

    /**
     * Checks some PENTs, in the pcheck's turn. Who died comes first, with a look that began after the last of the deaths was
     * told, for somebody else may serve already: at the news, which mostly prove that nobody does, else at what changed.
     * What the dead left behind is found out when their restarts are under way.
     *
     * @return whether all was seen that had to be seen
     */
    boolean check(List<RunningPent> some) {
        Now now = environment.clock().now();
        List<RunningPent> dead = new ArrayList<>(0);
        List<RunningPent> changes = new ArrayList<>(0);
        List<RunningPent> everybody = new ArrayList<>(0);
        List<RunningPent> kin = new ArrayList<>(0);
        Duration age = SHARED_LOOK;
        boolean isGlance = false;
        boolean isWhole = true;
        for (RunningPent pent : some) {
            pent.isDue().set(false);
            switch (pent.check(now)) {
                case NOTHING -> {}
                case UNKNOWN -> isWhole = false;
                case DEATH -> {
                    (pent.isByEvent() ? dead : changes).add(pent);
                    age = shorter(age, pent.sinceDeathTold(now));
                }
                case GLANCE -> {
                    changes.add(pent);
                    isGlance = true;
                }
                case LOOK -> everybody.add(pent);
                case KIN -> kin.add(pent);
            }
        }
        List<RunningPent> buried = bury(dead, age);
        dead.removeAll(buried);
        changes.addAll(dead);
        isWhole &= hand(changes, Depth.CHANGES, isGlance ? Duration.ZERO : age);
        settle(buried, age.plus(environment.clock().now().since(now.nanos())));
        isWhole &= hand(everybody, Depth.ALL, patienceOf(everybody));
        isWhole &= showKin(kin);
        afterwards.run();
        return isWhole;
    }

    /** Returns those of whom the news prove that they are down; their restarts are under way. */
    private List<RunningPent> bury(List<RunningPent> dead, Duration maxAge) {
        if (dead.isEmpty()) {
            return List.of();
        }
        ProcessTable.Look news = environment.table().look(Depth.NEWS, maxAge);
        Now now = environment.clock().now();
        List<RunningPent> buried = new ArrayList<>(dead.size());
        for (RunningPent pent : dead) {
            if (pent.bury(news, scripts.now(), now)) {
                buried.add(pent);
            }
        }
        return buried;
    }

    /** What somebody starts later in the session of a dead process is none of what that one left behind (ADR 0061). */
    private void settle(List<RunningPent> buried, Duration age) {
        if (!buried.isEmpty()) {
            ProcessTable.Look look = environment.table().look(Depth.CHANGES, age);
            buried.forEach(pent -> pent.settle(look));
        }
    }

    /** One look for several PENTs and one reading of the clocks for all. */
    private boolean hand(List<RunningPent> some, Depth depth, Duration maxAge) {
        if (some.isEmpty()) {
            return true;
        }
        Now began = environment.clock().now();
        ProcessTable.Look look = environment.table().look(depth, maxAge);
        boolean isComplete = look instanceof ProcessTable.Look.Complete;
        View view = new View(look, depth == Depth.ALL && maxAge.isZero(), scripts.now());
        Now now = environment.clock().now();
        for (RunningPent pent : some) {
            // A first sight is as old as the end of its look, a second one as its begin: the time between is what
            // counts.
            pent.look(view, pent.hasCandidate() ? began : now);
        }
        if (!isComplete) {
            List<RunningPent> again = List.copyOf(some);
            environment.scheduler().schedule(AGAIN, () -> again.forEach(this::wake));
        }
        return isComplete;
    }

    /** Families of processes that live need no step of the machine. */
    private boolean showKin(List<RunningPent> some) {
        if (some.isEmpty()) {
            return true;
        }
        ProcessTable.Look look = environment.table().look(Depth.CHANGES, SHARED_LOOK);
        some.forEach(pent -> pent.showKin(look));
        return look instanceof ProcessTable.Look.Complete;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration patienceOf(List<RunningPent> waiting) {
        return waiting.stream().allMatch(RunningPent::isPatient) ? SHARED_LOOK : Duration.ZERO;
    }

    /**
     * Begins or ends the sampling of families between rare checks, in the pcheck's turn: workers and sessions of a server
     * must be known when it dies (ADR 0061).
     */
    void sampleFamilies(boolean isWanted) {
        if (sampling != null) {
            sampling.cancel();
            sampling = null;
        }
        if (isWanted) {
            sampling = environment.scheduler().schedule(SAMPLE, () -> mailbox.postAndDrain(this::sample));
        }
    }

    private void sample() {
        if (sampling != null) {
            List<RunningPent> up = new ArrayList<>();
            for (RunningPent pent : pents.get()) {
                if (pent.state().attention() == Attention.VERIFY) {
                    up.add(pent);
                }
            }
            check(up);
            sampleFamilies(true);
        }
    }

    /** Returns how long ago the last check ended, in ns of the monotonic clock. */
    long nanosSinceTick() {
        return environment.clock().now().nanos() - lastTickNanos;
    }

    /** Returns the age of the last check that saw all it had to see (ADR 0069) in ms, -1 before the first. */
    long lastLookAgeMillis() {
        OptionalLong last = lastLook;
        return last.isEmpty() ? -1 : (environment.clock().now().nanos() - last.getAsLong()) / NANOS_PER_MILLI;
    }

    /** Returns the age of the last check that saw all it had to see, or of the rounds themselves before the first. */
    Duration sinceLook() {
        return environment.clock().now().since(lastLook.orElse(begunNanos));
    }

    /** Returns how many checks were skipped because the one before still ran. */
    long missedTicks() {
        return missedTicks.get();
    }
}
