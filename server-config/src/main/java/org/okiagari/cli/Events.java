package org.okiagari.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code padmin events}: the journal's newest events, and with --follow those that come. */
final class Events {
    private static final int MAX = 1_000;
    private static final long POLL_MILLIS = 500;

    private final Client client;
    private final Terminal terminal;
    private final boolean json;

    Events(Client client, Terminal terminal, boolean json) {
        this.client = client;
        this.terminal = terminal;
        this.json = json;
    }

    int print(int count, boolean follow) {
        long last = print(-1, client.exec(Client.AGENT, "events", -1L, count));
        while (follow && !terminal.isGone()) {
            pause();
            last = print(last, client.exec(Client.AGENT, "events", Math.max(last, 0), MAX));
        }
        return 0;
    }

    private long print(long last, @Nullable Object answer) {
        long seq = last;
        for (Map<?, ?> row : Client.asRows(answer)) {
            terminal.println(json ? jsonLine(row) : line(row));
            Object number = row.get("seq");
            seq = number instanceof Long ? Math.max(seq, (Long) number) : seq;
        }
        terminal.flush();
        return seq;
    }

    private static String line(Map<?, ?> row) {
        StringBuilder line = new StringBuilder();
        for (String field : List.of("time", "pcheck", "event", "pent", "pid", "detail")) {
            String value = Pchecks.text(row, field);
            String shown = value.isEmpty() || field.equals("pid") && value.equals("0") ? "-" : value;
            line.append(line.isEmpty() ? "" : " ").append(Escape.line(shown));
        }
        return line.toString();
    }

    /** The same object as a line of log/events.jsonl. */
    private static String jsonLine(Map<?, ?> row) {
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        for (String field : List.of("time", "host", "pcheck", "pent")) {
            event.put(field, row.get(field));
        }
        event.put("pent_id", row.get("pentId"));
        event.put("event", row.get("event"));
        event.put("pid", row.get("pid"));
        event.put("detail", detail(row.get("detail")));
        event.put("seq", row.get("seq"));
        return JsonWriter.write(event);
    }

    private static @Nullable Object detail(@Nullable Object text) {
        try {
            return text instanceof String ? JsonReader.parse((String) text) : text;
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.refused("interrupted");
        }
    }
}
