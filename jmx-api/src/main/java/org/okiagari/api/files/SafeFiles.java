package org.okiagari.api.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.okiagari.api.text.Escaper;

/**
 * Reads only what nobody but root and the server's user can have written (CONTRACT section 2).
 *
 * <p>A file and each parent directory of its real path must be owned by root or the server's user, and be writable
 * neither by others nor by a group other than root's and the server user's primary one. A sticky directory may be
 * writable if the entry below it is owned by root or the server's user.
 *
 * <p>Only regular files are opened, so that a FIFO or a device never makes the server wait.
 */
public final class SafeFiles {
    private static final String WAY_OUT = ", or set ALLOW_UNSAFE_PATHS = yes in psagent.conf";

    private final ServerUser user;
    private final boolean allowUnsafe;

    /**
     * Makes the rule for a user.
     *
     * @param allowUnsafe ALLOW_UNSAFE_PATHS: what is unsafe is read with a warning
     */
    public SafeFiles(ServerUser user, boolean allowUnsafe) {
        this.user = user;
        this.allowUnsafe = allowUnsafe;
    }

    /** Returns the rule for the user of this process. */
    public static SafeFiles ofThisProcess(boolean allowUnsafe) {
        return new SafeFiles(ServerUser.ofThisProcess(), allowUnsafe);
    }

    /** What reading gave. */
    public sealed interface Reading {
        /**
         * The bytes.
         *
         * @param realPath its real path
         * @param bytes what it holds
         * @param warning why it is unsafe where that is allowed, else empty
         */
        record Content(Path realPath, byte[] bytes, String warning) implements Reading {}

        /**
         * It cannot be used.
         *
         * @param why one sentence: what is wrong and what to do
         * @param isMissing there is no such file
         */
        record Unusable(String why, boolean isMissing) implements Reading {}
    }

    /** Reads a file of at most so many bytes, or says why not. */
    public Reading read(Path path, long mostBytes) {
        try {
            return readReal(path.toRealPath(), mostBytes);
        } catch (NoSuchFileException e) {
            return new Reading.Unusable(shown(path) + " does not exist", true);
        } catch (IOException e) {
            return new Reading.Unusable(why(path, e), false);
        }
    }

    /**
     * Says why a path is unsafe, nothing if it is safe; ALLOW_UNSAFE_PATHS plays no part here.
     *
     * @param path a file or directory; links are resolved
     */
    public Optional<String> whyUnsafe(Path path) {
        try {
            return whyUnsafeReal(path.toRealPath());
        } catch (IOException e) {
            return Optional.of(why(path, e));
        }
    }

    /** Says what comes of an unsafe path, nothing if it is safe: it will be refused, or is used all the same. */
    public Optional<String> remark(Path path) {
        return whyUnsafe(path).map(why -> allowUnsafe ? allowed(why) : why + "; it will not be run");
    }

    /** Tells whether what is unsafe is used all the same. */
    public boolean allowsUnsafe() {
        return allowUnsafe;
    }

    /**
     * Says why a file keeps no secret, nothing if it does: somebody else may read or write it, it is not ours, or it lies in an
     * unsafe place. ALLOW_UNSAFE_PATHS is for the place alone.
     */
    public Optional<String> whyNoSecret(Path path) {
        try {
            Path real = path.toRealPath();
            FileStatus status = FileStatus.of(real);
            if (status.isOpenToOthers()) {
                return Optional.of(shown(path) + " may be read or written by others: chmod 600 " + shown(path));
            }
            if (!user.trustsOwner(status.uid())) {
                return Optional.of(shown(path) + " belongs to uid " + status.uid() + ", not to " + user.owners());
            }
            return allowUnsafe ? Optional.empty() : whyUnsafeReal(real);
        } catch (IOException e) {
            return Optional.of(why(path, e));
        }
    }

    /**
     * Returns what a file holds, nothing where it is missing or cannot be used.
     *
     * @param warnings is told why it cannot be used, or that it is unsafe
     */
    public byte[] readOrSay(Path path, long mostBytes, Consumer<String> warnings) {
        Reading reading = read(path, mostBytes);
        if (reading instanceof Reading.Content content) {
            if (!content.warning().isEmpty()) {
                warnings.accept(content.warning());
            }
            return content.bytes();
        }
        Reading.Unusable unusable = (Reading.Unusable) reading;
        if (!unusable.isMissing()) {
            warnings.accept(unusable.why() + "; the defaults hold");
        }
        return new byte[0];
    }

    private static String allowed(String why) {
        return why.replace(WAY_OUT, "") + "; it is used all the same, for ALLOW_UNSAFE_PATHS = yes";
    }

    private Reading readReal(Path real, long mostBytes) throws IOException {
        FileStatus status = FileStatus.of(real);
        if (!status.isFile()) {
            return new Reading.Unusable(shown(real) + " is " + status.kind() + ", not a file", false);
        }
        if (status.size() > mostBytes) {
            return tooLong(real, mostBytes);
        }
        Optional<String> unsafe = whyUnsafeReal(real);
        if (unsafe.isPresent() && !allowUnsafe) {
            return new Reading.Unusable(unsafe.get(), false);
        }
        try (InputStream in = Files.newInputStream(real)) {
            byte[] bytes = in.readNBytes((int) Math.min(mostBytes + 1, Integer.MAX_VALUE - 8));
            return bytes.length > mostBytes
                    ? tooLong(real, mostBytes)
                    : new Reading.Content(
                            real, bytes, unsafe.map(SafeFiles::allowed).orElse(""));
        }
    }

    private Optional<String> whyUnsafeReal(Path real) throws IOException {
        boolean isEntryTrusted = false;
        for (Path path = real; path != null; path = path.getParent()) {
            FileStatus status = FileStatus.of(path);
            Optional<String> why = whyUnsafe(real, path, status, isEntryTrusted);
            if (why.isPresent()) {
                return why;
            }
            isEntryTrusted = user.trustsOwner(status.uid());
        }
        return Optional.empty();
    }

    private Optional<String> whyUnsafe(Path real, Path path, FileStatus status, boolean isEntryTrusted) {
        String who = path.equals(real) ? shown(path) : shown(path) + ", above " + shown(real) + ",";
        if (!user.trustsOwner(status.uid())) {
            return Optional.of("unsafe: " + who + " is owned by uid " + status.uid() + ", not by " + user.owners()
                    + ": chown it" + WAY_OUT);
        }
        boolean isGuarded = status.isDirectory() && status.isSticky() && isEntryTrusted;
        if (isGuarded) {
            return Optional.empty();
        }
        if (status.isWritableByOthers()) {
            return Optional.of("unsafe: " + who + " is writable by others (mode " + status.modeText()
                    + "): chmod o-w it" + WAY_OUT);
        }
        if (status.isWritableByGroup() && !user.trustsGroup(status.gid())) {
            return Optional.of("unsafe: " + who + " is writable by group " + status.gid() + " (mode "
                    + status.modeText() + "): chmod g-w it" + WAY_OUT);
        }
        return Optional.empty();
    }

    private static Reading tooLong(Path path, long mostBytes) {
        return new Reading.Unusable(shown(path) + " is longer than " + mostBytes + " bytes", false);
    }

    private static String why(Path path, IOException e) {
        if (e instanceof NoSuchFileException) {
            return shown(path) + " does not exist";
        }
        if (e instanceof AccessDeniedException) {
            return shown(path) + " may not be read by the server's user: Permission denied";
        }
        String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
        return shown(path) + " cannot be read: "
                + (reason == null ? e.getClass().getSimpleName() : reason);
    }

    private static String shown(Path path) {
        return Escaper.escape(path.toString());
    }
}
