package org.okiagari.api.text;

/**
 * {@code KEY value}, {@code KEY = value} or {@code KEY= value}, a comment behind it, quotes optional.
 *
 * @param key the word before the first blank or {@code =}
 * @param hasEquals a {@code =} parts them
 * @param value without quotes and comment, empty if there is none; what could be read where there is a problem
 * @param raw without comment, quotes kept
 * @param problem what is wrong with the quotes, empty if nothing is
 */
public record KeyValue(String key, boolean hasEquals, String value, String raw, String problem) {
    /** Reads a line. Quotes round the whole value protect a {@code #}. */
    public static KeyValue read(String line) {
        int keyStart = Text.skipBlanks(line, 0);
        int keyEnd = keyStart;
        while (keyEnd < line.length() && line.charAt(keyEnd) != '=' && !Text.isBlank(line.charAt(keyEnd))) {
            keyEnd++;
        }
        String key = line.substring(keyStart, keyEnd);
        int start = Text.skipBlanks(line, keyEnd);
        boolean hasEquals = start < line.length() && line.charAt(start) == '=';
        if (hasEquals) {
            start = Text.skipBlanks(line, start + 1);
        }
        boolean isQuoted = start < line.length() && (line.charAt(start) == '"' || line.charAt(start) == '\'');
        if (isQuoted) {
            return quoted(key, hasEquals, line, start);
        }
        String value = Text.trim(line.substring(start, Text.commentStart(line, start)));
        return new KeyValue(key, hasEquals, value, value, "");
    }

    private static KeyValue quoted(String key, boolean hasEquals, String line, int start) {
        int end = line.indexOf(line.charAt(start), start + 1);
        if (end < 0) {
            String rest = Text.trim(line.substring(start, Text.commentStart(line, start)));
            String problem = "the quote at the value of " + Escaper.escape(key) + " is never closed";
            return new KeyValue(key, hasEquals, rest, rest, problem);
        }
        String raw = Text.trim(line.substring(start, Text.commentStart(line, end + 1)));
        String behind = raw.substring(end + 1 - start);
        String problem = behind.isEmpty() ? "" : "there is text behind the quoted value of " + Escaper.escape(key);
        return new KeyValue(key, hasEquals, line.substring(start + 1, end), raw, problem);
    }
}
