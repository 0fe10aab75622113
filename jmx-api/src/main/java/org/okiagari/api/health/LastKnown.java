package org.okiagari.api.health;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The last known state of one pcheck, and of the server that wrote it.
 *
 * @param file its segment
 * @param health what is known of the pcheck
 * @param writer the server's process
 * @param life what that process does now
 * @param ageMillis how long ago it was last known to be true, in ms
 */
public record LastKnown(Path file, PcheckHealth health, ServerProcess writer, ServerProcess.Life life, long ageMillis) {
    private static final String SUFFIX = ".health";
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path UPTIME = Path.of("/proc/uptime");

    /**
     * Returns where the segment of a key lies.
     *
     * @param run the directory {@code run} of the home
     * @param ipckey IPCKEY as padmin prints it
     */
    public static Path file(Path run, String ipckey) {
        return run.resolve(ipckey + SUFFIX);
    }

    /** Returns the id of this boot of the kernel, {@code unknown} if it does not tell. */
    public static String bootId() {
        return line(BOOT_ID, "unknown");
    }

    /** Returns what is known of all pchecks of a home, in the order of their names; what cannot be read is left out. */
    public static List<LastKnown> all(Path run) {
        List<LastKnown> all = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(run, "*" + SUFFIX)) {
            for (Path file : files) {
                of(file).ifPresent(all::add);
            }
        } catch (IOException | DirectoryIteratorException e) {
            // No home, no run, or not ours to read: nothing is known.
        }
        all.sort(Comparator.comparing(known -> known.health.head().name()));
        return all;
    }

    /** Returns what one segment tells, none if it holds nothing whole. */
    public static Optional<LastKnown> of(Path file) {
        try {
            Optional<Segment> read = Segment.read(file);
            if (read.isEmpty()) {
                return Optional.empty();
            }
            Segment segment = read.get();
            PcheckHealth health = PcheckHealth.of(segment.payload());
            boolean sameBoot = health.head().bootId().equals(bootId());
            return Optional.of(new LastKnown(
                    file,
                    health,
                    segment.writer(),
                    sameBoot ? segment.writer().life() : ServerProcess.Life.GONE,
                    Math.max(0, age(segment, sameBoot))));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The monotonic clock tells the age within one boot; over a reboot the wall clock is all there is. */
    private static long age(Segment segment, boolean sameBoot) {
        String uptime = line(UPTIME, "");
        int end = uptime.indexOf(' ');
        if (!sameBoot || end < 0) {
            return System.currentTimeMillis() - segment.wallMillis();
        }
        return (long) (Double.parseDouble(uptime.substring(0, end)) * 1000) - segment.heartbeatMillis();
    }

    private static String line(Path file, String otherwise) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            return otherwise;
        }
    }
}
