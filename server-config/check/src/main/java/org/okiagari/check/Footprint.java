package org.okiagari.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a process holds.
 *
 * @param descriptors open descriptors
 * @param threads threads
 * @param children live children
 * @param zombies children that wait to be reaped
 * @param rssKib resident memory in KiB
 */
public record Footprint(int descriptors, int threads, int children, int zombies, long rssKib) {
    /** Reads it from /proc; the process must be there. */
    public static Footprint of(long pid) {
        Path proc = Path.of("/proc", Long.toString(pid));
        try (Stream<Path> descriptors = Files.list(proc.resolve("fd"))) {
            return new Footprint(
                    (int) descriptors.count(),
                    (int) status(proc, "Threads:"),
                    children(pid, false),
                    children(pid, true),
                    status(proc, "VmRSS:"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long status(Path proc, String key) throws IOException {
        return Files.readAllLines(proc.resolve("status")).stream()
                .filter(line -> line.startsWith(key))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }

    private static int children(long parent, boolean areZombies) throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return (int) all.filter(path -> path.getFileName().toString().matches("\\d+"))
                    .filter(path -> isChild(path, parent, areZombies))
                    .count();
        }
    }

    private static boolean isChild(Path proc, long parent, boolean isZombie) {
        try {
            String[] fields = afterName(proc);
            return Long.parseLong(fields[1]) == parent && fields[0].equals("Z") == isZombie;
        } catch (IOException e) {
            return false; // ended meanwhile
        }
    }

    /** Returns the fields of stat(5) from the third, the state, on. */
    static String[] afterName(Path proc) throws IOException {
        String stat = new String(Files.readAllBytes(proc.resolve("stat")), StandardCharsets.ISO_8859_1);
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    }
}
