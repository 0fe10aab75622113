package org.okiagari.api.health;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * Writes one segment; whatever instant its process dies at, what was written last before stays readable. One thread at a time.
 *
 * <p>A mapping is never cut or grown: where a payload does not fit, a new segment takes the place of the old one.
 */
public final class SegmentWriter {
    private static final Set<OpenOption> NEW = Set.of(
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);
    private static final int CHUNK = 64 * 1024;

    private final MappedByteBuffer map;
    private final int slotSize;
    private long gen;

    private SegmentWriter(MappedByteBuffer map, int slotSize) {
        this.map = map;
        this.slotSize = slotSize;
    }

    /**
     * Makes a segment with its first payload and puts it in the place of the one before, in one step; mode 0600.
     *
     * @param writer the process that writes, this one
     * @param room payloads up to so many bytes fit
     * @param payload the first one
     * @param monotonicMillis heartbeat, ms of the monotonic clock
     * @param wallMillis the same moment in ms since 1970
     * @throws IOException if there is no room on the device; nothing has changed then
     */
    public static SegmentWriter create(
            Path file, ServerProcess writer, int room, Payload payload, long monotonicMillis, long wallMillis)
            throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".tmp");
        Files.deleteIfExists(next);
        int slotSize = Math.addExact(Math.max(room, payload.length()) + Layout.SLOT_HEAD, 7) & ~7;
        try (FileChannel channel = FileChannel.open(
                next, NEW, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            int size = Math.addExact(Layout.HEADER, Math.multiplyExact(2, slotSize));
            reserve(channel, size);
            MappedByteBuffer map = channel.map(FileChannel.MapMode.READ_WRITE, 0, size);
            map.order(ByteOrder.nativeOrder());
            map.putInt(Layout.AT_VERSION, Layout.VERSION).putInt(Layout.AT_HEADER, Layout.HEADER);
            map.putLong(Layout.AT_SLOT_SIZE, slotSize);
            map.putLong(Layout.AT_PID, writer.pid()).putLong(Layout.AT_START, writer.startTicks());
            SegmentWriter segment = new SegmentWriter(map, slotSize);
            segment.write(payload, monotonicMillis, wallMillis);
            Layout.set(map, Layout.AT_MAGIC, Layout.MAGIC);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return segment;
        } catch (IOException e) {
            Files.deleteIfExists(next);
            throw e;
        }
    }

    /** Takes the room by write(2): a mapped page that the device has no room for would be a SIGBUS, not an error. */
    private static void reserve(FileChannel channel, int size) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocate(CHUNK);
        for (int left = size; left > 0; ) {
            zeros.clear().limit(Math.min(CHUNK, left));
            left -= channel.write(zeros);
        }
    }

    /** Tells whether a payload of so many bytes fits. */
    public boolean fits(int length) {
        return length <= slotSize - Layout.SLOT_HEAD;
    }

    /** Writes a payload, which must fit; see {@link #create} for the parameters. */
    public void write(Payload payload, long monotonicMillis, long wallMillis) {
        long next = gen + 1;
        int slot = Layout.slot(next, slotSize);
        // Readers of this slot, two payloads old, see that it changes under them.
        Layout.set(map, slot, 0);
        int at = slot + Layout.SLOT_HEAD;
        for (byte[] part : payload.parts()) {
            map.put(at, part);
            at += part.length;
        }
        int length = at - slot - Layout.SLOT_HEAD;
        CRC32C crc = Layout.crc(next);
        crc.update(map.slice(slot + Layout.SLOT_HEAD, length));
        map.putInt(slot + Layout.AT_LENGTH, length).putInt(slot + Layout.AT_CRC, (int) crc.getValue());
        Layout.set(map, slot, next);
        Layout.set(map, Layout.AT_GEN, next);
        gen = next;
        beat(monotonicMillis, wallMillis);
    }

    /** Says that the last payload is still true. */
    public void beat(long monotonicMillis, long wallMillis) {
        Layout.set(map, Layout.AT_WALL, wallMillis);
        Layout.set(map, Layout.AT_HEARTBEAT, monotonicMillis);
    }

    /**
     * Bytes in pieces, so that what did not change is not made anew.
     *
     * @param parts the pieces, in order
     */
    public record Payload(Iterable<byte[]> parts) {
        /** Returns how many bytes they are. */
        public int length() {
            int length = 0;
            for (byte[] part : parts) {
                length = Math.addExact(length, part.length);
            }
            return length;
        }
    }
}
