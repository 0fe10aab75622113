package org.okiagari.linux;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A file of records that only grows, until it is replaced as a whole: {@code [u32 length][u32 crc32c][payload]}, big endian,
 * after a line that names the format. Mode 0600.
 *
 * <p>What was handed to the kernel survives our own death. A record cut by a power cut or a full disk ends the file: it is
 * cut off, and so is what follows it. Only {@link #isOpen}, {@link #length} and {@link #force} are for other
 * threads than the one that writes.
 */
final class RecordFile implements AutoCloseable {
    /** The first line of such a file. */
    private static final byte[] TITLE = Texts.bytes("okiagari-records 1\n");

    private static final int HEAD = 8;
    private static final int MOST_PAYLOAD = 1 << 20;
    private static final FileAttribute<Set<PosixFilePermission>> MODE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> DIRECTORY_MODE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final Set<OpenOption> APPEND =
            Set.of(StandardOpenOption.WRITE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);
    private static final Set<OpenOption> NEW = Set.of(
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.APPEND,
            LinkOption.NOFOLLOW_LINKS);

    /** Where bytes go: a seam, since a disk may refuse them. */
    interface Disk {
        /** Writes what can be written at once; answers how many bytes. */
        int write(FileChannel channel, ByteBuffer bytes) throws IOException;
    }

    private final Path file;
    private final Disk disk;
    private volatile @Nullable FileChannel channel;
    private volatile long length;
    private boolean isTorn;

    /** A file that is not open yet; its directory is made (0700) when it is needed. */
    RecordFile(Path file, Disk disk) {
        this.file = file;
        this.disk = disk;
    }

    /**
     * What a file holds.
     *
     * @param payloads of the whole records, in order
     * @param goodBytes where the last whole record ends, 0 if the first line is another one
     */
    record Content(List<byte[]> payloads, long goodBytes) {}

    /** Reads the bytes of a file as far as they are whole. */
    static Content parse(byte[] bytes) {
        List<byte[]> payloads = new ArrayList<>();
        if (bytes.length < TITLE.length || !Arrays.equals(bytes, 0, TITLE.length, TITLE, 0, TITLE.length)) {
            return new Content(payloads, 0);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).position(TITLE.length);
        int good = TITLE.length;
        while (in.remaining() >= HEAD) {
            int size = in.getInt();
            int crc = in.getInt();
            // A file system may leave zeros where a record was to come; they are none of length 0.
            if (size <= 0 || size > MOST_PAYLOAD || size > in.remaining()) {
                break;
            }
            byte[] payload = new byte[size];
            in.get(payload);
            if (crc(payload) != crc) {
                break;
            }
            payloads.add(payload);
            good = in.position();
        }
        return new Content(payloads, good);
    }

    private static int crc(byte[] payload) {
        CRC32C crc = new CRC32C();
        crc.update(payload);
        return (int) crc.getValue();
    }

    /** Returns how many bytes are in it, 0 while it is not open. */
    long length() {
        return length;
    }

    /** Tells whether records can be appended. */
    boolean isOpen() {
        return channel != null;
    }

    /** Goes on after the whole records of an existing file: what follows them is cut off. */
    void resume(long goodBytes) throws IOException {
        FileChannel present = FileChannel.open(file, APPEND);
        try {
            present.truncate(goodBytes);
        } catch (IOException e) {
            present.close();
            throw e;
        }
        adopt(present, goodBytes);
    }

    /** Appends records by one write(2); if that fails nothing of them stays. */
    void append(List<byte[]> payloads) throws IOException {
        FileChannel present = channel;
        if (present == null) {
            throw new NoSuchFileException(file.toString(), null, "it is not open");
        }
        mend(present);
        ByteBuffer bytes = framed(payloads);
        long more = bytes.remaining();
        try {
            write(present, bytes);
        } catch (IOException e) {
            isTorn = true;
            if (present.isOpen()) {
                mend(present);
            }
            throw e;
        }
        length = length + more;
    }

    /**
     * Begins to put other records in the place of all, in a file of another name: after a crash there is one of the two. It
     * may take as long as a disk does, and records may be appended meanwhile; those are to be told to {@link Next#finish}.
     *
     * @param isForced the disk has it before it takes the place, so that even a power cut leaves one of the two
     */
    Next replacement(List<byte[]> payloads, boolean isForced) throws IOException {
        Files.createDirectories(file.resolveSibling(""), DIRECTORY_MODE);
        Path path = file.resolveSibling(file.getFileName() + ".tmp");
        Files.deleteIfExists(path);
        FileChannel made = FileChannel.open(path, NEW, MODE);
        Next next = new Next(path, made);
        boolean isDone = false;
        try {
            next.size = write(made, ByteBuffer.wrap(TITLE)) + write(made, framed(payloads));
            if (isForced) {
                made.force(true);
            }
            isDone = true;
        } finally {
            if (!isDone) {
                next.drop();
            }
        }
        return next;
    }

    /** A file that is to replace this one. */
    final class Next {
        private final Path path;
        private final FileChannel made;
        private long size;

        private Next(Path path, FileChannel made) {
            this.path = path;
            this.made = made;
        }

        /** Puts it in the place of the present one, with these records at its end. */
        void finish(List<byte[]> more) throws IOException {
            boolean isDone = false;
            try {
                size += write(made, framed(more));
                Files.move(path, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                isDone = true;
            } finally {
                if (!isDone) {
                    drop();
                }
            }
            close();
            adopt(made, size);
        }

        /** Lets it be. */
        void drop() throws IOException {
            made.close();
            Files.deleteIfExists(path);
        }
    }

    /** Waits until the disk has it. */
    void force() throws IOException {
        FileChannel present = channel;
        if (present != null) {
            present.force(false);
        }
    }

    /** Closes the file; it can be replaced or resumed later. */
    @Override
    public void close() throws IOException {
        FileChannel present = channel;
        channel = null;
        length = 0;
        if (present != null) {
            present.close();
        }
    }

    private void adopt(FileChannel next, long size) {
        channel = next;
        length = size;
        isTorn = false;
    }

    private void mend(FileChannel present) throws IOException {
        if (isTorn) {
            present.truncate(length);
            isTorn = false;
        }
    }

    private static ByteBuffer framed(List<byte[]> payloads) {
        int size = 0;
        for (byte[] payload : payloads) {
            size += HEAD + payload.length;
        }
        ByteBuffer bytes = ByteBuffer.allocate(size);
        for (byte[] payload : payloads) {
            bytes.putInt(payload.length).putInt(crc(payload)).put(payload);
        }
        return bytes.flip();
    }

    private long write(FileChannel to, ByteBuffer bytes) throws IOException {
        long written = 0;
        while (bytes.hasRemaining()) {
            written += disk.write(to, bytes);
        }
        return written;
    }
}
