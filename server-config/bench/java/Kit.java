import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** What a run has to work with: the compiled programs, a directory of its own, the limits of this machine. */
final class Kit {
    /** Room that is left to the machine's other processes, in pids. */
    private static final int OTHERS = 3_000;
    /** Memory of one idle process with its kernel structures, in kB, on the safe side. */
    private static final int IDLE_KB = 250;

    final Path programs;
    final Path work;
    private final AtomicInteger cells = new AtomicInteger();

    Kit(Path programs, Path work) throws IOException {
        this.programs = programs.toRealPath();
        this.work = work.toRealPath();
    }

    Path program(String name) {
        return programs.resolve(name);
    }

    Path nextCell() {
        return work.resolve("cell" + cells.incrementAndGet());
    }

    /** Returns how many processes may be alive at once, by pid_max, threads-max and free memory. */
    int processes() throws IOException {
        long pids = Math.min(number("/proc/sys/kernel/pid_max"), number("/proc/sys/kernel/threads-max"));
        long memory = (availableKb() - 3_000_000) / IDLE_KB;
        return (int) Math.max(0, Math.min(pids - OTHERS, memory));
    }

    static long availableKb() throws IOException {
        return status(Path.of("/proc/meminfo"), "MemAvailable");
    }

    /** Reads a "Name: 123 kB" line of a file of /proc. */
    static long status(Path file, String name) throws IOException {
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith(name + ":")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        return 0;
    }

    /** In one read: a number of /proc/sys ends after its first, and Files.readString begins with one byte. */
    static long number(String file) throws IOException {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            return Long.parseLong(new String(in.readNBytes(64), StandardCharsets.US_ASCII).strip());
        }
    }

    static void pause(double seconds) {
        try {
            Thread.sleep((long) (seconds * 1000));
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
