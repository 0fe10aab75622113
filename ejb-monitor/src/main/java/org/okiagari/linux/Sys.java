package org.okiagari.linux;

/** The system calls we use. Only such as every architecture has; the second number is that of all newer architectures. */
enum Sys {
    READ(0, 63),
    WRITE(1, 64),
    CLOSE(3, 57),
    LSEEK(8, 62),
    IOCTL(16, 29),
    SOCKET(41, 198),
    CONNECT(42, 203),
    SENDTO(44, 206),
    BIND(49, 200),
    WAIT4(61, 260),
    CHDIR(80, 49),
    UMASK(95, 166),
    SETPRIORITY(141, 140),
    GETDENTS64(217, 61),
    FCNTL(72, 25),
    FSTAT(5, 80),
    NEWFSTATAT(262, 79),
    DUP3(292, 24),
    PRLIMIT64(302, 261),
    CLOCK_GETTIME(228, 113),
    EPOLL_CTL(233, 21),
    OPENAT(257, 56),
    READLINKAT(267, 78),
    PPOLL(271, 73),
    UNSHARE(272, 97),
    WAITID(247, 95),
    EPOLL_PWAIT(281, 22),
    EVENTFD2(290, 19),
    EPOLL_CREATE1(291, 20),
    PIDFD_SEND_SIGNAL(424, 424),
    PIDFD_OPEN(434, 434);

    private final int onAmd64;
    private final int generic;

    Sys(int onAmd64, int generic) {
        this.onAmd64 = onAmd64;
        this.generic = generic;
    }

    /** Tells whether the fifth argument counts. */
    boolean isWide() {
        return this == SENDTO || this == WAITID || this == EPOLL_PWAIT;
    }

    int number(boolean isAmd64) {
        return isAmd64 ? onAmd64 : generic;
    }
}
