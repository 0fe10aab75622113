package org.okiagari.api.users;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.okiagari.api.Home;
import org.okiagari.api.files.SafeFiles;
import org.okiagari.api.files.ServerUser;
import org.okiagari.api.settings.SettingsFile;

/** Reads and writes the users file and makes the first user. */
public final class UsersFile {
    private static final int MAX_BYTES = 1024 * 1024;
    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---"));

    private UsersFile() {}

    /**
     * Reads the users.
     *
     * @param files the rule for the server's user
     * @throws IOException with one sentence if the file cannot be read or may be read or written by others
     */
    public static Users read(Path file, SafeFiles files) throws IOException {
        return Users.parse(text(file, files));
    }

    private static String text(Path file, SafeFiles files) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file + " is missing or no regular file");
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(file + " is larger than 1 MiB");
        }
        Optional<String> why = files.whyNoSecret(file);
        if (why.isPresent()) {
            throw new IOException(why.get());
        }
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    /** Writes the users: a temporary file beside it (0600), then an atomic rename. A failure leaves the old file. */
    public static void write(Path file, Users users) throws IOException {
        writePrivate(file, users.text());
    }

    /**
     * Changes the text of the file, with no other change in between; comments and lines of others stay as they are. The
     * new file belongs to the owner of the old one, or of its directory: root must not take it away from the server.
     *
     * @param change is given the text, empty where there is no file, and returns the new one
     * @throws IOException with one sentence if the file cannot be read, written, or may be read or written by others
     */
    public static synchronized void change(Home home, UnaryOperator<String> change) throws IOException {
        Path file = home.users();
        if (!Files.isDirectory(home.path())) {
            throw new NoSuchFileException(home.path().toString(), null, "the home " + home.path() + " does not exist");
        }
        if (!Files.isDirectory(home.conf())) {
            Files.createDirectory(home.conf(), DIRECTORY);
            giveTo(home.conf(), home.path());
        }
        Path lock = home.conf().resolve(".users.lock");
        try (FileChannel channel = FileChannel.open(
                        lock,
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                        PRIVATE);
                FileLock held = channel.lock()) {
            giveTo(lock, home.conf());
            boolean isThere = Files.exists(file);
            String before = isThere ? text(file, ruleOf(home)) : "";
            String after = change.apply(before);
            if (held.isValid() && !after.equals(before)) {
                writePrivate(file, after, isThere ? file : home.conf());
            }
        }
    }

    /**
     * Makes user {@code admin} with all roles and a random password, if there is no users file.
     *
     * <p>The password is written to {@code run/initial-password} first: a crash between the two files must not leave a
     * user whose password nobody knows.
     *
     * @return true if the user was made
     */
    public static boolean makeFirst(Home home) throws IOException {
        if (Files.exists(home.users(), LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        Files.createDirectories(home.conf(), DIRECTORY);
        Files.createDirectories(
                home.run(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        String password = randomPassword();
        writePrivate(home.initialPassword(), password + "\n");
        User admin = new User("admin", PasswordHash.of(password.toCharArray()), EnumSet.allOf(Role.class));
        write(home.users(), Users.of(List.of(admin)));
        return true;
    }

    /**
     * Returns the rule for the server of a home, for a command: who owns the home runs its server.
     *
     * @throws IOException if there is no such home
     */
    public static SafeFiles ruleOf(Home home) throws IOException {
        return SettingsFile.read(home.settings(), ServerUser.ofHome(home.path()))
                .files();
    }

    /** Returns 24 random characters, none of which is taken for another when read aloud. */
    public static String randomPassword() {
        SecureRandom random = new SecureRandom();
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < 24; i++) {
            password.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return password.toString();
    }

    private static void writePrivate(Path file, String text) throws IOException {
        writePrivate(file, text, file.resolveSibling(""));
    }

    private static void writePrivate(Path file, String text, Path ownedAs) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IOException(file + " names no file");
        }
        Path temporary = Files.createTempFile(directory, "." + file.getFileName(), ".tmp", PRIVATE);
        try {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            giveTo(temporary, ownedAs);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Only root can, and only root needs to. A link that somebody put in its place is not followed. */
    private static void giveTo(Path file, Path other) throws IOException {
        UserPrincipal owner = Files.getOwner(other);
        if (!owner.equals(Files.getOwner(file, LinkOption.NOFOLLOW_LINKS))) {
            Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .setOwner(owner);
        }
    }
}
