package org.okiagari.pcheck;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.okiagari.saver.Exclusion;
import org.okiagari.saver.Exclusion.RunningScript;
import org.okiagari.saver.ExitStatus;
import org.okiagari.saver.Family;
import org.okiagari.saver.Found;
import org.okiagari.saver.Now;
import org.okiagari.saver.ProcessId;
import org.okiagari.saver.ProcessIndex;
import org.okiagari.saver.ProcessName;
import org.okiagari.saver.Sight;

/**
 * The process of one PENT: held by its pidfd while it lives, and remembered with its family when it is dead.
 *
 * <p>It turns a look at all processes into what the machine understands.
 */
final class HeldProcess {
    /** So often the kernel is asked again how a process ended, and so long apart: 8 ms in all. */
    private static final int END_LOOKS = 4;

    private static final Duration END_PAUSE = Duration.ofMillis(2);
    /** So long, and for so many looks, a daemon may still change its session and group. */
    private static final Duration YOUNG = Duration.ofSeconds(30);

    private static final int FIRST_LOOKS = 3;

    /** What is known of the held process without a look. */
    enum Verdict {
        /** It lives, and so do those of its family that are known. */
        LIVES,
        /** It lives; its family is to be seen in a look. */
        LIVES_UNSEEN,
        /** It is dead, or there is none. */
        GONE,
        /** We could not ask. */
        UNKNOWN
    }

    private final Environment environment;
    private final Runnable wake;

    private @Nullable WatchedProcess watched;
    private boolean isByEvent;
    private int askedForEnd;
    private boolean isDeathTimed;
    private long heldNanos;
    private long aliveNanos;
    private int looks;
    private Optional<ProcessId> last = Optional.empty();
    private Family family = Family.UNKNOWN;

    /** Holds nothing yet; {@code wake} asks for a look at this PENT soon. */
    HeldProcess(Environment environment, Runnable wake) {
        this.environment = environment;
        this.wake = wake;
    }

    /** Returns the process that is or was watched last. */
    Optional<ProcessId> last() {
        return last;
    }

    /** Asks whether it lives, and who descends from it; no look, some microseconds. */
    Verdict verify(Now now) {
        WatchedProcess held = watched;
        if (held == null) {
            return Verdict.GONE;
        }
        return switch (held.life()) {
            case ALIVE -> {
                aliveNanos = now.nanos();
                yield isFamilySampled(now) ? Verdict.LIVES : Verdict.LIVES_UNSEEN;
            }
            case GONE -> Verdict.GONE;
            case UNKNOWN -> Verdict.UNKNOWN;
        };
    }

    /** The kernel tells descendants without a look; of a young process also session and group must be seen (ADR 0061). */
    private boolean isFamilySampled(Now now) {
        ProcessId id = last.orElseThrow();
        if (!Family.isOf(id)) {
            return true;
        }
        if (looks < FIRST_LOOKS || now.since(heldNanos).compareTo(YOUNG) < 0) {
            return false;
        }
        return sampleDescendants();
    }

    private boolean sampleDescendants() {
        Optional<Set<ProcessId>> descendants = environment.table().descendants(last.orElseThrow());
        descendants.ifPresent(known -> family = family.sampled(known, living(family.strays(known))));
        return descendants.isPresent();
    }

    /** Shows a look to the family while the process lives; as the look may be older, its descendants are asked for besides. */
    void showKin(ProcessTable.Look look) {
        remember(look);
        if (last.filter(Family::isOf).isPresent()) {
            sampleDescendants();
        }
    }

    private Set<ProcessId> living(Set<ProcessId> strays) {
        Set<ProcessId> living = new HashSet<>(0);
        for (ProcessId stray : strays) {
            if (environment.table().life(stray) != WatchedProcess.Life.GONE) {
                living.add(stray);
            }
        }
        return living;
    }

    /** Returns when the kernel told its death, none while it lives or where nobody told. */
    OptionalLong toldNanos() {
        return watched == null ? OptionalLong.empty() : watched.toldNanos();
    }

    /**
     * Returns how old its death is, in ns, when this is asked for the first time: by the kernel's word, or since it was last
     * seen alive.
     */
    OptionalLong ageOfDeath(Now now) {
        if (isDeathTimed || watched == null) {
            return OptionalLong.empty();
        }
        isDeathTimed = true;
        return OptionalLong.of(Math.max(0, now.nanos() - toldNanos().orElse(aliveNanos)));
    }

    /** Returns why the kernel does not tell its death, empty while it does or there is nothing to watch. */
    String whyPolled() {
        return watched == null ? "" : watched.whyPolled();
    }

    /** Holds this process from now on, instead of the one before. */
    void watch(ProcessId id, boolean byEvent) {
        release();
        aliveNanos = environment.clock().now().nanos();
        if (!last.equals(Optional.of(id))) {
            family = family.heir();
            last = Optional.of(id);
            heldNanos = aliveNanos;
            looks = 0;
        }
        isByEvent = byEvent;
        isDeathTimed = false;
        askedForEnd = 0;
        WatchedProcess held = environment.table().watch(id, byEvent ? wake : () -> {});
        watched = held;
        if (held.life() == WatchedProcess.Life.GONE) {
            wake.run();
        }
    }

    /** Lets the process go; it is remembered. */
    void release() {
        if (watched != null) {
            watched.close();
            watched = null;
        }
    }

    /** Kills it, and nobody else. */
    boolean kill() {
        return watched != null && watched.kill();
    }

    /** Keeps the family up to date, after the death too: its first look settles what was left behind (ADR 0061). */
    void remember(ProcessTable.Look look) {
        if (look instanceof ProcessTable.Look.Complete complete && last.isPresent()) {
            family = family.after(complete.index(), last.get());
            looks++;
        }
    }

    /**
     * Returns what a look says about this PENT.
     *
     * @param isWatching the machine counts on the held process
     */
    Sight sight(View view, ProcessName name, boolean isWatching) {
        WatchedProcess held = isWatching ? watched : null;
        if (held == null) {
            return match(view, name, Optional.empty());
        }
        return switch (held.life()) {
            case ALIVE -> new Sight.Same();
            case UNKNOWN -> new Sight.Blind();
            case GONE -> {
                ExitStatus exit = held.exitStatus();
                yield isEndStillToBeTold(held, exit) ? new Sight.Blind() : match(view, name, Optional.of(exit));
            }
        };
    }

    /**
     * Returns the sight of nobody if the held process was told to be dead, and the news have no match but itself: the living
     * among them can have none either. Otherwise nothing, and a look at what changed must decide.
     */
    Optional<Sight> nobody(ProcessTable.Look news, ProcessName name, List<RunningScript> scripts) {
        WatchedProcess held = watched;
        if (held == null || last.isEmpty() || !isByEvent || !(news instanceof ProcessTable.Look.Complete complete)) {
            return Optional.empty();
        }
        ExitStatus exit = held.exitStatus();
        boolean isDead = held.life() == WatchedProcess.Life.GONE && !(exit instanceof ExitStatus.Unknown);
        Exclusion itself = new Exclusion(Set.of(last.orElseThrow()), scripts);
        return isDead && complete.index().match(name, itself).isEmpty()
                ? Optional.of(new Sight.Nothing(true, Optional.of(exit)))
                : Optional.empty();
    }

    private Sight match(View view, ProcessName name, Optional<ExitStatus> exit) {
        if (!(view.look() instanceof ProcessTable.Look.Complete complete)) {
            return new Sight.Blind();
        }
        Set<ProcessId> not = notToMatch(complete.index());
        while (true) {
            Optional<Found> match = complete.index().match(name, new Exclusion(not, view.scripts()));
            if (match.isEmpty()) {
                // With DETECT = poll a check looks MONITOR_TRY_COUNT times, as the original did.
                return new Sight.Nothing(exit.isPresent() && isByEvent, exit);
            }
            ProcessId id = match.get().id();
            switch (view.isSure() ? WatchedProcess.Life.ALIVE : confirmed(complete.index(), id)) {
                case ALIVE -> {
                    return new Sight.Other(match.get(), exit);
                }
                case UNKNOWN -> {
                    return new Sight.Blind();
                }
                case GONE -> {
                    not = new HashSet<>(not);
                    not.add(id);
                }
            }
        }
    }

    private WatchedProcess.Life confirmed(ProcessIndex index, ProcessId id) {
        return index.find(id).map(environment.table()::confirm).orElse(WatchedProcess.Life.GONE);
    }

    /**
     * How it ended is known at its death (ADR 0067). Where we may not ask a zombie the kernel tells when its parent has
     * reaped it, a moment later. That is worth a few looks: an administrator's restart is told from a crash by it
     * (CONTRACT section 3, SETTLE).
     */
    private boolean isEndStillToBeTold(WatchedProcess held, ExitStatus exit) {
        if (!(exit instanceof ExitStatus.Unknown) || !held.isWatchedByEvent() || askedForEnd == END_LOOKS) {
            return false;
        }
        askedForEnd++;
        environment.scheduler().schedule(END_PAUSE, wake);
        return true;
    }

    /** What the dead process left behind is no match, and it stays none when its successor dies (ADR 0061). */
    private Set<ProcessId> notToMatch(ProcessIndex index) {
        if (last.isEmpty()) {
            return Set.of();
        }
        Set<ProcessId> left = new HashSet<>(family.leftovers(index, last.get()));
        left.add(last.get());
        return left;
    }
}
