package org.okiagari.journal;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.okiagari.pcheck.EventText;
import org.okiagari.pcheck.RecordedEvent;

/** One line of events.jsonl (CONTRACT section 6); {@code seq} is its last key, so that a whole line is known by its end. */
final class EventLine {
    private static final Pattern END = Pattern.compile("\"seq\":(\\d{1,18})}$");

    private EventLine() {}

    static byte[] bytes(RecordedEvent event) {
        return (Json.object(event.fields()) + "\n").getBytes(StandardCharsets.UTF_8);
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
            Map<String, String> fields = JsonReader.object(line);
            return Optional.of(new EventText(
                    Long.parseLong(fields.getOrDefault("seq", "")),
                    fields.getOrDefault("time", ""),
                    fields.getOrDefault("host", ""),
                    fields.getOrDefault("pcheck", ""),
                    fields.getOrDefault("pent", ""),
                    Integer.parseInt(fields.getOrDefault("pent_id", "0")),
                    fields.getOrDefault("event", ""),
                    Long.parseLong(fields.getOrDefault("pid", "0")),
                    fields.getOrDefault("detail", "{}")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
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
                Json.object(new TreeMap<>(event.event().detail())));
    }
}
