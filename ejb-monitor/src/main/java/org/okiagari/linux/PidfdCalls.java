package org.okiagari.linux;

import org.okiagari.pcheck.WatchedProcess.Life;
import org.okiagari.saver.ExitStatus;

/** The calls of the kernel on pidfds. Any thread; each call is short. */
final class PidfdCalls {
    private static final long GET_INFO = 0xC040FF0BL;
    private static final int INFO_SIZE = 64;
    private static final int INFO_PID = 1;
    private static final int INFO_EXIT = 8;
    private static final int INFO_EXIT_CODE = 60;
    private static final short POLLIN = 1;
    private static final int POLL_REVENTS = 6;
    /** struct pollfd, a zero time-out behind it, then struct pidfd_info or struct stat. */
    private static final int TIMEOUT = 8;

    private static final int INFO = 24;
    private static final int STAT_SIZE = 144;
    private static final int ST_DEV = 0;
    private static final int ST_INO = 8;

    private final Os os;
    private final Os.Memory question;
    private final long self;
    private final boolean isPidfs;

    /**
     * The calls.
     *
     * @param anonymous a descriptor that is no pidfd; before Linux 6.9 pidfds are on the same file system
     */
    PidfdCalls(Os os, int anonymous) {
        this.os = os;
        this.question = os.allocate(INFO + Math.max(INFO_SIZE, STAT_SIZE));
        this.self = ProcessHandle.current().pid();
        this.isPidfs = asked(fd -> stat(fd, ST_DEV) != stat(anonymous, ST_DEV));
    }

    private interface Question {
        boolean of(int pidfd);
    }

    private boolean asked(Question about) {
        long fd = open(self);
        if (fd < 0) {
            return false;
        }
        try {
            return about.of((int) fd);
        } finally {
            close((int) fd);
        }
    }

    /** Tells whether the kernel gives pidfds at all. */
    boolean isKnown() {
        return asked(fd -> true);
    }

    /** Tells whether the kernel answers questions about pidfds (Linux 6.13). */
    boolean isInfoKnown() {
        return asked(fd -> info(fd, INFO_PID) >= 0);
    }

    /** Tells whether {@link #inode} names one process for ever (Linux 6.9). */
    boolean isPidfs() {
        return isPidfs;
    }

    /** Returns a pidfd of whoever has this pid now, or a negative error number. */
    long open(long pid) {
        return os.call(Sys.PIDFD_OPEN, pid, 0, 0);
    }

    void close(int fd) {
        os.close(fd);
    }

    /** Tells whether a pidfd is readable: its whole thread group is dead. */
    Life life(int fd) {
        synchronized (question) {
            question.bytes().putInt(0, fd).putShort(4, POLLIN).putShort(POLL_REVENTS, (short) 0);
            question.bytes().putLong(TIMEOUT, 0).putLong(TIMEOUT + 8, 0);
            long ready = os.call(Sys.PPOLL, question.address(), 1, question.address() + TIMEOUT, 0, 0);
            if (ready < 0) {
                return Life.UNKNOWN;
            }
            boolean isReadable = ready > 0 && (question.bytes().getShort(POLL_REVENTS) & POLLIN) != 0;
            return isReadable ? Life.GONE : Life.ALIVE;
        }
    }

    /** Asks how it ended: Linux 6.15 tells, once its parent has reaped it. */
    ExitStatus exitStatus(int fd) {
        synchronized (question) {
            long told = info(fd, INFO_EXIT);
            return told >= 0 && (told & INFO_EXIT) != 0
                    ? WaitStatus.exitStatus(question.bytes().getInt(INFO + INFO_EXIT_CODE))
                    : new ExitStatus.Unknown();
        }
    }

    /** Returns what the kernel told of what was asked, or a negative error number. */
    private long info(int fd, int wanted) {
        synchronized (question) {
            question.bytes().putLong(INFO, wanted);
            long result = os.call(Sys.IOCTL, fd, GET_INFO, question.address() + INFO);
            return result < 0 ? result : question.bytes().getLong(INFO);
        }
    }

    /** Returns what no other process ever has, as long as the machine runs; 0 where the kernel has no such thing. */
    long inode(int fd) {
        return isPidfs ? stat(fd, ST_INO) : 0;
    }

    private long stat(int fd, int field) {
        synchronized (question) {
            long result = os.call(Sys.FSTAT, fd, question.address() + INFO, 0);
            return result < 0 ? 0 : question.bytes().getLong(INFO + field);
        }
    }

    /** Sends a signal to this process and to nobody else. */
    boolean signal(int fd, int number) {
        return os.call(Sys.PIDFD_SEND_SIGNAL, fd, number, 0, 0, 0) == 0;
    }
}
