/*
 * Refuses calls of one process on some of its files, live: LD_PRELOAD. The file that OKIAGARI_TEST_DISK names holds four 8-byte
 * numbers: how many calls there were (counted here), the first and the last one to refuse, and the error. The files are those
 * in whose path one of the words of OKIAGARI_TEST_DISK_FILES is found, which has colons between them.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

static volatile int64_t none[4];
static volatile int64_t *words = none;
static char *files = "";

__attribute__((constructor)) static void begin(void) {
    const char *name = getenv("OKIAGARI_TEST_DISK");
    const char *under = getenv("OKIAGARI_TEST_DISK_FILES");
    int fd = name && under ? open(name, O_RDWR | O_CLOEXEC) : -1;
    if (fd >= 0) {
        void *mapped = mmap(NULL, sizeof none, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        if (mapped != MAP_FAILED) {
            files = strdup(under);
            words = mapped;
        }
        close(fd);
    }
}

static int is_ours(const char *path) {
    for (const char *word = files; *word;) {
        size_t length = strcspn(word, ":");
        if (memmem(path, strlen(path), word, length)) {
            return 1;
        }
        word += length + (word[length] == ':');
    }
    return 0;
}

/* Counts a call on one of the files; tells whether it is refused, and sets errno. */
static int is_refused(const char *path) {
    if (!is_ours(path)) {
        return 0;
    }
    int64_t number = __atomic_add_fetch(&words[0], 1, __ATOMIC_SEQ_CST);
    if (number < words[1] || number > words[2]) {
        return 0;
    }
    errno = (int) words[3];
    return 1;
}

static int is_refused_fd(int fd) {
    char link[32], path[PATH_MAX];
    int before = errno;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    errno = before;
    if (length < 0) {
        return 0;
    }
    path[length] = 0;
    return is_refused(path);
}

#define REAL(name) ((__typeof__(&name)) dlsym(RTLD_NEXT, #name))

ssize_t write(int fd, const void *bytes, size_t count) {
    static __typeof__(&write) real;
    real = real ? real : REAL(write);
    return is_refused_fd(fd) ? -1 : real(fd, bytes, count);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) {
    static __typeof__(&pwrite64) real;
    real = real ? real : REAL(pwrite64);
    return is_refused_fd(fd) ? -1 : real(fd, bytes, count, at);
}

int fsync(int fd) {
    static __typeof__(&fsync) real;
    real = real ? real : REAL(fsync);
    return is_refused_fd(fd) ? -1 : real(fd);
}

int fdatasync(int fd) {
    static __typeof__(&fdatasync) real;
    real = real ? real : REAL(fdatasync);
    return is_refused_fd(fd) ? -1 : real(fd);
}

int ftruncate64(int fd, off64_t length) {
    static __typeof__(&ftruncate64) real;
    real = real ? real : REAL(ftruncate64);
    return is_refused_fd(fd) ? -1 : real(fd, length);
}

int rename(const char *from, const char *to) {
    static __typeof__(&rename) real;
    real = real ? real : REAL(rename);
    return is_refused(to) ? -1 : real(from, to);
}

int open64(const char *path, int flags, ...) {
    static __typeof__(&open64) real;
    real = real ? real : REAL(open64);
    va_list more;
    va_start(more, flags);
    mode_t mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(more, mode_t) : 0;
    va_end(more);
    return (flags & O_ACCMODE) != O_RDONLY && is_refused(path) ? -1 : real(path, flags, mode);
}
