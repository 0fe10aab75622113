package org.okiagari.api.health;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A segment as it was read: one payload, whole.
 *
 * @param gen how many payloads were written until then
 * @param writer the process that writes
 * @param heartbeatMillis when the payload was last true, ms of the monotonic clock of the writer's boot
 * @param wallMillis the same in ms since 1970
 * @param payload the bytes
 */
public record Segment(long gen, ServerProcess writer, long heartbeatMillis, long wallMillis, byte[] payload) {
    /** A writer writes at most ten payloads a second, so one that is copied twice in vain is not a segment. */
    private static final int TRIES = 1000;

    /**
     * Reads a segment, whatever its writer does at this moment.
     *
     * @return none if the file holds no whole payload
     * @throws IOException if the file cannot be read, NoSuchFileException if there is none
     */
    public static Optional<Segment> read(Path file) throws IOException {
        ByteBuffer map;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size < Layout.HEADER || size > Integer.MAX_VALUE) {
                return Optional.empty();
            }
            map = channel.map(FileChannel.MapMode.READ_ONLY, 0, size).order(ByteOrder.nativeOrder());
        }
        long slotSize = map.getLong(Layout.AT_SLOT_SIZE);
        if (Layout.get(map, Layout.AT_MAGIC) != Layout.MAGIC
                || map.getInt(Layout.AT_VERSION) != Layout.VERSION
                || map.getInt(Layout.AT_HEADER) != Layout.HEADER
                || slotSize < Layout.SLOT_HEAD
                || slotSize % Long.BYTES != 0
                || slotSize > (map.capacity() - Layout.HEADER) / 2) {
            return Optional.empty();
        }
        for (int i = 0; i < TRIES; i++) {
            long gen = Layout.get(map, Layout.AT_GEN);
            Optional<Segment> found = read(map, (int) slotSize, gen);
            // Between the two stores of a writer that was killed the other slot may be the newer one.
            found = found.isPresent() ? found : read(map, (int) slotSize, gen + 1);
            if (found.isPresent()) {
                return found;
            }
            Thread.onSpinWait();
        }
        return Optional.empty();
    }

    private static Optional<Segment> read(ByteBuffer map, int slotSize, long gen) {
        int slot = Layout.slot(gen, slotSize);
        if (gen == 0 || Layout.get(map, slot) != gen) {
            return Optional.empty();
        }
        int length = map.getInt(slot + Layout.AT_LENGTH);
        int crc = map.getInt(slot + Layout.AT_CRC);
        if (length < 0 || length > slotSize - Layout.SLOT_HEAD) {
            return Optional.empty();
        }
        byte[] payload = new byte[length];
        map.get(slot + Layout.SLOT_HEAD, payload);
        CRC32C sum = Layout.crc(gen);
        sum.update(payload);
        if (Layout.get(map, slot) != gen || (int) sum.getValue() != crc) {
            return Optional.empty();
        }
        return Optional.of(new Segment(
                gen,
                new ServerProcess(map.getLong(Layout.AT_PID), map.getLong(Layout.AT_START)),
                Layout.get(map, Layout.AT_HEARTBEAT),
                Layout.get(map, Layout.AT_WALL),
                payload));
    }
}
