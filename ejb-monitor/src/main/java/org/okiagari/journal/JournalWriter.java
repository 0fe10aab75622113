package org.okiagari.journal;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.okiagari.pcheck.EventSink;
import org.okiagari.pcheck.RecordedEvent;

/** The writer's thread: takes what waits, writes it to the files, then hands it to the sinks. */
final class JournalWriter implements Runnable {
    private static final Logger LOGGER = Logger.getLogger(JournalWriter.class.getName());
    private static final Duration RETRY = Duration.ofSeconds(1);
    /** With everything on the disk nothing is to be done before the next event: an idle saver sleeps. */
    private static final Duration IDLE = Duration.ofMinutes(10);

    private static final Duration FORCE = Duration.ofSeconds(2);

    private final EventQueue queue;
    private final EventFile events;
    private final HumanLog human;
    private final SeqBlocks blocks;
    private final List<EventSink> sinks;
    private final Complaint complaint;
    private final Object written = new Object();
    private long lastWritten;
    private boolean isForced = true;
    private long lastForced = System.nanoTime();

    JournalWriter(
            EventQueue queue,
            EventFile events,
            HumanLog human,
            SeqBlocks blocks,
            List<EventSink> sinks,
            Complaint complaint) {
        this.queue = queue;
        this.events = events;
        this.human = human;
        this.blocks = blocks;
        this.sinks = List.copyOf(sinks);
        this.complaint = complaint;
    }

    @Override
    public void run() {
        try {
            while (!queue.isEnded()) {
                write(queue.take(isSettled() ? IDLE : RETRY));
            }
            end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            events.close();
            human.close();
        }
    }

    private boolean isSettled() {
        return isForced && !events.isBehind() && !events.isIncomplete();
    }

    long lost() {
        return events.lost();
    }

    /** Tells whether events that sinks have seen are not in the file yet. */
    boolean isIncomplete() {
        return events.isIncomplete();
    }

    /** Waits until the event with this number has reached all sinks; tells whether it has. */
    boolean awaitWritten(long seq, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        synchronized (written) {
            long left = atMost.toNanos();
            while (lastWritten < seq && left > 0) {
                try {
                    written.wait(left / 1_000_000, (int) (left % 1_000_000));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
                left = deadline - System.nanoTime();
            }
            return lastWritten >= seq;
        }
    }

    /** Never throws: the writer lives as long as the journal. */
    private void write(List<EventQueue.Entry> entries) {
        List<RecordedEvent> batch = new ArrayList<>();
        for (EventQueue.Entry entry : entries) {
            if (entry.event() != null) {
                batch.add(Objects.requireNonNull(entry.event()));
            }
        }
        try {
            writeFiles(entries, batch);
        } catch (IOException | RuntimeException e) {
            complaint.fails(
                    "The journal cannot be written: " + e
                            + "; monitoring goes on, events are kept in memory. Make room, or mend the directory's permissions");
        }
        batch.forEach(this::handOn);
        tellWritten(batch);
        isForced = isForced && batch.isEmpty();
        forceInAPause(entries.isEmpty());
    }

    /** A disk may take a quarter of a second: in a pause nobody waits for it, and no burst finds the queue full. */
    private void forceInAPause(boolean isPause) {
        boolean isTime = isPause || System.nanoTime() - lastForced > FORCE.toNanos() && queue.depth() == 0;
        if (!isForced && isTime) {
            force();
        }
    }

    private void force() {
        try {
            events.force();
        } catch (IOException e) {
            complaint.fails("The journal cannot be brought to the disk: " + e);
        }
        isForced = true;
        lastForced = System.nanoTime();
    }

    private void writeFiles(List<EventQueue.Entry> entries, List<RecordedEvent> batch) throws IOException {
        boolean hasWork = !entries.isEmpty() || events.isBehind();
        events.add(batch);
        long next = queue.nextSeq();
        try {
            events.write();
        } finally {
            // Numbers that only sinks have seen must not be used again, whatever became of the files.
            if (!batch.isEmpty()) {
                blocks.cover(next - 1, !events.isBehind());
            }
        }
        if (!entries.isEmpty()) {
            human.write(entries);
            sayLostLines();
        }
        if (hasWork) {
            complaint.works("The journal can be written again");
        }
        events.takeHole().ifPresent(hole -> queue.offer("", hole.announcement("events.jsonl could not be written")));
    }

    private void sayLostLines() {
        long lost = queue.takeLostLines();
        if (lost > 0) {
            LOGGER.warning(lost + " lines of the program's log were left out: too many at once");
        }
    }

    private void handOn(RecordedEvent event) {
        for (EventSink sink : sinks) {
            try {
                sink.accept(event);
            } catch (RuntimeException e) {
                LOGGER.log(Level.WARNING, "A sink of the journal failed on event " + event.seq(), e);
            }
        }
    }

    private void tellWritten(List<RecordedEvent> batch) {
        if (!batch.isEmpty()) {
            synchronized (written) {
                lastWritten = batch.get(batch.size() - 1).seq();
                written.notifyAll();
            }
        }
    }

    private void end() {
        force();
        try {
            if (!events.isBehind()) {
                blocks.end(queue.nextSeq());
            }
        } catch (IOException e) {
            complaint.fails("state/seq cannot be written: " + e);
        }
    }
}
