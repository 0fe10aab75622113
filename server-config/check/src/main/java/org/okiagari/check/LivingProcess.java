package org.okiagari.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Asks whether a process that was told as Down is there all the same; one in a pid namespace of its own is not seen. */
final class LivingProcess {
    /** Start times have 10 ms, and clocks may be set. */
    private static final Duration CERTAINLY = Duration.ofSeconds(2);

    private LivingProcess() {}

    /** Tells whether the process of a Down lives, with the program that the PENT names by its path, since before the Down. */
    static boolean isStillThere(Told down) {
        Path proc = Path.of("/proc", Long.toString(down.pid()));
        try {
            return down.pent().startsWith("/")
                    && Files.readSymbolicLink(proc.resolve("exe")).equals(Path.of(down.pent()))
                    && !Footprint.afterName(proc)[0].equals("Z")
                    && ProcessHandle.of(down.pid())
                            .flatMap(process -> process.info().startInstant())
                            .filter((Instant start) -> start.plus(CERTAINLY).isBefore(down.time()))
                            .isPresent();
        } catch (IOException e) {
            return false;
        }
    }
}
