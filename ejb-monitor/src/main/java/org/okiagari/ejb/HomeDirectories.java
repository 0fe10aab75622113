package org.okiagari.ejb;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.okiagari.api.Home;

/** Makes what is missing of a home directory. */
final class HomeDirectories {
    private static final String SHARED = "rwxr-x---";
    private static final String PRIVATE = "rwx------";

    private HomeDirectories() {}

    /** Makes the directories; returns one sentence if they cannot be used. */
    static Optional<String> make(Home home) {
        try {
            make(home.path(), SHARED);
            make(home.conf(), SHARED);
            make(home.bin(), SHARED);
            make(home.log(), SHARED);
            make(home.state(), PRIVATE);
            make(home.run(), PRIVATE);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(
                    "The home directory " + home.path() + " cannot be used (" + e + "): no pfile is applied and"
                            + " nothing is kept on disk. Make it writable for this server's user, or name another one by -D"
                            + Home.PROPERTY + " or " + Home.VARIABLE + ", then start again");
        }
    }

    private static void make(Path directory, String mode) throws IOException {
        if (!Files.isDirectory(directory)) {
            Path parent = directory.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            try {
                Files.createDirectory(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode)));
            } catch (FileAlreadyExistsException e) {
                // Another part of the product made it at the same moment, or it is no directory.
                if (!Files.isDirectory(directory)) {
                    throw e;
                }
            }
        }
        if (!Files.isWritable(directory)) {
            throw new IOException(directory + " is not writable");
        }
    }
}
