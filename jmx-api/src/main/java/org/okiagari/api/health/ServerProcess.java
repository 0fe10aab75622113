package org.okiagari.api.health;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The process of a server: a bare pid may be somebody else by now.
 *
 * @param pid its pid
 * @param startTicks when it was started, in clock ticks since boot, field 22 of {@code /proc/PID/stat} (proc(5))
 */
public record ServerProcess(long pid, long startTicks) {
    /** Fields of {@code /proc/PID/stat} behind the name, from 0 = state. */
    private static final int START = 19;

    /** What a process does, as the kernel tells. */
    public enum Life {
        /** It lives. */
        ALIVE,
        /** It lives and is stopped by a signal or a debugger. */
        STOPPED,
        /** There is no such process any more. */
        GONE
    }

    /**
     * Returns the process that asks.
     *
     * @throws IOException if /proc does not tell
     */
    public static ServerProcess self() throws IOException {
        String[] stat = stat("self");
        return new ServerProcess(ProcessHandle.current().pid(), Long.parseLong(stat[START]));
    }

    /** Returns what it does now; one that cannot be seen is gone. */
    public Life life() {
        String[] stat;
        try {
            stat = stat(Long.toString(pid));
        } catch (IOException e) {
            return Life.GONE;
        }
        if (!stat[START].equals(Long.toString(startTicks))) {
            return Life.GONE;
        }
        switch (stat[0]) {
            case "T":
            case "t":
                return Life.STOPPED;
            case "Z":
            case "X":
                return Life.GONE;
            default:
                return Life.ALIVE;
        }
    }

    private static String[] stat(String process) throws IOException {
        String stat = new String(Files.readAllBytes(Path.of("/proc", process, "stat")), StandardCharsets.ISO_8859_1);
        // A process names itself as it likes, with blanks and brackets: the last bracket ends the name.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
        if (fields.length <= START) {
            throw new IOException("/proc/" + process + "/stat is not whole");
        }
        return fields;
    }
}
