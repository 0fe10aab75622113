package org.okiagari.pcheck;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.okiagari.saver.Exclusion;
import org.okiagari.saver.Now;
import org.okiagari.saver.ProcSts;

/** When the PENTs of one pcheck are looked at: all at each tick, one when something asks for it. */
final class Rounds {
    /** How old a look may be that several pchecks share in one tick. */
    private static final Duration SHARED_LOOK = Duration.ofMillis(200);

    private final Environment environment;
    private final Mailbox mailbox;
    private final Supplier<List<RunningPent>> pents;
    private final Supplier<List<Exclusion.RunningScript>> scripts;
    private final Runnable afterwards;

    private final AtomicBoolean tickWaits = new AtomicBoolean();
    private final AtomicLong missedTicks = new AtomicLong();
    private final Set<RunningPent> due = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean dueWaits = new AtomicBoolean();
    private volatile long lastTickNanos;
    /** When the last check ended that saw all it had to see. */
    private volatile OptionalLong lastLook = OptionalLong.empty();

    /**
     * Makes the rounds of a pcheck.
     *
     * @param pents its PENTs at the time, none when it has ended
     * @param scripts the restart scripts of all pchecks that run now
     * @param afterwards is run after each look, in the pcheck's turn
     */
    Rounds(
            Environment environment,
            Mailbox mailbox,
            Supplier<List<RunningPent>> pents,
            Supplier<List<Exclusion.RunningScript>> scripts,
            Runnable afterwards) {
        this.environment = environment;
        this.mailbox = mailbox;
        this.pents = pents;
        this.scripts = scripts;
        this.afterwards = afterwards;
        this.lastTickNanos = environment.clock().now().nanos();
    }

    /** Does one check of all PENTs; one that finds the last one still running skips and counts. Never throws. */
    void tick() {
        if (!tickWaits.compareAndSet(false, true)) {
            missedTicks.incrementAndGet();
            return;
        }
        mailbox.postAndDrain(() -> {
            try {
                List<RunningPent> all = pents.get();
                if (look(all) && !all.isEmpty()) {
                    lastLook = OptionalLong.of(environment.clock().now().nanos());
                }
            } finally {
                lastTickNanos = environment.clock().now().nanos();
                tickWaits.set(false);
            }
        });
    }

    /** Looks at one PENT soon; many that ask at once share one look. */
    void wake(RunningPent pent) {
        due.add(pent);
        if (dueWaits.compareAndSet(false, true)) {
            mailbox.post(() -> {
                dueWaits.set(false);
                Set<RunningPent> now = new HashSet<>(due);
                due.removeAll(now);
                look(pents.get().stream().filter(now::contains).toList());
            });
        }
    }

    /**
     * One look for several PENTs and one reading of the clocks for all; in the pcheck's turn.
     *
     * @return whether all was seen that had to be seen
     */
    boolean look(List<RunningPent> some) {
        if (some.isEmpty()) {
            return true;
        }
        boolean everybodyWell =
                some.stream().allMatch(pent -> pent.state().procSts() == ProcSts.AVAIL && !pent.isKnownDead());
        ProcessTable.Look look = environment.table().look(everybodyWell ? SHARED_LOOK : Duration.ZERO);
        List<Exclusion.RunningScript> running = scripts.get();
        Now now = environment.clock().now();
        for (RunningPent pent : some) {
            pent.look(look, running, now);
        }
        afterwards.run();
        return look instanceof ProcessTable.Look.Complete;
    }

    /** Returns how long ago the last check ended, in ns of the monotonic clock. */
    long nanosSinceTick() {
        return environment.clock().now().nanos() - lastTickNanos;
    }

    /** Returns the age of the last check that saw all it had to see (ADR 0069) in ms, -1 before the first. */
    long lastLookAgeMillis() {
        OptionalLong last = lastLook;
        return last.isEmpty() ? -1 : (environment.clock().now().nanos() - last.getAsLong()) / 1_000_000;
    }

    /** Returns how many checks were skipped because the one before still ran. */
    long missedTicks() {
        return missedTicks.get();
    }
}
