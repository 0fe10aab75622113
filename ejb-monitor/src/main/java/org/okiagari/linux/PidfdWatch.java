package org.okiagari.linux;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.okiagari.pcheck.WatchedProcess;
import org.okiagari.saver.ExitStatus;
import org.okiagari.saver.ProcessId;

/**
 * One process that we hold: by a pidfd that the kernel tells its death of, or, while there is none for it, by its number and
 * what else names it.
 *
 * <p>Without a pidfd of its own it is asked by one that is closed again: its inode never belongs to another process. Where the
 * kernel has none of these it is (pid, start time), which a process that takes over the pid within the same 10 ms shares.
 */
final class PidfdWatch implements WatchedProcess {
    private static final int SIGKILL = 9;
    private static final int NO_FD = -1;

    private final Pidfds pidfds;
    private final PidfdCalls calls;
    private final ProcessId id;
    private @Nullable Runnable onDeath;
    private int fd = NO_FD;
    private long event;
    private long inode;
    private boolean isHeld;
    private boolean isGone;
    private boolean isClosed;
    private OptionalLong told = OptionalLong.empty();
    private ExitStatus exit = new ExitStatus.Unknown();
    private String whyPolled = Pidfds.TOO_FEW;

    PidfdWatch(Pidfds pidfds, ProcessId id, Runnable onDeath) {
        this.pidfds = pidfds;
        this.calls = pidfds.calls();
        this.id = id;
        this.onDeath = onDeath;
    }

    /** Takes hold for the first time. */
    synchronized void begin() {
        if (pidfds.budget().take()) {
            attach();
        } else {
            whyPolled = pidfds.whyNone();
        }
    }

    /** Open, then look whether it still is who it was, then listen: so that no moment is missed. */
    private void attach() {
        long opened = calls.open(id.pid());
        // ENOSYS, EPERM, EACCES, EMFILE, ENFILE: no event for this one, and never a death.
        if (opened < 0 && !Errno.isGone(opened)) {
            whyPolled = pidfds.refused(opened);
            return;
        }
        Life life = opened < 0 ? Life.GONE : recognise((int) opened);
        if (life == Life.ALIVE && listen((int) opened)) {
            return;
        }
        if (opened >= 0) {
            calls.close((int) opened);
        }
        if (life == Life.UNKNOWN) {
            whyPolled = "its start time could not be read";
        }
        if (life == Life.GONE) {
            isGone = true;
            pidfds.deaths().post(() -> died(OptionalLong.empty()));
        }
    }

    private boolean listen(int opened) {
        long added = pidfds.listen(id.pid(), opened, nanos -> died(OptionalLong.of(nanos)));
        if (added < 0) {
            whyPolled = pidfds.refused(added);
            return false;
        }
        fd = opened;
        event = added;
        isHeld = true;
        return true;
    }

    /** Tells whether the process that this pidfd holds is the one we mean and lives. */
    private Life recognise(int pidfd) {
        if (inode == 0) {
            Life life = look();
            inode = life == Life.ALIVE ? calls.inode(pidfd) : 0;
            return life;
        }
        long present = calls.inode(pidfd);
        if (present == 0) {
            return look();
        }
        Life life = present == inode ? calls.life(pidfd) : Life.GONE;
        if (life == Life.GONE && present == inode) {
            askForExit(pidfd);
        }
        return life;
    }

    /** Looks by its pid, and takes what is told of its end. */
    private Life look() {
        StatProbe.Sighting sighting = pidfds.probe().look(id);
        if (exit instanceof ExitStatus.Unknown) {
            exit = sighting.exit();
        }
        return sighting.life();
    }

    /** How it ended is asked at once: before it is reaped each kernel tells, afterwards only Linux 6.15 and later. */
    private void died(OptionalLong toldNanos) {
        Runnable tell;
        synchronized (this) {
            isGone = true;
            noLongerHeld();
            told = toldNanos;
            askForExit(fd);
            tell = isClosed ? null : onDeath;
            onDeath = null;
        }
        if (tell != null) {
            tell.run();
        }
    }

    @Override
    public synchronized Life life() {
        if (isGone) {
            return Life.GONE;
        }
        if (fd == NO_FD && !isClosed && pidfds.budget().takeAgain()) {
            attach();
        }
        Life life = isGone ? Life.GONE : fd == NO_FD ? lifeWithoutDescriptor() : lifeHeld();
        isGone = life == Life.GONE;
        if (isGone) {
            noLongerHeld();
        }
        return life;
    }

    private Life lifeHeld() {
        pidfds.countQuestion();
        return calls.life(fd);
    }

    private Life lifeWithoutDescriptor() {
        if (!calls.isPidfs() || pidfds.budget().isRefused()) {
            return look();
        }
        long opened = calls.open(id.pid());
        if (opened < 0) {
            if (Errno.isGone(opened)) {
                return Life.GONE;
            }
            pidfds.budget().refused();
            return look();
        }
        try {
            return recognise((int) opened);
        } finally {
            calls.close((int) opened);
        }
    }

    @Override
    public synchronized ExitStatus exitStatus() {
        if (isGone) {
            askForExit(fd);
        }
        return exit;
    }

    /** A zombie is asked by its pid, one that is reaped by its pidfd: by this order no moment is missed (ADR 0067). */
    private void askForExit(int pidfd) {
        askPidfd(pidfd);
        if (exit instanceof ExitStatus.Unknown) {
            look();
            askPidfd(pidfd);
        }
    }

    private void askPidfd(int pidfd) {
        if (pidfd != NO_FD && exit instanceof ExitStatus.Unknown) {
            exit = calls.exitStatus(pidfd);
        }
    }

    @Override
    public synchronized OptionalLong toldNanos() {
        return told;
    }

    @Override
    public synchronized boolean isWatchedByEvent() {
        return fd != NO_FD;
    }

    @Override
    public synchronized String whyPolled() {
        return fd == NO_FD ? whyPolled : "";
    }

    synchronized int descriptor() {
        return fd;
    }

    @Override
    public synchronized boolean kill() {
        if (life() != Life.ALIVE) {
            return false;
        }
        return fd == NO_FD ? pidfds.signal(id, SIGKILL) : calls.signal(fd, SIGKILL);
    }

    /** Lets the pidfd go but not the process; of one that is dead it is kept, for its end was not told yet. */
    synchronized void giveBack() {
        if (fd != NO_FD && !isGone && calls.life(fd) == Life.ALIVE) {
            drop();
            whyPolled = Pidfds.TOO_FEW;
        }
    }

    private void noLongerHeld() {
        if (isHeld) {
            isHeld = false;
            pidfds.noLongerHeld(id.pid());
        }
    }

    private void drop() {
        noLongerHeld();
        pidfds.drop(event, fd);
        fd = NO_FD;
    }

    @Override
    public synchronized void close() {
        if (fd != NO_FD) {
            drop();
        }
        isClosed = true;
        pidfds.forget(this);
    }
}
