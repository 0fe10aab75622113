package org.okiagari.linux;

/** Error numbers that we answer by name; the same on every architecture we run on. */
final class Errno {
    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int ESRCH = 3;
    static final int EINTR = 4;
    static final int ENOEXEC = 8;
    static final int ECHILD = 10;
    static final int EAGAIN = 11;
    static final int ENOMEM = 12;
    static final int EACCES = 13;
    static final int ENFILE = 23;
    static final int EMFILE = 24;
    static final int ENOBUFS = 105;

    private Errno() {}

    /** Tells whether we lack something that may be there again soon: never the fault of a process or a command. */
    static boolean isShortage(long result) {
        return result == -EAGAIN || result == -ENOMEM || result == -ENFILE || result == -EMFILE;
    }

    /** Tells whether the process is no more. */
    static boolean isGone(long result) {
        return result == -ENOENT || result == -ESRCH;
    }
}
