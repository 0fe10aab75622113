package org.okiagari.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.okiagari.pcheck.RecordedEvent;

/** events.jsonl: what cannot be written now is kept and written later, so far as there is room. */
final class EventFile implements AutoCloseable {
    private final RotatingFile file;
    private final int capacity;
    private final ArrayDeque<RecordedEvent> pending = new ArrayDeque<>();
    private @Nullable Hole hole;
    private volatile boolean isIncomplete;
    private volatile long lost;

    EventFile(RotatingFile file, int capacity) {
        this.file = file;
        this.capacity = capacity;
    }

    /** Takes events to write; what has no room is lost and announced later. */
    void add(List<RecordedEvent> events) {
        for (RecordedEvent event : events) {
            // After a loss nothing more is kept until the loss is announced: the file stays in order.
            if (hole != null || pending.size() >= Math.max(capacity, events.size())) {
                hole = hole == null ? Hole.of(event.seq()) : hole.with(event.seq());
                lost++;
            } else {
                pending.add(event);
            }
        }
        isIncomplete = !pending.isEmpty() || hole != null;
    }

    /** Writes all that waits, many lines at once. */
    void write() throws IOException {
        if (pending.isEmpty()) {
            return;
        }
        file.open();
        while (!pending.isEmpty()) {
            ByteArrayOutputStream chunk = new ByteArrayOutputStream(RotatingFile.CHUNK + 1024);
            int count = 0;
            for (Iterator<RecordedEvent> events = pending.iterator();
                    events.hasNext() && chunk.size() < RotatingFile.CHUNK;
                    count++) {
                chunk.writeBytes(EventLine.bytes(events.next()));
            }
            file.append(chunk.toByteArray());
            for (int i = 0; i < count; i++) {
                pending.remove();
            }
        }
        isIncomplete = hole != null;
    }

    /** Waits until what was written is on the disk. */
    void force() throws IOException {
        file.force();
    }

    /** Returns the loss to announce, once it can be. */
    Optional<Hole> takeHole() {
        if (hole == null || !pending.isEmpty()) {
            return Optional.empty();
        }
        Hole taken = hole;
        hole = null;
        isIncomplete = false;
        return Optional.of(taken);
    }

    /** Tells whether events that were given to it are not in the file yet; any thread may ask. */
    boolean isIncomplete() {
        return isIncomplete;
    }

    boolean isBehind() {
        return !pending.isEmpty();
    }

    long lost() {
        return lost;
    }

    @Override
    public void close() {
        file.close();
    }
}
