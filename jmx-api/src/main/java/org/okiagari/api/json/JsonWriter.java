package org.okiagari.api.json;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.okiagari.api.text.Escaper;

/** Writes JDK values as JSON on one line; its output holds nothing that {@link Escaper} holds for harmful. */
public final class JsonWriter {
    private static final String HEX = "0123456789abcdef";

    private JsonWriter() {}

    /** Returns {@code value} (maps, iterables, strings, numbers, booleans, null) as JSON. */
    public static String write(@Nullable Object value) {
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
        int c;
        for (int i = 0; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append((char) c);
            } else if (c == '\n') {
                out.append("\\n");
            } else if (Escaper.isHarmless(c)) {
                out.appendCodePoint(c);
            } else {
                escaped(out, text, i, i + Character.charCount(c));
            }
        }
        out.append('"');
    }

    /** Each half of a character by itself, as JSON has it. */
    private static void escaped(StringBuilder out, String text, int from, int to) {
        for (int i = from; i < to; i++) {
            out.append("\\u");
            for (int shift = 12; shift >= 0; shift -= 4) {
                out.append(HEX.charAt(text.charAt(i) >> shift & 15));
            }
        }
    }
}
