package org.okiagari.pcheck;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.okiagari.saver.Exclusion;
import org.okiagari.saver.ExitStatus;
import org.okiagari.saver.Family;
import org.okiagari.saver.Found;
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

    private final Environment environment;
    private final Runnable wake;

    private @Nullable WatchedProcess watched;
    private int askedForEnd;
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

    /** Tells whether the watched process is known to be dead, so that only a look that starts now will do. */
    boolean isKnownDead() {
        return watched != null && watched.life() == WatchedProcess.Life.GONE;
    }

    /** Returns why the kernel does not tell its death, empty while it does or there is nothing to watch. */
    String whyPolled() {
        return watched == null ? "" : watched.whyPolled();
    }

    /** Holds this process from now on, instead of the one before. */
    void watch(ProcessId id, boolean byEvent) {
        release();
        if (!last.equals(Optional.of(id))) {
            family = family.heir();
            last = Optional.of(id);
        }
        watched = environment.table().watch(id, byEvent ? wake : () -> {});
        askedForEnd = 0;
        if (isKnownDead()) {
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
        }
    }

    /**
     * Returns what a look says about this PENT.
     *
     * @param isWatching the machine counts on the held process
     */
    Sight sight(ProcessTable.Look look, ProcessName name, boolean isWatching, List<Exclusion.RunningScript> scripts) {
        WatchedProcess held = isWatching ? watched : null;
        if (held == null) {
            return match(look, name, scripts, Optional.empty());
        }
        return switch (held.life()) {
            case ALIVE -> new Sight.Same();
            case UNKNOWN -> new Sight.Blind();
            case GONE -> {
                ExitStatus exit = held.exitStatus();
                yield isEndStillToBeTold(held, exit)
                        ? new Sight.Blind()
                        : match(look, name, scripts, Optional.of(exit));
            }
        };
    }

    private Sight match(
            ProcessTable.Look look,
            ProcessName name,
            List<Exclusion.RunningScript> scripts,
            Optional<ExitStatus> exit) {
        if (!(look instanceof ProcessTable.Look.Complete complete)) {
            return new Sight.Blind();
        }
        Optional<Found> match = complete.index().match(name, excluded(complete.index(), scripts));
        return match.isPresent() ? new Sight.Other(match.get(), exit) : new Sight.Nothing(exit.isPresent(), exit);
    }

    /**
     * The kernel tells how a process ended only when its parent has reaped it, which is a moment after its death. It is worth
     * a few looks: an administrator's restart is told from a crash by it (CONTRACT section 3, SETTLE).
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
    private Exclusion excluded(ProcessIndex index, List<Exclusion.RunningScript> scripts) {
        Set<ProcessId> left = new HashSet<>();
        last.ifPresent(dead -> {
            left.addAll(family.leftovers(index, dead));
            left.add(dead);
        });
        return new Exclusion(left, scripts);
    }
}
