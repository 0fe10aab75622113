package org.okiagari.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The home directory as the server needs it: complete, ours alone, and clean below run/. */
final class ServerHome {
    private final Path path;
    /** Kept reachable: a channel that is collected is closed, and its lock is gone. */
    @SuppressWarnings("UnusedVariable")
    private @Nullable FileChannel held;

    ServerHome(Path path) {
        this.path = path.toAbsolutePath().normalize();
    }

    Path path() {
        return path;
    }

    Path conf(String name) {
        return path.resolve("conf").resolve(name);
    }

    Path log(String name) {
        return path.resolve("log").resolve(name);
    }

    Path run(String name) {
        return path.resolve("run").resolve(name);
    }

    /** Makes what is missing, with modes that keep others out of what is not for them. */
    void prepare() {
        if (path.toString().chars().anyMatch(c -> c >= 0x7f)) {
            throw new Trouble(
                    Trouble.SETTING,
                    "the home " + path + " holds characters that are no ASCII: Payara Micro cannot work there,"
                            + " let OKIAGARI_HOME name another directory");
        }
        try {
            directory(path, "rwxr-xr-x");
            directory(path.resolve("conf"), "rwxr-x---");
            directory(path.resolve("conf/bin"), "rwxr-x---");
            directory(path.resolve("log"), "rwxr-x---");
            directory(path.resolve("state"), "rwx------");
            directory(path.resolve("run"), "rwx------");
            for (String name : new String[] {"log", "state", "run"}) {
                Path probe = Files.createTempFile(path.resolve(name), ".probe", "");
                Files.delete(probe);
            }
        } catch (IOException e) {
            throw new Trouble(
                    Trouble.CANNOT_START,
                    "the home " + path + " cannot be written: run this as root, or let OKIAGARI_HOME name a directory"
                            + " of yours (" + reason(e) + ")");
        }
    }

    /** Takes the home for this process, until it ends; the lock goes with the process, however it ends. */
    void lock() {
        Path file = run("server.lock");
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            held = channel;
            if (channel.tryLock() == null) {
                throw new OverlappingFileLockException();
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
        } catch (OverlappingFileLockException e) {
            throw new Trouble(Trouble.RUNS_ALREADY, "a server runs in the home " + path + " already" + holder(file));
        } catch (IOException e) {
            throw new Trouble(Trouble.CANNOT_START, file + " cannot be locked (" + reason(e) + ")");
        }
    }

    /** Returns a directory below run/ that is empty; what a killed server left there is removed. */
    Path empty(String name) {
        Path directory = run(name);
        try {
            delete(directory);
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            return directory;
        } catch (IOException e) {
            throw new Trouble(Trouble.CANNOT_START, directory + " cannot be made anew (" + reason(e) + ")");
        }
    }

    /** Tells whether conf/users names anybody; whether its lines are good is for the application to say. */
    boolean hasUsers() {
        try (Stream<String> lines = Files.lines(conf("users"), StandardCharsets.ISO_8859_1)) {
            return lines.map(String::strip).anyMatch(line -> !line.startsWith("#") && line.split(":", -1).length == 3);
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    /**
     * Says in run/address where the server is, one address a line, the one for a network first; the file is there while
     * the server is ready.
     */
    void writeAddress(List<String> addresses) {
        try {
            Files.writeString(run("address"), String.join("\n", addresses) + "\n", StandardCharsets.US_ASCII);
            Runtime.getRuntime().addShutdownHook(new Thread(this::removeAddress, "address"));
        } catch (IOException e) {
            throw new Trouble(Trouble.CANNOT_START, run("address") + " cannot be written (" + reason(e) + ")");
        }
    }

    /** Removes run/address, ours or that of a server that was killed. */
    void removeAddress() {
        try {
            Files.deleteIfExists(run("address"));
        } catch (IOException e) {
            // It is only a hint for scripts; the next start tries again.
        }
    }

    /** Removes a tree; links are removed, never followed. */
    static void delete(Path tree) throws IOException {
        if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<Path>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE; // gone meanwhile, as it shall be
                }
                throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void directory(Path directory, String mode) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory);
            // Set, not only asked for at creation: the umask must not take from it.
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(mode));
        }
    }

    private static String holder(Path file) {
        try {
            String pid = Files.readString(file, StandardCharsets.US_ASCII).strip();
            return pid.isEmpty() ? "" : ": pid " + pid;
        } catch (IOException e) {
            return "";
        }
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        return e.getClass().getSimpleName().replace("Exception", "") + (message == null ? "" : ": " + message);
    }
}
