package org.okiagari.journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.okiagari.pcheck.EventText;
import org.okiagari.pcheck.RecordedEvent;

/** The last events in memory. */
final class EventRing {
    private final int capacity;
    private final ArrayDeque<RecordedEvent> events = new ArrayDeque<>();

    EventRing(int capacity) {
        this.capacity = capacity;
    }

    synchronized void add(RecordedEvent event) {
        if (events.size() >= capacity) {
            events.remove();
        }
        events.add(event);
    }

    /** Tells whether every event after this number is here. */
    synchronized boolean reachesBackTo(long afterSeq) {
        RecordedEvent oldest = events.peek();
        return oldest != null && oldest.seq() <= afterSeq + 1;
    }

    /** Returns at most {@code max} events after a number, oldest first. */
    List<EventText> after(long afterSeq, int max) {
        List<RecordedEvent> found = new ArrayList<>();
        synchronized (this) {
            for (RecordedEvent event : events) {
                if (event.seq() > afterSeq && found.size() < max) {
                    found.add(event);
                }
            }
        }
        return found.stream().map(EventLine::text).toList();
    }
}
