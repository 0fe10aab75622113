package org.okiagari.cli;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes {@code ps} show this process as the command the user typed, not as the JVM that runs it.
 *
 * <p>The kernel reads the arguments of a process from its own memory (proc(5), {@code /proc/PID/cmdline}); we write there
 * through {@code /proc/self/mem}, as setproctitle(3) does with a pointer. The JVM has read its arguments long before.
 */
final class ProcessTitle {
    /** Fields of /proc/PID/stat counted from the one behind the name: arg_start and arg_end are 48 and 49. */
    private static final int ARG_START = 48 - 3;

    private ProcessTitle() {}

    /** Shows {@code launcher} and {@code args}; where the kernel does not let us, nothing changes. */
    static void show(String launcher, String[] args) {
        if (launcher.isEmpty()) {
            return;
        }
        StringBuilder line = new StringBuilder(launcher).append('\0');
        for (String arg : args) {
            line.append(arg).append('\0');
        }
        try {
            write(line.toString().getBytes(StandardCharsets.UTF_8));
            Path name = Path.of(launcher).getFileName();
            if (name != null) {
                Files.writeString(Path.of("/proc/self/comm"), name.toString());
            }
        } catch (IOException | RuntimeException e) {
            // Only a name in ps: the command works the same without it.
        }
    }

    private static void write(byte[] title) throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"), StandardCharsets.ISO_8859_1);
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long start = Long.parseLong(fields[ARG_START]);
        long end = Long.parseLong(fields[ARG_START + 1]);
        if (start <= 0 || end - start < title.length) {
            return;
        }
        byte[] area = new byte[(int) (end - start)];
        System.arraycopy(title, 0, area, 0, title.length);
        try (RandomAccessFile memory = new RandomAccessFile("/proc/self/mem", "rw")) {
            memory.seek(start);
            memory.write(area);
        }
    }
}
