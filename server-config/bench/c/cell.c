/*
 * Pid 1 of a cell (a mount and pid namespace): reaps orphans, and does at once what the harness asks for, one line each.
 * usage: cell DIR SLOTS PROGRAM    (DIR/bin/dNNNNN are the daemons, PROGRAM is what idle processes run)
 *
 *   daemons FIRST COUNT     starts daemons                               -> ok
 *   idle COUNT              starts idle processes                        -> ok
 *   run LOG COMMAND         starts sh -c COMMAND                         -> ok PID
 *   kill SLOT MS            KILL, then waits for its start command       -> ok NS | late
 *   storm FIRST COUNT MS    KILL to all of them at once                  -> ok LAST MEDIAN KILLING GAP MISSING
 *   spread FIRST COUNT MS LIMIT   KILL to each at a random time within MS  -> ok NS NS ... of those restarted by LIMIT
 *   term PID | check PID    TERM; is it there?                           -> ok | gone
 *   starts FIRST COUNT      start commands run so far                    -> ok N
 *
 * The end of its input ends it, and with it, by the kernel, everything in the cell.
 */
#define _GNU_SOURCE
#include "board.h"
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/wait.h>

static struct slot *board;
static int slots, children;
static const char *dir, *program;
static sigset_t none;

/* Reaps what has ended; waits for that at most the given time. Ends all if the harness is gone. */
static void reap(int wait_ms) {
    struct pollfd p[2] = {{.fd = children, .events = POLLIN}, {.fd = 0}};
    struct signalfd_siginfo info;
    poll(p, 2, wait_ms);
    if (p[1].revents & (POLLHUP | POLLERR)) exit(0);
    if (p[0].revents && read(children, &info, sizeof info) > 0)
        while (waitpid(-1, NULL, WNOHANG) > 0) {}
}

static pid_t start(const char *path, char *const args[], const char *log) {
    int out = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (out < 0) die(log);
    pid_t pid = vfork();
    if (pid == 0) {
        sigprocmask(SIG_SETMASK, &none, NULL);
        setsid();
        int null = open("/dev/null", O_RDONLY);
        dup2(null, 0);
        dup2(out, 1);
        dup2(out, 2);
        if (null > 2) close(null);
        execv(path, args);
        _exit(127);
    }
    if (pid < 0) die("vfork");
    close(out);
    return pid;
}

static void start_daemons(int first, int count) {
    for (int i = first; i < first + count; i++) {
        char path[4096];
        daemon_path(path, sizeof path, dir, i);
        char *args[] = {path, NULL};
        pid_t pid = start(path, args, "/dev/null");
        atomic_store(&board[i].pid, pid);
        write_pid_file(dir, i, pid);
    }
}

/* One that is not there stays down, and is counted as lost by whoever waits for its restart. */
static void kill_daemon(int slot) {
    if (kill(atomic_load(&board[slot].pid), SIGKILL) < 0 && errno != ESRCH) die("kill");
}

static void kill_one(int slot, int limit_ms) {
    uint32_t before = atomic_load(&board[slot].starts);
    uint64_t killed = now_ns();
    kill_daemon(slot);
    uint64_t limit = killed + (uint64_t)limit_ms * 1000000u;
    while (atomic_load(&board[slot].starts) == before && now_ns() < limit) reap(1);
    if (atomic_load(&board[slot].starts) == before) printf("late\n");
    else printf("ok %llu\n", (unsigned long long)(atomic_load(&board[slot].stamp) - killed));
}

static int ascending(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

/* GAP: how much later than asked this sleeper of 1 ms was woken, at worst: how the machine feels meanwhile. */
static void storm(int first, int count, int limit_ms) {
    uint32_t *before = calloc((size_t)count, sizeof *before);
    uint64_t *delays = calloc((size_t)count, sizeof *delays);
    for (int i = 0; i < count; i++) before[i] = atomic_load(&board[first + i].starts);
    uint64_t killed = now_ns(), gap = 0;
    for (int i = 0; i < count; i++) kill_daemon(first + i);
    uint64_t killing = now_ns() - killed, limit = killed + (uint64_t)limit_ms * 1000000u;
    int done = 0;
    while (done < count && now_ns() < limit) {
        uint64_t asleep = now_ns();
        struct timespec ms = {0, 1000000};
        nanosleep(&ms, NULL);
        uint64_t slept = now_ns() - asleep;
        if (slept > 1000000 + gap) gap = slept - 1000000;
        reap(0);
        for (done = 0; done < count && atomic_load(&board[first + done].starts) != before[done];) done++;
    }
    int n = 0;
    for (int i = 0; i < count; i++)
        if (atomic_load(&board[first + i].starts) != before[i]) delays[n++] = atomic_load(&board[first + i].stamp) - killed;
    qsort(delays, (size_t)n, sizeof *delays, ascending);
    printf("ok %llu %llu %llu %llu %d\n", (unsigned long long)(n ? delays[n - 1] : 0), (unsigned long long)(n ? delays[n / 2] : 0),
           (unsigned long long)killing, (unsigned long long)gap, count - n);
    free(before);
    free(delays);
}

static void spread(int first, int count, int spread_ms, int limit_ms) {
    uint64_t *at = calloc((size_t)count, sizeof *at), *killed = calloc((size_t)count, sizeof *killed);
    uint32_t *before = calloc((size_t)count, sizeof *before);
    uint64_t begin = now_ns();
    srand48((long)begin);
    for (int i = 0; i < count; i++) {
        at[i] = begin + (uint64_t)(drand48() * spread_ms * 1e6);
        before[i] = atomic_load(&board[first + i].starts);
    }
    for (int done = 0; done < count && now_ns() < begin + (uint64_t)limit_ms * 1000000u;) {
        reap(1);
        done = 0;
        for (int i = 0; i < count; i++) {
            if (killed[i] == 0 && now_ns() >= at[i]) {
                killed[i] = now_ns();
                kill_daemon(first + i);
            }
            done += atomic_load(&board[first + i].starts) != before[i];
        }
    }
    printf("ok");
    for (int i = 0; i < count; i++)
        if (atomic_load(&board[first + i].starts) != before[i])
            printf(" %llu", (unsigned long long)(atomic_load(&board[first + i].stamp) - killed[i]));
    printf("\n");
    free(at);
    free(killed);
    free(before);
}

static void do_line(char *line) {
    int a, b, c, d, at = 0;
    char log[2048];
    if (sscanf(line, "daemons %d %d", &a, &b) == 2 && a >= 0 && a + b <= slots) {
        start_daemons(a, b);
        printf("ok\n");
    } else if (sscanf(line, "idle %d", &a) == 1) {
        char *args[] = {(char *)program, NULL};
        for (int i = 0; i < a; i++) start(program, args, "/dev/null");
        printf("ok\n");
    } else if (sscanf(line, "run %2047s %n", log, &at) == 1 && at > 0) {
        char *args[] = {"sh", "-c", line + at, NULL};
        printf("ok %d\n", start("/bin/sh", args, log));
    } else if (sscanf(line, "kill %d %d", &a, &b) == 2 && a >= 0 && a < slots) {
        kill_one(a, b);
    } else if (sscanf(line, "storm %d %d %d", &a, &b, &c) == 3 && a >= 0 && a + b <= slots) {
        storm(a, b, c);
    } else if (sscanf(line, "spread %d %d %d %d", &a, &b, &c, &d) == 4 && a >= 0 && a + b <= slots) {
        spread(a, b, c, d);
    } else if (sscanf(line, "term %d", &a) == 1 && a > 1) {
        printf(kill(a, SIGTERM) == 0 ? "ok\n" : "gone\n");
    } else if (sscanf(line, "check %d", &a) == 1 && a > 1) {
        printf(kill(a, 0) == 0 ? "ok\n" : "gone\n");
    } else if (sscanf(line, "starts %d %d", &a, &b) == 2 && a >= 0 && a + b <= slots) {
        unsigned sum = 0;
        for (int i = a; i < a + b; i++) sum += atomic_load(&board[i].starts);
        printf("ok %u\n", sum);
    } else {
        printf("what? %s\n", line);
    }
    fflush(stdout);
}

int main(int argc, char **argv) {
    static char in[65536];
    size_t have = 0;
    sigset_t child;
    if (argc != 4) return 100;
    dir = argv[1];
    program = argv[3];
    board = map_board(dir, &slots);
    sigemptyset(&none);
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, NULL);
    children = signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK);
    printf("ready\n");
    fflush(stdout);
    for (;;) {
        struct pollfd p[2] = {{.fd = 0, .events = POLLIN}, {.fd = children, .events = POLLIN}};
        if (poll(p, 2, -1) < 0 && errno != EINTR) die("poll");
        reap(0);
        if (!p[0].revents) continue;
        ssize_t n = read(0, in + have, sizeof in - have);
        if (n <= 0) return 0;
        have += (size_t)n;
        for (char *end; (end = memchr(in, '\n', have));) {
            *end = 0;
            do_line(in);
            have -= (size_t)(end + 1 - in);
            memmove(in, end + 1, have);
        }
    }
}
