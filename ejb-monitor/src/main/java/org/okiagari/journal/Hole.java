package org.okiagari.journal;

import java.util.List;
import java.util.Map;
import org.okiagari.saver.Event;
import org.okiagari.saver.EventType;

/**
 * Numbers of events that were lost.
 *
 * @param from first number
 * @param to last number
 * @param count how many events
 */
record Hole(long from, long to, long count) {
    static Hole of(long seq) {
        return new Hole(seq, seq, 1);
    }

    Hole with(long seq) {
        return new Hole(from, seq, count + 1);
    }

    /** Returns the event that announces it. */
    Event announcement(String reason) {
        return new Event(
                EventType.GAP, "", 0, 0, Map.of("from", from, "to", to, "count", count, "reason", reason), List.of());
    }
}
