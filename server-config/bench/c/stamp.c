/*
 * The restart command: notes the time of its first instruction, then starts the daemon of its slot again.
 * usage: stamp [-s SECONDS] DIR SLOT    starts the daemon in a session of its own and exits, as restart scripts do
 *        stamp -x DIR SLOT              becomes the daemon, as a run script of s6 does; tells s6 that it is ready
 */
#include "board.h"
#include <string.h>

int main(int argc, char **argv) {
    uint64_t first = now_ns();
    int becomes = 0, at = 1;
    unsigned sleeps = 0;
    if (argc > 2 && !strcmp(argv[1], "-x")) becomes = 1, at = 2;
    if (argc > 3 && !strcmp(argv[1], "-s")) sleeps = (unsigned)atoi(argv[2]), at = 3;
    if (argc - at != 2) {
        fprintf(stderr, "usage: stamp [-x | -s SECONDS] DIR SLOT\n");
        return 100;
    }
    char *dir = argv[at], path[4096];
    int number = atoi(argv[at + 1]);
    struct slot *slot = map_board(dir, NULL) + number;
    atomic_store(&slot->stamp, first);
    atomic_fetch_add(&slot->starts, 1);
    while (sleeps > 0) sleeps = sleep(sleeps);
    daemon_path(path, sizeof path, dir, number);
    char *args[] = {path, NULL};
    if (becomes) {
        atomic_store(&slot->pid, getpid());
        write_pid_file(dir, number, getpid());
        /* Without this s6-supervise waits a second before it starts a service again. */
        if (write(3, "\n", 1) == 1) close(3);
        execv(path, args);
        die(path);
    }
    pid_t pid = vfork();
    if (pid == 0) {
        setsid();
        execv(path, args);
        _exit(127);
    }
    if (pid < 0) die("vfork");
    atomic_store(&slot->pid, pid);
    write_pid_file(dir, number, pid);
    return 0;
}
