package org.okiagari.pcheck;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.okiagari.saver.Event;

/**
 * An event with its number, its time and its place: what sinks are given.
 *
 * @param seq its number; never repeats
 * @param time wall clock with the offset of that moment
 * @param host name of the host
 * @param pcheck name of the pcheck, empty for the agent's own
 * @param event what happened
 */
public record RecordedEvent(long seq, OffsetDateTime time, String host, String pcheck, Event event) {
    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxxx");

    /** Returns the time as events.jsonl writes it: ISO-8601 with offset, always with milliseconds. */
    public String timeText() {
        return ISO.format(time);
    }

    /**
     * Returns the fields under the keys of events.jsonl, in their order; values are String, Integer, Long, Boolean and one
     * map of these.
     */
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("time", timeText());
        fields.put("host", host);
        fields.put("pcheck", pcheck);
        fields.put("pent", event.pent());
        fields.put("pent_id", event.pentId());
        fields.put("event", event.type().text());
        fields.put("pid", event.pid());
        fields.put("detail", event.detail());
        fields.put("seq", seq);
        return fields;
    }
}
