package org.okiagari.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file of lines that is kept in pieces: {@code name} is the newest, {@code name.1} the one before, and so on.
 *
 * <p>One thread writes; any thread may read. Lines are written whole or not at all, as far as the kernel answers.
 */
final class RotatingFile implements AutoCloseable {
    /** About how much is written at once. */
    static final int CHUNK = 16 * 1024;

    private final Path path;
    private final long maxBytes;
    private final int keep;
    /** A directory that somebody deleted is made again as it was. */
    private Set<PosixFilePermission> directoryMode = PosixFilePermissions.fromString("rwxr-x---");

    private @Nullable FileChannel channel;
    private @Nullable Object fileKey;
    private long size;

    RotatingFile(Path path, long maxBytes, int keep) {
        this.path = path;
        this.maxBytes = maxBytes;
        this.keep = Math.max(1, keep);
    }

    /** Opens the file, also again when somebody moved or deleted it; call it before a batch of lines. */
    void open() throws IOException {
        if (channel != null && !isStillThere()) {
            close();
        }
        if (channel == null) {
            openAnew();
        }
    }

    /** Appends whole lines; on failure nothing of them stays. */
    void append(byte[] lines) throws IOException {
        if (size > 0 && size + lines.length > maxBytes) {
            rotate();
        }
        FileChannel out = Objects.requireNonNull(channel, "open() comes first");
        ByteBuffer bytes = ByteBuffer.wrap(lines);
        try {
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            size += lines.length;
        } catch (IOException e) {
            cutBackTo(out, size);
            close();
            throw e;
        }
    }

    /** Waits until what was written is on the disk. */
    void force() throws IOException {
        if (channel != null) {
            channel.force(false);
        }
    }

    @Override
    public void close() {
        FileChannel out = channel;
        channel = null;
        if (out != null) {
            try {
                out.close();
            } catch (IOException e) {
                // Nothing that was written is lost by it, and there is nobody to tell.
            }
        }
    }

    /** Opens all pieces for reading, oldest first; a later rotation does not disturb the readers. */
    List<InputStream> readers() throws IOException {
        List<InputStream> readers = new ArrayList<>();
        synchronized (this) {
            for (int i = keep - 1; i >= 0; i--) {
                try {
                    readers.add(Files.newInputStream(piece(i)));
                } catch (NoSuchFileException e) {
                    // There are fewer pieces yet.
                } catch (IOException e) {
                    for (InputStream reader : readers) {
                        reader.close();
                    }
                    throw e;
                }
            }
        }
        return readers;
    }

    private synchronized void rotate() throws IOException {
        force();
        close();
        for (int i = keep - 1; i > 0; i--) {
            if (Files.exists(piece(i - 1))) {
                Files.move(piece(i - 1), piece(i), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.deleteIfExists(path);
        openAnew();
    }

    private Path piece(int i) {
        return i == 0 ? path : path.resolveSibling(path.getFileName() + "." + i);
    }

    private void openAnew() throws IOException {
        Path directory = Objects.requireNonNull(path.getParent());
        if (!Files.exists(directory)) {
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(directoryMode));
        }
        directoryMode = Files.getPosixFilePermissions(directory);
        Tail.cutTornLine(path);
        FileChannel opened = FileChannel.open(
                path,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
        channel = opened;
        size = opened.size();
        fileKey = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    private boolean isStillThere() {
        try {
            return Objects.equals(
                    fileKey,
                    Files.readAttributes(path, BasicFileAttributes.class).fileKey());
        } catch (IOException e) {
            return false;
        }
    }

    private static void cutBackTo(FileChannel out, long size) {
        try {
            out.truncate(size);
        } catch (IOException e) {
            // The torn line stays until the file is opened again; readers leave it out.
        }
    }
}
