package org.okiagari.journal;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.okiagari.api.json.JsonReader;
import org.okiagari.api.json.JsonWriter;
import org.okiagari.pcheck.EventText;
import org.okiagari.pcheck.RecordedEvent;

/** One line of events.jsonl (CONTRACT section 6); {@code seq} is its last key, so that a whole line is known by its end. */
final class EventLine {
    private static final Pattern END = Pattern.compile("\"seq\":(\\d{1,18})}$");

    private EventLine() {}

    static byte[] bytes(RecordedEvent event) {
        Map<String, Object> fields = event.fields();
        fields.put("detail", sorted(event));
        return (JsonWriter.write(fields) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the number of a line, none if it is torn. */
    static OptionalLong seq(String line) {
        Matcher end = END.matcher(line);
        return line.startsWith("{") && end.find()
                ? OptionalLong.of(Long.parseLong(end.group(1)))
                : OptionalLong.empty();
    }

    /** Returns the event of a line, none if it is torn. */
    static Optional<EventText> parse(String line) {
        try {
            return JsonReader.parse(line) instanceof Map<?, ?> fields ? Optional.of(read(fields)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static EventText read(Map<?, ?> fields) {
        return new EventText(
                Long.parseLong(text(fields, "seq", "")),
                text(fields, "time", ""),
                text(fields, "host", ""),
                text(fields, "pcheck", ""),
                text(fields, "pent", ""),
                Integer.parseInt(text(fields, "pent_id", "0")),
                text(fields, "event", ""),
                Long.parseLong(text(fields, "pid", "0")),
                fields.get("detail") instanceof Map<?, ?> detail ? JsonWriter.write(detail) : "{}");
    }

    private static String text(Map<?, ?> fields, String key, String otherwise) {
        Object value = fields.get(key);
        return value == null ? otherwise : value.toString();
    }

    private static Map<String, Object> sorted(RecordedEvent event) {
        return new TreeMap<>(event.event().detail());
    }

    /** Returns the same that {@link #parse} would read back. */
    static EventText text(RecordedEvent event) {
        return new EventText(
                event.seq(),
                event.timeText(),
                event.host(),
                event.pcheck(),
                event.event().pent(),
                event.event().pentId(),
                event.event().type().text(),
                event.event().pid(),
                JsonWriter.write(sorted(event)));
    }
}
