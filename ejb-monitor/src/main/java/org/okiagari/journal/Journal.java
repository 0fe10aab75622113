package org.okiagari.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.okiagari.pcheck.Clock;
import org.okiagari.pcheck.EventLog;
import org.okiagari.pcheck.EventReader;
import org.okiagari.pcheck.EventSink;
import org.okiagari.pcheck.EventText;
import org.okiagari.pcheck.MonitorThread;
import org.okiagari.saver.Event;

/**
 * The journal of one server: numbers events, writes events.jsonl and okiagari.log, hands events on to its sinks.
 *
 * <p>Offering is a moment's work in memory. One thread writes; a directory that is full, hung or missing holds back only
 * that thread, is said once a minute, and what found no room is announced by an event {@code gap}.
 */
public final class Journal implements EventLog, EventReader, AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(Journal.class.getName());
    private static final int RING = 1000;
    private static final Duration END = Duration.ofSeconds(5);

    private final JournalSettings settings;
    private final Clock clock;
    private final EventQueue queue;
    private final EventRing ring = new EventRing(RING);
    private final EventHistory history;
    private final JournalWriter writer;
    private final Thread thread;

    /**
     * Opens the journal and starts its writer; it never fails.
     *
     * @param sinks are given every event by the writer's thread, in order
     */
    public Journal(JournalSettings settings, Clock clock, List<EventSink> sinks) {
        this.settings = settings;
        this.clock = clock;
        RotatingFile events = file("events.jsonl");
        SeqStore store = new SeqStore(settings.state().resolve("seq"));
        SeqStore.Start start = SeqStore.start(lastInFiles(), store.read());
        this.queue = new EventQueue(settings.queueSize(), settings.host(), clock, start.next());
        this.history = new EventHistory(events);
        List<EventSink> all = new ArrayList<>();
        all.add(ring::add);
        all.addAll(sinks);
        this.writer = new JournalWriter(
                queue,
                new EventFile(events, settings.queueSize()),
                new HumanLog(file("okiagari.log"), settings.mypid()),
                new SeqBlocks(store, start.next()),
                all,
                new Complaint(LOGGER, clock));
        start.hole().ifPresent(hole -> queue.offer("", hole.announcement("not in the files of the journal")));
        this.thread = new MonitorThread("okiagari-journal", writer);
        thread.start();
    }

    @Override
    public void offer(String pcheck, Event event) {
        queue.offer(pcheck, event);
    }

    /** Gives room for so many events more than EVENT_QUEUE_SIZE: all PENTs may change at once. */
    public void setExtraRoom(int events) {
        queue.setExtraRoom(events);
    }

    /** Writes a line to okiagari.log alone; it is left out when events need the room. */
    public void line(String text) {
        queue.offerLine(new HumanLine(
                OffsetDateTime.ofInstant(clock.now().wall(), ZoneId.systemDefault()),
                "okiagari",
                settings.mypid(),
                text));
    }

    @Override
    public List<EventText> events(long afterSeq, int max) {
        long from = afterSeq < 0 ? Math.max(0, queue.nextSeq() - 1 - max) : afterSeq;
        if (ring.reachesBackTo(from) || from >= queue.nextSeq() - 1) {
            return ring.after(from, max);
        }
        List<EventText> events = new ArrayList<>();
        try {
            events.addAll(history.after(from, max));
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "The files of the journal cannot be read; what is in memory is answered", e);
        }
        long last = events.isEmpty() ? from : events.get(events.size() - 1).seq();
        // What the files lack and memory alone could not hold comes later, or is announced as lost: nothing is jumped
        // over.
        if (!writer.isIncomplete() || ring.reachesBackTo(last)) {
            events.addAll(ring.after(last, max - events.size()));
        }
        return events;
    }

    @Override
    public int depth() {
        return queue.depth();
    }

    @Override
    public long drops() {
        return queue.drops() + writer.lost();
    }

    @Override
    public boolean flush(Duration atMost) {
        return writer.awaitWritten(queue.nextSeq() - 1, atMost);
    }

    /** Writes what waits, within a bound, and ends the writer's thread. */
    @Override
    public void close() {
        queue.close();
        try {
            thread.join(END.toMillis());
            if (thread.isAlive()) {
                LOGGER.warning("The journal could not be written to its end: " + settings.log()
                        + " does not answer; the last events are lost");
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private RotatingFile file(String name) {
        return new RotatingFile(settings.log().resolve(name), settings.maxFileBytes(), settings.keep());
    }

    private OptionalLong lastInFiles() {
        for (String name : List.of("events.jsonl", "events.jsonl.1")) {
            Path path = settings.log().resolve(name);
            try {
                OptionalLong last = Tail.lastSeq(path);
                if (last.isPresent()) {
                    return last;
                }
            } catch (IOException e) {
                LOGGER.warning(path + " cannot be read: " + e + "; numbers of events go on after those in state/seq");
            }
        }
        return OptionalLong.empty();
    }
}
