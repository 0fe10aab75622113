package org.okiagari.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes JDK values as JSON on one line; its output holds no control character and no mark that turns text. */
final class JsonWriter {
    private static final String HEX = "0123456789abcdef";

    private JsonWriter() {}

    /** Returns {@code value} (maps, iterables, strings, numbers, booleans, null) as JSON. */
    static String write(@Nullable Object value) {
        StringBuilder out = new StringBuilder();
        append(out, value);
        return out.toString();
    }

    private static void append(StringBuilder out, @Nullable Object value) {
        if (value instanceof Map) {
            object(out, (Map<?, ?>) value);
        } else if (value instanceof Iterable) {
            array(out, (Iterable<?>) value);
        } else if (value == null || value instanceof Number || value instanceof Boolean) {
            out.append(value);
        } else {
            string(out, value.toString());
        }
    }

    private static void object(StringBuilder out, Map<?, ?> map) {
        char before = '{';
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(before);
            string(out, String.valueOf(entry.getKey()));
            out.append(':');
            append(out, entry.getValue());
            before = ',';
        }
        out.append(before == '{' ? "{}" : "}");
    }

    private static void array(StringBuilder out, Iterable<?> list) {
        char before = '[';
        for (Object member : list) {
            out.append(before);
            append(out, member);
            before = ',';
        }
        out.append(before == '[' ? "[]" : "]");
    }

    private static void string(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c == '\n') {
                out.append("\\n");
            } else if (Escape.isControl(c)) {
                out.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    out.append(HEX.charAt(c >> shift & 15));
                }
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
