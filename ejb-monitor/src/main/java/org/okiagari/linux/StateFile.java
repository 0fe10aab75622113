package org.okiagari.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.okiagari.api.files.SafeFiles;
import org.okiagari.linux.RecordFile.Content;
import org.okiagari.saver.StateRecord;
import org.okiagari.saver.StateReplay;

/**
 * The states of one pcheck in {@code state/<pcheck>.state}: a head that names the boot and the pfile, then what changed, in
 * lines of {@link StateRecordLine}. Beyond 1 MiB it is replaced by what counts.
 *
 * <p>What waits for the writer is kept in memory, and stays there while the disk refuses it.
 */
final class StateFile {
    private static final Logger LOGGER = Logger.getLogger(StateFile.class.getName());
    private static final long MOST_BYTES = 64L << 20;
    private static final int HEAD_PARTS = 3;

    private final Path path;
    private final Path pfile;
    private final String bootId;
    private final SafeFiles files;
    private final RecordFile file;
    private final long compactBytes;

    /** Held by whoever touches the file; the memory below has the monitor. */
    private final ReentrantLock io = new ReentrantLock();

    private final Map<StateRecord.Key, StateRecord> newest = new LinkedHashMap<>();
    private final Map<StateRecord.Key, StateRecord> unwritten = new LinkedHashMap<>();
    private long compactedBytes;
    /** What was appended while a snapshot is made; none while none is. */
    private @Nullable List<byte[]> sinceSnapshot;

    private volatile boolean isUnforced;
    /** Somebody else may go on with the file; held with {@code io}. */
    private boolean isEnded;

    /**
     * A file that is not read yet.
     *
     * @param bootId of this boot, empty if it is not known
     * @param compactBytes so long the file may grow beyond its last snapshot
     */
    StateFile(Path path, Path pfile, String bootId, SafeFiles files, RecordFile.Disk disk, long compactBytes) {
        this.path = path;
        this.pfile = pfile;
        this.bootId = bootId;
        this.files = files;
        this.file = new RecordFile(path, disk);
        this.compactBytes = compactBytes;
    }

    /**
     * What was found.
     *
     * @param sameBoot the host was not booted since
     */
    record Found(StateReplay replay, boolean sameBoot) {}

    /** Reads what there is, and goes on behind it where that can be done. */
    Optional<Found> open() {
        SafeFiles.Reading reading = files.read(path, MOST_BYTES);
        if (reading instanceof SafeFiles.Reading.Unusable unusable) {
            if (!unusable.isMissing()) {
                LOGGER.log(Level.WARNING, "The saved state is not used, monitoring begins anew: {0}", unusable.why());
            }
            return Optional.empty();
        }
        byte[] bytes = ((SafeFiles.Reading.Content) reading).bytes();
        Content content = RecordFile.parse(bytes);
        if (content.payloads().isEmpty()) {
            return OldStateFile.read(new String(bytes, StandardCharsets.UTF_8), pfile, bootId);
        }
        Optional<Found> found = read(content);
        if (found.isPresent() && content.goodBytes() < bytes.length) {
            LOGGER.log(
                    Level.WARNING,
                    "The end of the saved state is broken and cut off: {0}, {1} of {2} bytes are good",
                    new Object[] {path, Long.toString(content.goodBytes()), Integer.toString(bytes.length)});
        }
        if (found.isPresent() && found.get().sameBoot()) {
            goOn(content.goodBytes());
        } else {
            newest.clear();
        }
        return found;
    }

    private Optional<Found> read(Content content) {
        try {
            List<String> lines = content.payloads().stream()
                    .map(payload -> new String(payload, StandardCharsets.UTF_8))
                    .toList();
            List<String> head = List.of(lines.get(0).split("\t", HEAD_PARTS));
            if (head.size() != HEAD_PARTS || !head.get(2).equals(ReplacedFile.escaped(pfile.toString()))) {
                return Optional.empty();
            }
            List<StateRecord> records =
                    lines.stream().skip(1).map(StateRecordLine::parse).toList();
            records.forEach(record -> newest.merge(record.key(), record, StateReplay::newer));
            boolean sameBoot = !bootId.isEmpty() && bootId.equals(head.get(1));
            return Optional.of(new Found(StateReplay.of(records), sameBoot));
        } catch (IllegalArgumentException e) {
            LOGGER.log(Level.WARNING, "The saved state is of no use, monitoring begins anew: " + path, e);
            return Optional.empty();
        }
    }

    private void goOn(long goodBytes) {
        try {
            file.resume(goodBytes);
            compactedBytes = goodBytes;
        } catch (IOException e) {
            // It is replaced at the first write.
            LOGGER.log(Level.WARNING, "The saved state can not be continued: " + path, e);
        }
    }

    /** Takes a change; it is written by the next {@link #write}. */
    synchronized void put(StateRecord record) {
        StateRecord counts = newest.merge(record.key(), record, StateReplay::newer);
        if (counts.equals(record)) {
            unwritten.put(record.key(), record);
        }
    }

    /** Hands all changes to the kernel. */
    void write() throws IOException {
        if (!file.isOpen()) {
            first();
            return;
        }
        hand(unwritten());
        if (file.length() - compactedBytes > compactBytes) {
            compact();
        }
    }

    /** Hands one change to the kernel, before those that wait. */
    void writeNow(StateRecord record) throws IOException {
        if (file.isOpen()) {
            hand(List.of(record));
        } else {
            first();
        }
    }

    private void hand(Collection<StateRecord> records) throws IOException {
        if (records.isEmpty()) {
            return;
        }
        io.lock();
        try {
            if (isEnded) {
                return;
            }
            List<byte[]> payloads = payloads(records);
            file.append(payloads);
            isUnforced = true;
            if (sinceSnapshot != null) {
                sinceSnapshot.addAll(payloads);
            }
        } finally {
            io.unlock();
        }
        written(records);
    }

    private synchronized List<StateRecord> unwritten() {
        return List.copyOf(unwritten.values());
    }

    private synchronized List<StateRecord> newest() {
        return List.copyOf(newest.values());
    }

    /** What changed again meanwhile still waits. */
    private synchronized void written(Collection<StateRecord> records) {
        records.forEach(record -> unwritten.remove(record.key(), record));
    }

    /** Begins the file: of another boot, of another format, or of another pfile is what was there, if anything. */
    private void first() throws IOException {
        io.lock();
        try {
            if (!file.isOpen() && !isEnded) {
                List<StateRecord> all = newest();
                // Not forced yet: an attempt may wait for it.
                file.replacement(snapshot(all), false).finish(List.of());
                isUnforced = true;
                compactedBytes = file.length();
                written(all);
            }
        } finally {
            io.unlock();
        }
    }

    /** What is handed over while the snapshot goes to the disk is in both files. */
    private void compact() throws IOException {
        List<StateRecord> all;
        io.lock();
        try {
            all = newest();
            sinceSnapshot = new ArrayList<>();
        } finally {
            io.unlock();
        }
        try {
            RecordFile.Next next = file.replacement(snapshot(all), true);
            io.lock();
            try {
                next.finish(Objects.requireNonNull(sinceSnapshot));
                compactedBytes = file.length();
            } finally {
                io.unlock();
            }
        } finally {
            io.lock();
            sinceSnapshot = null;
            io.unlock();
        }
        written(all);
    }

    private List<byte[]> snapshot(List<StateRecord> records) {
        List<byte[]> payloads = new ArrayList<>(records.size() + 1);
        payloads.add(Texts.bytes("head\t" + bootId + "\t" + ReplacedFile.escaped(pfile.toString())));
        payloads.addAll(payloads(records.stream()
                .filter(record -> !(record instanceof StateRecord.Gone))
                .toList()));
        return payloads;
    }

    private static List<byte[]> payloads(Collection<StateRecord> records) {
        return records.stream()
                .map(record -> Texts.bytes(StateRecordLine.print(record)))
                .toList();
    }

    /** Waits until the disk has what the kernel has, if it has more. Only by the thread that writes. */
    void force() throws IOException {
        if (isUnforced) {
            isUnforced = false;
            file.force();
        }
    }

    /** Closes the file, and deletes it if nothing of it shall be left. */
    void close(boolean isForgotten) throws IOException {
        io.lock();
        try {
            isEnded = true;
            file.close();
            if (isForgotten) {
                Files.deleteIfExists(path);
            }
        } finally {
            io.unlock();
        }
    }
}
