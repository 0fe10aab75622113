package org.okiagari.linux;

/**
 * Where the kernel is in giving out pids: in order, and from the beginning when it has come to the end. So who is new has a
 * pid above the last one that was given out before, unless the kernel began anew meanwhile (ADR 0092).
 */
final class PidCursor {
    /** /proc/stat has a line for each CPU and a number for each interrupt. */
    private static final int ROOM = 1 << 16;

    private static final byte[] PROCESSES = Texts.bytes("\nprocesses ");
    private final ProcReader reader;
    private final byte[] bytes = new byte[ROOM];

    PidCursor(ProcReader reader) {
        this.reader = reader;
    }

    /**
     * One moment.
     *
     * @param last the pid that was given out last, -1 if that is not known
     * @param forks how many processes and threads were made since the boot
     * @param room how many may be made before pids can come to their end
     */
    record Mark(long last, long forks, long room) {
        /** Nothing is known; it is neither before nor after any other one. */
        static final Mark UNKNOWN = new Mark(-1, 0, 0);

        /** Tells whether all pids that were given out since an earlier moment are above its last one. */
        boolean isAfter(Mark earlier) {
            return earlier.last >= 0 && last >= earlier.last && forks - earlier.forks < earlier.room;
        }
    }

    /** Returns the present moment: what is made after this call is above its last pid. */
    Mark now() throws CannotLook {
        long forks = forks();
        int length = reader.read(".", "loadavg", bytes);
        // 0.00 0.01 0.05 1/234 5678: tasks that run and all there are, and the last pid
        int last = lastIndexOf((byte) ' ', length);
        int slash = lastIndexOf((byte) '/', length);
        if (forks < 0 || slash < 0 || last < slash) {
            return Mark.UNKNOWN;
        }
        long pid = number(last + 1, length);
        long tasks = number(slash + 1, length);
        length = reader.read("sys/kernel", "pid_max", bytes);
        // A pid may be in use by a session or group alone; and a fork that fails takes one too.
        long room = (number(0, length) - 2 * tasks) / 2;
        return new Mark(pid, forks, room);
    }

    private long forks() throws CannotLook {
        int length = reader.read(".", "stat", bytes);
        for (int at = length - PROCESSES.length; at >= 0; at--) {
            if (isProcesses(at)) {
                return number(at + PROCESSES.length, length);
            }
        }
        return -1;
    }

    private boolean isProcesses(int at) {
        for (int i = 0; i < PROCESSES.length; i++) {
            if (bytes[at + i] != PROCESSES[i]) {
                return false;
            }
        }
        return true;
    }

    private int lastIndexOf(byte wanted, int length) {
        int at = length - 1;
        while (at >= 0 && bytes[at] != wanted) {
            at--;
        }
        return at;
    }

    private long number(int from, int length) {
        long number = 0;
        for (int at = from; at < length && bytes[at] >= '0' && bytes[at] <= '9'; at++) {
            number = number * 10 + bytes[at] - '0';
        }
        return number;
    }
}
