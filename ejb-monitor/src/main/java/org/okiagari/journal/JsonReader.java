package org.okiagari.journal;

import java.util.HashMap;
import java.util.Map;

/** Reads one object as {@link Json} writes it: texts unescaped, everything else as it stands. */
final class JsonReader {
    private final String text;
    private int at;

    private JsonReader(String text) {
        this.text = text;
    }

    /**
     * Returns the fields of one object.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Map<String, String> object(String text) {
        try {
            return new JsonReader(text).fields();
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw new IllegalArgumentException("not a whole JSON object", e);
        }
    }

    private Map<String, String> fields() {
        Map<String, String> fields = new HashMap<>();
        expect('{');
        while (peek() != '}') {
            String key = string();
            expect(':');
            fields.put(key, value());
            if (peek() == ',') {
                at++;
            }
        }
        at++;
        if (!text.substring(at).isBlank()) {
            throw new IllegalArgumentException("text after the object");
        }
        return fields;
    }

    private String value() {
        if (peek() == '"') {
            return string();
        }
        int start = at;
        if (peek() == '{') {
            skipObject();
        } else {
            while (",}".indexOf(text.charAt(at)) < 0) {
                at++;
            }
        }
        return text.substring(start, at);
    }

    private void skipObject() {
        int depth = 0;
        do {
            switch (text.charAt(at)) {
                case '{' -> depth++;
                case '}' -> depth--;
                case '"' -> {
                    string();
                    at--;
                }
                default -> {}
            }
            at++;
        } while (depth > 0);
    }

    private String string() {
        expect('"');
        StringBuilder out = new StringBuilder();
        while (text.charAt(at) != '"') {
            out.append(character());
        }
        at++;
        return out.toString();
    }

    private char character() {
        char c = text.charAt(at++);
        if (c != '\\') {
            return c;
        }
        char escaped = text.charAt(at++);
        return switch (escaped) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> {
                at += 4;
                yield (char) Integer.parseInt(text, at - 4, at, 16);
            }
            default -> escaped;
        };
    }

    private char peek() {
        return text.charAt(at);
    }

    private void expect(char expected) {
        if (text.charAt(at++) != expected) {
            throw new IllegalArgumentException("expected " + expected);
        }
    }
}
