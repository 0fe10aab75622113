/* The board of a cell: one slot per daemon, in a file that the cell, its daemons' starters and the floor map. */
#ifndef BOARD_H
#define BOARD_H
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct slot {
    _Atomic int32_t pid;     /* the daemon that runs, 0 before the first */
    _Atomic uint32_t starts; /* how often its start command has run */
    _Atomic uint64_t stamp;  /* CLOCK_MONOTONIC ns of the last start command's first instruction */
};

static inline uint64_t now_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static inline void die(const char *what) {
    perror(what);
    exit(111);
}

/* Maps DIR/board; *count = its slots. */
static inline struct slot *map_board(const char *dir, int *count) {
    char path[4096];
    struct stat st;
    snprintf(path, sizeof path, "%s/board", dir);
    int fd = open(path, O_RDWR | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &st) < 0) die(path);
    struct slot *board = mmap(NULL, (size_t)st.st_size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (board == MAP_FAILED) die("mmap");
    close(fd);
    if (count) *count = (int)((size_t)st.st_size / sizeof(struct slot));
    return board;
}

static inline void daemon_path(char *out, size_t size, const char *dir, int slot) {
    snprintf(out, size, "%s/bin/d%05d", dir, slot);
}

static inline void write_pid_file(const char *dir, int slot, int pid) {
    char path[4096], text[16];
    snprintf(path, sizeof path, "%s/pid/%05d", dir, slot);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd < 0) die(path);
    int n = snprintf(text, sizeof text, "%d\n", pid);
    if (write(fd, text, (size_t)n) != n) die(path);
    close(fd);
}
#endif
