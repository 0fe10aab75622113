package org.okiagari.web.socket;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import org.okiagari.api.Home;

/**
 * Where the socket lies: {@code run/okiagari.sock}, or, where that path is too long for the kernel, in a 0700 directory
 * below /run or the temp directory, named in {@code run/okiagari.sock.path}.
 *
 * @param socket the path to bind
 * @param isElsewhere true if the path must be told by the file
 */
record SocketPlace(Path socket, boolean isElsewhere) {
    /** Linux takes 108 bytes; Java takes one less and the end of the text one more. */
    static final int MAX_PATH_BYTES = 106;

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    /** Prepares the directories, each for the owner only. */
    static SocketPlace prepare(Home home) throws IOException {
        return prepare(
                home, List.of(Path.of("/run"), Path.of(System.getProperty("java.io.tmpdir", "/tmp")), Path.of("/tmp")));
    }

    static SocketPlace prepare(Home home, List<Path> elsewhere) throws IOException {
        Files.createDirectories(home.path());
        makePrivate(home.run());
        if (fits(home.socket())) {
            Files.deleteIfExists(home.socketPath());
            return new SocketPlace(home.socket(), false);
        }
        CRC32 hash = new CRC32();
        hash.update(home.path().toString().getBytes(StandardCharsets.UTF_8));
        String name = "okiagari-" + Files.getAttribute(Path.of("/proc/self"), "unix:uid") + "-"
                + Long.toHexString(hash.getValue());
        for (Path folder : elsewhere) {
            Path directory = folder.resolve(name);
            Path socket = directory.resolve("okiagari.sock");
            if (fits(socket) && canMake(directory)) {
                tell(home.socketPath(), socket);
                return new SocketPlace(socket, true);
            }
        }
        throw new IOException("No directory is short and safe enough for the local socket of " + home.path());
    }

    private static boolean fits(Path socket) {
        return socket.toString().getBytes(StandardCharsets.UTF_8).length <= MAX_PATH_BYTES;
    }

    private static boolean canMake(Path directory) {
        try {
            makePrivate(directory);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Makes a directory for the owner only; one that belongs to somebody else is refused. */
    private static void makePrivate(Path directory) throws IOException {
        FileAttribute<Set<PosixFilePermission>> mode = PosixFilePermissions.asFileAttribute(OWNER_ONLY);
        try {
            Files.createDirectory(directory, mode);
        } catch (FileAlreadyExistsException e) {
            boolean own =
                    Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(Path.of("/proc/self")));
            if (!own || !Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException(directory + " is no directory of the server's user", e);
            }
        }
        Files.setPosixFilePermissions(directory, OWNER_ONLY);
    }

    private static void tell(Path file, Path socket) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        Files.writeString(temporary, socket + "\n");
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
