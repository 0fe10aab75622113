/*
 * Shifts the wall clock of one process, live: LD_PRELOAD. The file that OKIAGARI_TEST_CLOCK names holds two 8-byte numbers:
 * seconds to add, and how many waits on the wall clock there were (written here). The monotonic clocks are left alone.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

/* No machine is up for so long: an absolute time above it is one of the wall clock. */
#define MONOTONIC_END 1000000000LL

static volatile int64_t none[2];
static volatile int64_t *shift = none;

__attribute__((constructor)) static void begin(void) {
    const char *name = getenv("OKIAGARI_TEST_CLOCK");
    int fd = name ? open(name, O_RDWR | O_CLOEXEC) : -1;
    if (fd >= 0) {
        void *words = mmap(NULL, 16, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        if (words != MAP_FAILED) {
            shift = words;
        }
        close(fd);
    }
}

int clock_gettime(clockid_t clock, struct timespec *now) {
    static int (*real)(clockid_t, struct timespec *);
    if (!real) {
        real = (int (*)(clockid_t, struct timespec *)) dlsym(RTLD_NEXT, "clock_gettime");
    }
    int result = real(clock, now);
    if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
        now->tv_sec += shift[0];
    }
    return result;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    struct timespec exact;
    (void) zone;
    if (clock_gettime(CLOCK_REALTIME, &exact) != 0) {
        return -1;
    }
    now->tv_sec = exact.tv_sec;
    now->tv_usec = exact.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *into) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (into) {
        *into = now.tv_sec;
    }
    return now.tv_sec;
}

/* The kernel's own wall clock was not stepped: a time of the stepped one is handed on as what it means there. */
int pthread_cond_timedwait(
    pthread_cond_t *restrict condition, pthread_mutex_t *restrict mutex, const struct timespec *restrict until) {
    static int (*real)(pthread_cond_t *, pthread_mutex_t *, const struct timespec *);
    if (!real) {
        /* Without a version the one of old programs may be found, whose conditions look otherwise. */
        void *found = dlvsym(RTLD_NEXT, "pthread_cond_timedwait", "GLIBC_2.3.2");
        if (!found) {
            found = dlsym(RTLD_NEXT, "pthread_cond_timedwait");
        }
        real = (int (*)(pthread_cond_t *, pthread_mutex_t *, const struct timespec *)) found;
    }
    if (until->tv_sec < MONOTONIC_END) {
        return real(condition, mutex, until);
    }
    struct timespec there = *until;
    there.tv_sec -= shift[0];
    __atomic_add_fetch(&shift[1], 1, __ATOMIC_RELAXED);
    return real(condition, mutex, &there);
}
