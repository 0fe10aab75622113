package org.okiagari.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.okiagari.api.json.JsonReader;
import org.okiagari.api.json.JsonWriter;
import org.okiagari.api.text.Escaper;

/**
 * {@code padmin events}: the journal's newest events or those after a number, and with --follow those that come.
 *
 * <p>Whoever follows goes on where it was when the server comes back: by the numbers, so nothing is left out or comes twice.
 */
final class Events {
    private static final int MAX = 1_000;
    private static final long POLL_MILLIS = 500;
    private static final long AGAIN_SECONDS = 60;

    private final Supplier<Client> connect;
    private final Terminal terminal;
    private final boolean json;
    private Client client;
    private long last = -1;

    /** Makes one; {@code connect} reaches the server, or fails as vanished while it is away. */
    Events(Supplier<Client> connect, Terminal terminal, boolean json) {
        this.connect = connect;
        this.terminal = terminal;
        this.json = json;
        this.client = connect.get();
    }

    int print(PadminOptions options) {
        try {
            if (options.after() >= 0) {
                last = options.after();
                printAfter(options.follow() ? Integer.MAX_VALUE : options.count());
            } else {
                print(events(-1, options.count()), false);
            }
            while (options.follow() && !terminal.isGone()) {
                pause();
                follow();
            }
            return 0;
        } finally {
            client.close();
        }
    }

    /** Prints all there is after the last one, a page at a time. */
    private void printAfter(int count) {
        int left = count;
        while (left > 0) {
            List<Map<?, ?>> page = events(last, Math.min(left, MAX));
            print(page, true);
            if (page.size() < Math.min(left, MAX)) {
                return;
            }
            left -= page.size();
        }
    }

    private void follow() {
        try {
            printAfter(Integer.MAX_VALUE);
        } catch (Failure e) {
            if (!e.isVanished()) {
                throw e;
            }
            client.close();
            client = again();
        }
    }

    private Client again() {
        terminal.error("the server went away; waiting for it for " + AGAIN_SECONDS + " s");
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(AGAIN_SECONDS)) {
            pause();
            Client next = null;
            try {
                next = connect.get();
                // The socket is there before the journal is: an answer is what counts.
                next.read(Client.AGENT, "Pid");
                terminal.error("the server is back");
                return next;
            } catch (Failure e) {
                if (next != null) {
                    next.close();
                }
                if (!e.isVanished()) {
                    throw e;
                }
            }
        }
        throw Failure.notThere("the server did not come back within " + AGAIN_SECONDS
                + " s; go on later with padmin events --follow --after " + Math.max(last, 0));
    }

    private List<Map<?, ?>> events(long after, int max) {
        return Client.asRows(client.exec(Client.AGENT, "events", after, max));
    }

    private void print(List<Map<?, ?>> rows, boolean isComplete) {
        for (Map<?, ?> row : rows) {
            Object number = row.get("seq");
            long seq = number instanceof Long ? (Long) number : last;
            if (isComplete && last >= 0 && seq > last + 1 && !"gap".equals(row.get("event"))) {
                terminal.error("events " + (last + 1) + " to " + (seq - 1) + " are not in the journal any more");
            }
            terminal.println(json ? jsonLine(row) : line(row));
            last = Math.max(last, seq);
        }
        // With an empty journal the next question is for all there is.
        last = Math.max(last, 0);
        terminal.flush();
    }

    private static String line(Map<?, ?> row) {
        StringBuilder line = new StringBuilder();
        for (String field : List.of("time", "pcheck", "event", "pent", "pid", "detail")) {
            String value = Pchecks.text(row, field);
            String shown = value.isEmpty() || field.equals("pid") && value.equals("0") ? "-" : value;
            line.append(line.isEmpty() ? "" : " ").append(Escaper.line(shown));
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
