package org.okiagari.linux;

import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.okiagari.pcheck.WatchedProcess;
import org.okiagari.saver.ExitStatus;
import org.okiagari.saver.ProcessId;

/** Holds processes by their pidfds; what gets none is held by (pid, start time) until it gets one. */
final class Pidfds implements Watches, AutoCloseable {
    private static final int SIGKILL = 9;
    private static final long GET_INFO = 0xC040FF0BL;
    private static final int INFO_SIZE = 64;
    private static final int INFO_EXIT = 8;
    private static final int INFO_EXIT_CODE = 60;
    private static final short POLLIN = 1;
    private static final int POLL_REVENTS = 6;

    private final Os os;
    private final DeathWatch deaths;
    private final StatProbe probe;
    private final Set<Watch> open = ConcurrentHashMap.newKeySet();
    private final Map<Long, Watch> held = new ConcurrentHashMap<>();
    private final Os.Memory question;

    Pidfds(Os os, DeathWatch deaths) {
        this.os = os;
        this.deaths = deaths;
        this.probe = new StatProbe(() -> new JnrProcReader(os));
        // struct pollfd, a zero time-out behind it, then struct pidfd_info
        this.question = os.allocate(8 + 16 + INFO_SIZE);
    }

    @Override
    public WatchedProcess watch(ProcessId id, Runnable onDeath) {
        Watch watch = new Watch(id, onDeath);
        open.add(watch);
        watch.attach();
        return watch;
    }

    @Override
    public boolean isHeld(long pid) {
        return held.containsKey(pid);
    }

    /** Sends a signal to a process if it is still who it was; false if it is gone or we may not. */
    boolean signal(ProcessId id, int number) {
        long fd = os.call(Sys.PIDFD_OPEN, id.pid(), 0, 0);
        if (Errno.isGone(fd)) {
            return false;
        }
        try {
            if (probe.life(id) != WatchedProcess.Life.ALIVE) {
                return false;
            }
            // Without a pidfd the moment between question and signal can not be closed.
            return (fd < 0 ? os.kill(id.pid(), number) : os.call(Sys.PIDFD_SEND_SIGNAL, fd, number, 0, 0, 0)) == 0;
        } finally {
            if (fd >= 0) {
                os.close((int) fd);
            }
        }
    }

    /** Tells whether a pidfd is readable: its whole thread group is dead. */
    private WatchedProcess.Life poll(int fd) {
        synchronized (question) {
            question.bytes().putInt(0, fd).putShort(4, POLLIN).putShort(POLL_REVENTS, (short) 0);
            question.bytes().putLong(8, 0).putLong(16, 0);
            long ready = os.call(Sys.PPOLL, question.address(), 1, question.address() + 8, 0, 0);
            if (ready < 0) {
                return WatchedProcess.Life.UNKNOWN;
            }
            boolean isReadable = ready > 0 && (question.bytes().getShort(POLL_REVENTS) & POLLIN) != 0;
            return isReadable ? WatchedProcess.Life.GONE : WatchedProcess.Life.ALIVE;
        }
    }

    /** Asks how it ended: Linux 6.15 tells, once its parent has reaped it. */
    ExitStatus exitStatus(int fd) {
        synchronized (question) {
            question.bytes().putLong(24, INFO_EXIT);
            long result = os.call(Sys.IOCTL, fd, GET_INFO, question.address() + 24);
            boolean isTold = result == 0 && (question.bytes().getLong(24) & INFO_EXIT) != 0;
            return isTold
                    ? WaitStatus.exitStatus(question.bytes().getInt(24 + INFO_EXIT_CODE))
                    : new ExitStatus.Unknown();
        }
    }

    @Override
    public void close() {
        open.forEach(Watch::close);
        probe.close();
    }

    /** One process that we hold. */
    private final class Watch implements WatchedProcess {
        private static final int NO_FD = -1;

        private final ProcessId id;
        private @Nullable Runnable onDeath;
        private int fd = NO_FD;
        private long event;
        private boolean isGone;
        private boolean isClosed;
        private String whyPolled = "it is gone";
        private OptionalLong told = OptionalLong.empty();
        private ExitStatus exit = new ExitStatus.Unknown();

        Watch(ProcessId id, Runnable onDeath) {
            this.id = id;
            this.onDeath = onDeath;
        }

        /** Open, then look whether it still is who it was, then listen: so that no moment is missed. */
        synchronized void attach() {
            long opened = os.call(Sys.PIDFD_OPEN, id.pid(), 0, 0);
            // ENOSYS, EPERM, EACCES, EMFILE, ENFILE: no event for this one, and never a death.
            if (opened < 0 && !Errno.isGone(opened)) {
                whyPolled = "no pidfd: " + os.message((int) -opened);
                return;
            }
            Life life = opened < 0 ? Life.GONE : look();
            if (life != Life.ALIVE) {
                if (opened >= 0) {
                    os.close((int) opened);
                }
                if (life == Life.GONE) {
                    deaths.post(() -> died(OptionalLong.empty()));
                    isGone = true;
                }
                return;
            }
            long added = deaths.add((int) opened, nanos -> died(OptionalLong.of(nanos)));
            if (added < 0) {
                whyPolled = "no epoll: " + os.message((int) -added);
                os.close((int) opened);
                return;
            }
            fd = (int) opened;
            event = added;
            held.put(id.pid(), this);
        }

        /** Looks by its pid, and takes what is told of its end. */
        private Life look() {
            StatProbe.Sighting sighting = probe.look(id);
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
                held.remove(id.pid(), this);
                told = toldNanos;
                askForExit();
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
            if (fd == NO_FD && !isClosed) {
                attach();
            }
            Life life = isGone ? Life.GONE : fd == NO_FD ? look() : poll(fd);
            isGone = life == Life.GONE;
            return life;
        }

        @Override
        public synchronized ExitStatus exitStatus() {
            if (isGone) {
                askForExit();
            }
            return exit;
        }

        /** A zombie is asked by its pid, one that is reaped by its pidfd: by this order no moment is missed (ADR 0067). */
        private void askForExit() {
            askPidfd();
            if (exit instanceof ExitStatus.Unknown) {
                look();
                askPidfd();
            }
        }

        private void askPidfd() {
            if (fd != NO_FD && exit instanceof ExitStatus.Unknown) {
                exit = Pidfds.this.exitStatus(fd);
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

        @Override
        public synchronized boolean kill() {
            if (life() != Life.ALIVE) {
                return false;
            }
            return fd == NO_FD ? signal(id, SIGKILL) : os.call(Sys.PIDFD_SEND_SIGNAL, fd, SIGKILL, 0, 0, 0) == 0;
        }

        @Override
        public synchronized void close() {
            held.remove(id.pid(), this);
            if (!isClosed && fd != NO_FD) {
                deaths.forget(event, fd);
                os.close(fd);
                fd = NO_FD;
            }
            isClosed = true;
            open.remove(this);
        }
    }
}
