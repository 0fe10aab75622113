package org.okiagari.linux;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.okiagari.api.text.Escaper;

/**
 * One lock file that is ours.
 *
 * <p>Between processes the kernel's lock decides: it ends with its process, however that ends. Inside one JVM, where a
 * redeployed application may overlap with its predecessor, the table of system properties decides: it is the only one
 * that two class loaders surely share, and a lock file must be opened once only, for closing any second stream on it
 * frees the lock. A free lock file stays: were it deleted, two processes could lock two files of one name.
 */
final class LockFile {
    private static final Logger LOGGER = Logger.getLogger(LockFile.class.getName());
    private static final String CLAIMED = "okiagari.claimed.";
    private static final int MOST_HOLDER_BYTES = 4096;
    private static final Set<OpenOption> OPTIONS = Set.of(
            StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE, LinkOption.NOFOLLOW_LINKS);

    private final String property;
    private final FileChannel channel;

    private LockFile(String property, FileChannel channel) {
        this.property = property;
        this.channel = channel;
    }

    /** What came of taking it. */
    sealed interface Taken {
        /** It is ours. */
        record Mine(LockFile lock) implements Taken {}

        /**
         * Somebody else has it.
         *
         * @param holder the first line of what the holder wrote
         */
        record Theirs(String holder) implements Taken {}
    }

    /**
     * Takes a lock file.
     *
     * @param file its real path
     * @param holder one line that says who we are
     * @param more further lines for people
     */
    static Taken take(Path file, String holder, String more) throws IOException {
        String property = CLAIMED + file;
        Object before = System.getProperties().putIfAbsent(property, holder);
        if (before != null) {
            return new Taken.Theirs(before.toString());
        }
        boolean isMine = false;
        try {
            Taken taken = lock(file, property);
            if (taken instanceof Taken.Mine mine) {
                mine.lock().write(holder + "\n" + more);
                isMine = true;
            }
            return taken;
        } finally {
            if (!isMine) {
                System.getProperties().remove(property);
            }
        }
    }

    /** Gives it back; the file stays, empty. */
    void release() {
        try (channel) {
            channel.truncate(0);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "lock file not closed: " + property.substring(CLAIMED.length()), e);
        } finally {
            System.getProperties().remove(property);
        }
    }

    @SuppressWarnings("resource") // an open channel is what holds the lock
    private static Taken lock(Path file, String property) throws IOException {
        FileChannel channel = FileChannel.open(
                file, OPTIONS, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new Taken.Mine(new LockFile(property, channel));
            }
            String holder = holder(channel);
            channel.close();
            return new Taken.Theirs(holder);
        } catch (OverlappingFileLockException e) {
            // This JVM holds it though the table does not say so: closing the channel would free that lock.
            return new Taken.Theirs(holder(channel));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(MOST_HOLDER_BYTES);
        channel.read(bytes, 0);
        String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        String first = text.lines().findFirst().orElse("");
        return first.isEmpty() ? "another process" : Escaper.escape(first);
    }

    /** On a full disk the lock holds all the same; only its holder cannot be named then. */
    private void write(String text) {
        try {
            channel.truncate(0);
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "lock file not written: " + property.substring(CLAIMED.length()), e);
        }
    }
}
