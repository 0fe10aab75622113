package org.okiagari.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.okiagari.api.json.JsonReader;
import org.okiagari.api.json.JsonWriter;

/** Reads attributes and calls operations of the server's beans, in Jolokia's JSON through a {@link Door}. */
final class Client implements AutoCloseable {
    /** The bean of the server; spelled here so that {@code padmin -l} need not load the JMX classes. */
    static final String AGENT = "okiagari:type=Agent";

    private final Door door;
    private final String command;

    /** Makes a client; {@code command} is padmin or pcheck and names us in the server's log. */
    Client(Door door, String command) {
        this.door = door;
        this.command = command;
    }

    /** Returns the value of one attribute. */
    @Nullable
    Object read(String bean, String attribute) {
        Map<String, @Nullable Object> request = request("read", bean);
        request.put("attribute", attribute);
        return ask(request);
    }

    /** Returns the rows of an attribute that holds rows. */
    List<Map<?, ?>> rows(String bean, String attribute) {
        return asRows(read(bean, attribute));
    }

    /** Returns the values of several attributes of a bean, by name. */
    Map<?, ?> attributes(String bean, List<String> names) {
        Map<String, @Nullable Object> request = request("read", bean);
        request.put("attribute", names);
        Object value = ask(request);
        if (value instanceof Map) {
            return (Map<?, ?>) value;
        }
        throw notUnderstood();
    }

    /** Calls an operation and returns what it answers. */
    @Nullable
    Object exec(String bean, String operation, Object... arguments) {
        Map<String, @Nullable Object> request = request("exec", bean);
        request.put("operation", operation);
        request.put("arguments", List.of(arguments));
        return ask(request);
    }

    /** Returns {@code value} as a list of rows. */
    static List<Map<?, ?>> asRows(@Nullable Object value) {
        if (!(value instanceof List)) {
            throw notUnderstood();
        }
        List<Map<?, ?>> rows = new ArrayList<>();
        for (Object row : (List<?>) value) {
            if (!(row instanceof Map)) {
                throw notUnderstood();
            }
            rows.add((Map<?, ?>) row);
        }
        return rows;
    }

    @Override
    public void close() {
        door.close();
    }

    private Map<String, @Nullable Object> request(String type, String bean) {
        Map<String, @Nullable Object> request = new LinkedHashMap<>();
        request.put("type", type);
        request.put("mbean", bean);
        request.put("client", command);
        request.put("clientPid", ProcessHandle.current().pid());
        return request;
    }

    private @Nullable Object ask(Map<String, @Nullable Object> request) {
        Object answer;
        try {
            answer = JsonReader.parse(door.ask(JsonWriter.write(request)));
        } catch (IllegalArgumentException e) {
            throw notUnderstood();
        }
        if (!(answer instanceof Map)) {
            throw notUnderstood();
        }
        Map<?, ?> fields = (Map<?, ?>) answer;
        if (Long.valueOf(200).equals(fields.get("status"))) {
            return fields.get("value");
        }
        if (AGENT.equals(request.get("mbean")) && Long.valueOf(404).equals(fields.get("status"))) {
            throw Failure.vanished("the server is not ready yet: monitoring has not begun");
        }
        throw Refusal.of(fields);
    }

    private static Failure notUnderstood() {
        return Failure.refused("the server's answer was not understood: is it Okiagari of this version?");
    }
}
