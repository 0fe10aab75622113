package org.okiagari.jmx;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.okiagari.api.Caller;

/** Which file somebody means: over HTTP only one that lies in conf/bin, so that nobody reads others through us. */
final class PfilePath {
    private PfilePath() {}

    /**
     * Returns the path; a client that names none may send null.
     *
     * @throws IllegalArgumentException with one sentence if this caller may not name it
     */
    static Path of(@Nullable String text, Path bin, Caller.Door door) {
        if (text == null || text.isBlank() || text.length() > 4096) {
            throw new IllegalArgumentException("Name a pfile");
        }
        try {
            Path path = Path.of(text);
            boolean isBaseName = !text.contains("/") && !text.equals(".") && !text.equals("..");
            if (isBaseName) {
                return inside(bin, path, door);
            }
            if (door == Caller.Door.HTTP) {
                throw new IllegalArgumentException("Over HTTP name the base name of a file in " + bin + ", not a path");
            }
            if (!path.isAbsolute()) {
                throw new IllegalArgumentException("Name the pfile by its absolute path (" + text + ")");
            }
            return path.normalize();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("This is no name of a file: " + e.getReason());
        }
    }

    private static Path inside(Path bin, Path name, Caller.Door door) {
        Path path = bin.resolve(name);
        if (door == Caller.Door.HTTP) {
            try {
                if (!path.toRealPath().startsWith(bin.toRealPath())) {
                    throw new IllegalArgumentException(name + " is a link that leads out of " + bin);
                }
            } catch (IOException e) {
                throw new IllegalArgumentException("There is no file " + name + " in " + bin);
            }
        }
        return path;
    }
}
