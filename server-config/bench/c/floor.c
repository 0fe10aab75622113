/*
 * The floor: the least that Linux can do for daemons that are not one's children. Watches the daemons of a board by
 * pidfd and epoll; a dead one's start command is started by vfork and execv, and the new daemon is watched.
 * usage: floor DIR STAMP
 */
#define _GNU_SOURCE
#include "board.h"
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/syscall.h>
#include <sys/wait.h>

enum { DAEMON = 0, COMMAND = 1 };

static int epoll;
static struct slot *board;
static int *fd_of[2]; /* by slot: the pidfd of the daemon, of its start command */

static void watch(int slot, int kind, pid_t pid) {
    int fd = (int)syscall(SYS_pidfd_open, pid, 0);
    if (fd < 0) die("pidfd_open");
    fd_of[kind][slot] = fd;
    struct epoll_event event = {.events = EPOLLIN, .data.u64 = (uint64_t)slot << 1 | (uint64_t)kind};
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) < 0) die("epoll_ctl");
}

static void restart(int slot, char *dir, char *stamp) {
    char number[16];
    snprintf(number, sizeof number, "%d", slot);
    char *args[] = {stamp, dir, number, NULL};
    pid_t pid = vfork();
    if (pid == 0) {
        execv(stamp, args);
        _exit(127);
    }
    if (pid < 0) die("vfork");
    watch(slot, COMMAND, pid);
}

int main(int argc, char **argv) {
    int count;
    if (argc != 3) return 100;
    board = map_board(argv[1], &count);
    epoll = epoll_create1(EPOLL_CLOEXEC);
    for (int kind = 0; kind < 2; kind++) fd_of[kind] = calloc((size_t)count, sizeof(int));
    for (int slot = 0; slot < count; slot++) watch(slot, DAEMON, atomic_load(&board[slot].pid));
    puts("ready");
    fflush(stdout);
    for (;;) {
        struct epoll_event events[256];
        int n = epoll_wait(epoll, events, 256, -1);
        if (n < 0 && errno != EINTR) die("epoll_wait");
        for (int i = 0; i < n; i++) {
            int slot = (int)(events[i].data.u64 >> 1), kind = (int)(events[i].data.u64 & 1);
            /* Explicitly: a child that is just in exec may still hold the descriptor, and then close() alone ends no watch. */
            epoll_ctl(epoll, EPOLL_CTL_DEL, fd_of[kind][slot], NULL);
            close(fd_of[kind][slot]);
            if (kind == DAEMON) {
                restart(slot, argv[1], argv[2]);
            } else {
                siginfo_t info;
                while (waitid(P_ALL, 0, &info, WEXITED | WNOHANG) == 0 && info.si_pid != 0) {}
                watch(slot, DAEMON, atomic_load(&board[slot].pid));
            }
        }
    }
}
