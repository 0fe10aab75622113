package org.okiagari.check;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * One event as events.jsonl has it.
 *
 * @param seq its number
 * @param time wall clock of the saver
 * @param pcheck pcheck, empty for those of the agent
 * @param pent pname, empty for those of a pcheck
 * @param pentId from 1, 0 for those of a pcheck
 * @param event kind, for example {@code pent.down}
 * @param pid pid, 0 = none
 * @param detail what else is told
 */
record Told(long seq, Instant time, String pcheck, String pent, int pentId, String event, long pid, JsonObject detail) {
    private static final String HOLE = "hole";

    /** Returns the event of a line; none if the line is no event. */
    static Optional<Told> of(String line) {
        try {
            JsonObject all = JsonParser.parseString(line).getAsJsonObject();
            return Optional.of(new Told(
                    all.get("seq").getAsLong(),
                    OffsetDateTime.parse(text(all, "time")).toInstant(),
                    text(all, "pcheck"),
                    text(all, "pent"),
                    all.has("pent_id") ? all.get("pent_id").getAsInt() : 0,
                    text(all, "event"),
                    all.has("pid") ? all.get("pid").getAsLong() : 0,
                    all.has("detail") ? all.getAsJsonObject("detail") : new JsonObject()));
        } catch (JsonParseException
                | IllegalStateException
                | ClassCastException
                | NumberFormatException
                | NullPointerException
                | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String text(JsonObject all, String key) {
        return all.has(key) && all.get(key).isJsonPrimitive() ? all.get(key).getAsString() : "";
    }

    /** Returns a text of the detail, empty if it is not there. */
    String detail(String key) {
        return text(detail, key);
    }

    /** Returns a number of the detail, 0 if it is not there. */
    long number(String key) {
        return detail.has(key) ? detail.get(key).getAsLong() : 0;
    }

    boolean is(String kind) {
        return event.equals(kind);
    }

    /** Returns an event of the same moment that stands for numbers that are missing before it. */
    Told asHole() {
        return new Told(seq, time, "", "", 0, HOLE, 0, new JsonObject());
    }

    /** Tells whether numbers are missing here: what was known may be over. */
    boolean isHole() {
        return is(HOLE);
    }

    /** Tells whether it is about a pcheck as a whole. */
    boolean isOfPcheck() {
        return event.startsWith("pcheck.") && pent.isEmpty();
    }

    /** Tells whether a reload was refused. */
    boolean isRefusedReload() {
        return is("audit")
                && detail("command").equals("reload")
                && detail("outcome").equals("failed");
    }

    @Override
    public String toString() {
        return event + " " + pcheck + " " + pent + " pid=" + pid + " at seq " + seq + ", " + time;
    }
}
