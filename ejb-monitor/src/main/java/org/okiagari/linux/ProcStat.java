package org.okiagari.linux;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What we need of {@code /proc/PID/stat}.
 *
 * @param state one letter: R, S, D, T, Z ...
 * @param ppid its parent
 * @param pgrp its process group
 * @param session its session
 * @param flags kernel flags
 * @param threads number of threads, a zombie leader included
 * @param startTime in clock ticks since boot
 */
record ProcStat(char state, long ppid, long pgrp, long session, long flags, long threads, long startTime) {
    private static final long PF_KTHREAD = 0x0020_0000;
    /** Field 52 of proc(5), numbered from 0 = state. */
    private static final int EXIT_CODE = 49;

    /** Tells whether no thread of it lives: a zombie whose leader is its last thread. */
    boolean isDead() {
        return (state == 'Z' || state == 'X') && threads <= 1;
    }

    /** Tells whether its leader has exited while another thread lives; then it has no exe and no cmdline of its own. */
    boolean isLeaderless() {
        return state == 'Z' && threads > 1;
    }

    boolean isKernelThread() {
        return (flags & PF_KTHREAD) != 0;
    }

    /** Parses the bytes of the file; none if they are not whole. */
    static Optional<ProcStat> parse(byte[] bytes, int length) {
        int at = nameEnd(bytes, length);
        if (at < 0) {
            return Optional.empty();
        }
        Fields fields = new Fields(bytes, at + 4, length);
        long[] values = new long[20];
        for (int i = 1; i < values.length; i++) {
            if (!fields.next()) {
                return Optional.empty();
            }
            values[i] = fields.value;
        }
        // Numbered from 0 = state.
        return Optional.of(
                new ProcStat((char) bytes[at + 2], values[1], values[2], values[3], values[6], values[17], values[19]));
    }

    /**
     * Returns how a dead process ended, as wait(2) tells it; none if the bytes are not whole. The kernel prints 0 to who may
     * not trace the process.
     */
    static OptionalInt waitStatus(byte[] bytes, int length) {
        int at = nameEnd(bytes, length);
        if (at < 0) {
            return OptionalInt.empty();
        }
        Fields fields = new Fields(bytes, at + 4, length);
        for (int i = 1; i <= EXIT_CODE; i++) {
            if (!fields.next()) {
                return OptionalInt.empty();
            }
        }
        return OptionalInt.of((int) fields.value);
    }

    /** Returns the index of the bracket that ends the name, negative if nothing comes after it. */
    private static int nameEnd(byte[] bytes, int length) {
        // A process names itself as it likes, with blanks and brackets: "(sd-pam)", "a) S 1". The last one ends the
        // name.
        int at = length - 1;
        while (at >= 0 && bytes[at] != ')') {
            at--;
        }
        return at + 2 >= length ? -1 : at;
    }

    /** Numbers parted by single blanks; what exceeds a long is never one that we need. */
    private static final class Fields {
        private final byte[] bytes;
        private final int end;
        private int at;
        private long value;

        Fields(byte[] bytes, int from, int end) {
            this.bytes = bytes;
            this.at = from;
            this.end = end;
        }

        boolean next() {
            boolean isNegative = at < end && bytes[at] == '-';
            if (isNegative) {
                at++;
            }
            int from = at;
            long number = 0;
            while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
                number = number * 10 + (bytes[at] - '0');
                at++;
            }
            boolean isNumber = at > from && (at == end || bytes[at] == ' ' || bytes[at] == '\n');
            value = isNegative ? -number : number;
            at++;
            return isNumber;
        }
    }
}
