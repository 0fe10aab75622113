package org.okiagari.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.okiagari.api.files.SafeFiles;

/** Files that only the server's user may read: keys and passwords. */
final class SecretFile {
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private SecretFile() {}

    /** Writes a file (0600) as a whole: a temporary one beside it, then an atomic rename. */
    static void write(Path file, byte[] content) throws IOException {
        Path temporary = Files.createTempFile(file.resolveSibling(""), "." + file.getFileName(), ".tmp", PRIVATE);
        try {
            Files.write(temporary, content, StandardOpenOption.DSYNC);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Makes a directory (0700), or takes the mode of one that is there back to it. */
    static void makeDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(OWNER));
        }
        Files.setPosixFilePermissions(directory, OWNER);
    }

    /**
     * Refuses a file that others could have read, or given to us.
     *
     * @throws Trouble with one sentence
     */
    static void refuseUnsafe(Path file, SafeFiles files) {
        if (!Files.exists(file)) {
            throw new Trouble(Trouble.SETTING, file + " cannot be read: TLS_CERT and TLS_KEY name it");
        }
        files.whyNoSecret(file).ifPresent(why -> {
            throw new Trouble(Trouble.SETTING, why);
        });
    }
}
