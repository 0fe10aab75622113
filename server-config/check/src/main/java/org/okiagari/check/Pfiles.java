package org.okiagari.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the pfiles say that the events name, if they have not been changed since. */
final class Pfiles {
    private final Map<String, Optional<PfileFacts>> read = new HashMap<>();

    /** Returns what a pfile says that was loaded at this time; none if it is gone or was changed later. */
    Optional<PfileFacts> of(Told loaded) {
        String path = loaded.detail("pfile");
        if (path.isEmpty()) {
            return Optional.empty();
        }
        return read.computeIfAbsent(path, Pfiles::read)
                .filter(pfile -> !pfile.changed().isAfter(loaded.time().plusMillis(50)));
    }

    private static Optional<PfileFacts> read(String path) {
        try {
            Path file = Path.of(path);
            Instant changed = Files.getLastModifiedTime(file).toInstant();
            return Optional.of(PfileFacts.of(Files.readString(file, StandardCharsets.ISO_8859_1), changed));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
