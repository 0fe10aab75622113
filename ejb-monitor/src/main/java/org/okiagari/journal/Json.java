package org.okiagari.journal;

import java.util.Map;
import java.util.TreeMap;

/** Writes the little JSON that events need: objects of texts, numbers, booleans and one level more. */
final class Json {
    private Json() {}

    /** Returns one object on one line; the keys keep the order of the map. */
    static String object(Map<String, Object> fields) {
        StringBuilder out = new StringBuilder(256);
        appendObject(out, fields);
        return out.toString();
    }

    private static void appendObject(StringBuilder out, Map<?, ?> fields) {
        out.append('{');
        String separator = "";
        for (Map.Entry<?, ?> field : fields.entrySet()) {
            out.append(separator);
            appendText(out, String.valueOf(field.getKey()));
            out.append(':');
            appendValue(out, field.getValue());
            separator = ",";
        }
        out.append('}');
    }

    private static void appendValue(StringBuilder out, Object value) {
        if (value instanceof Number || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof Map<?, ?> map) {
            appendObject(out, new TreeMap<>(map));
        } else {
            appendText(out, value.toString());
        }
    }

    private static void appendText(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (isUnsafe(text, i)) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    /** Control characters, line separators of other languages, and halves of characters that UTF-8 cannot carry. */
    private static boolean isUnsafe(String text, int i) {
        char c = text.charAt(i);
        if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
            return true;
        }
        if (Character.isHighSurrogate(c)) {
            return i + 1 >= text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }
}
