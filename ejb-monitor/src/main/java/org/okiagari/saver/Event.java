package org.okiagari.saver;

import java.util.List;
import java.util.Map;

/**
 * Something that happened: one object in events.jsonl, one notification, and its lines in syslog.
 *
 * @param type its kind
 * @param pent pname, empty where no PENT is meant
 * @param pentId pent_id, 0 where none is meant
 * @param pid pid of the process meant, 0 for none
 * @param detail the rest; values are String, Integer, Long, Boolean
 * @param lines the lines for syslog, in order; may be empty
 */
public record Event(
        EventType type, String pent, int pentId, long pid, Map<String, Object> detail, List<LogLine> lines) {
    /** Copies the collections. */
    public Event {
        detail = Map.copyOf(detail);
        lines = List.copyOf(lines);
    }
}
