package org.okiagari.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What kernel tests run on. */
final class Kernel {
    private Kernel() {}

    static boolean isAtLeast(int major, int minor) {
        try {
            String[] parts =
                    Files.readString(Path.of("/proc/sys/kernel/osrelease")).split("[.-]");
            int found = Integer.parseInt(parts[0]);
            return found > major || found == major && Integer.parseInt(parts[1]) >= minor;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
