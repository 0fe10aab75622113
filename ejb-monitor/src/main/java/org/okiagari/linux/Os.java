package org.okiagari.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** The one seam to the kernel: each call can be made to fail in a test. Results below zero are negative error numbers. */
interface Os {
    /** Makes a system call; what it does not use is ignored. */
    long call(Sys call, long a, long b, long c, long d, long e);

    /** Starts a program in a session of its own (see Posix.spawn); the pid or a negative error number. */
    int spawn(String path, List<String> argv, List<String> environment, int in, int out);

    /** Sends a signal by pid, where there is no pidfd. */
    int kill(long pid, int signal);

    /** Returns the system's text of an error number. */
    String message(int errno);

    /** Returns memory that calls can fill. */
    Memory allocate(int size);

    /** Makes a system call of up to three arguments. */
    default long call(Sys call, long a, long b, long c) {
        return call(call, a, b, c, 0, 0);
    }

    /** Makes a system call, again whenever a signal interrupted it. */
    default long retry(Sys call, long a, long b, long c) {
        long result;
        do {
            result = call(call, a, b, c);
        } while (result == -Errno.EINTR);
        return result;
    }

    /** Closes a descriptor. Linux has closed it whatever it answers, so it is never tried twice. */
    default void close(int fd) {
        call(Sys.CLOSE, fd, 0, 0);
    }

    /**
     * Memory outside the heap.
     *
     * @param bytes the memory, in native order; keeps it alive
     * @param address where it is
     */
    record Memory(ByteBuffer bytes, long address) {
        static ByteBuffer direct(int size) {
            return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
        }

        /** Writes a NUL-terminated text at the start. */
        Memory text(String text) {
            byte[] utf8 = Texts.bytes(text);
            bytes.put(0, utf8).put(utf8.length, (byte) 0);
            return this;
        }
    }
}
