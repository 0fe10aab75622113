package org.okiagari.linux;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Files that take the output of scripts, and of the daemons they leave behind, which hold them open for ever. So a file that
 * has grown is copied and emptied, never renamed; everybody appends.
 */
final class ScriptLog {
    private static final FileAttribute<Set<PosixFilePermission>> MODE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"));
    /** A directory that somebody deleted does not come back with a wider mode, whatever it had. */
    private static final FileAttribute<Set<PosixFilePermission>> DIRECTORY_MODE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final long mostBytes;
    private final Set<Path> files = ConcurrentHashMap.newKeySet();

    ScriptLog(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** Makes ready a file that a script will append to; a full disk stops nobody. */
    void prepare(Path file) {
        Path directory = file.getParent();
        try {
            if (directory != null && !Files.isDirectory(directory)) {
                Files.createDirectories(directory, DIRECTORY_MODE);
            }
            if (!Files.exists(file)) {
                Files.createFile(file, MODE);
            }
        } catch (IOException e) {
            Sparingly.SCRIPT_OUTPUT.warn("No file for the output of scripts: " + e);
        }
        files.add(file);
        bound(file);
    }

    /** Adds a line of ours. */
    void say(Path file, String line) {
        try {
            Files.writeString(
                    file,
                    "okiagari: " + line + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            Sparingly.SCRIPT_OUTPUT.warn(line + " (" + e + ")");
        }
    }

    /** Bounds all files that ever took output. */
    void bound() {
        files.forEach(this::bound);
    }

    private void bound(Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) <= mostBytes) {
                return;
            }
        } catch (IOException e) {
            return;
        }
        Path old = file.resolveSibling(file.getFileName() + ".1");
        try {
            Files.copy(file, old, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        } catch (IOException e) {
            Sparingly.SCRIPT_OUTPUT.warn("Old output of scripts is dropped, it could not be copied: " + e);
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(0);
        } catch (IOException e) {
            Sparingly.SCRIPT_OUTPUT.warn("The output of scripts in " + file + " can not be bounded: " + e);
        }
    }
}
