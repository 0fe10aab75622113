package org.okiagari.pfile;

/**
 * {@code KEY value}, {@code KEY = value} or {@code KEY= value}, a comment behind it, quotes optional.
 *
 * @param key the word before the first blank or {@code =}
 * @param value without quotes and comment; what could be read where there is a problem
 * @param problem what is wrong with the value's form, empty if nothing is
 */
record KeyValue(String key, String value, String problem) {
    /** Reads a line. Quotes protect a {@code #}. */
    static KeyValue read(String line) {
        int keyStart = Text.skipBlanks(line, 0);
        int keyEnd = keyStart;
        while (keyEnd < line.length() && line.charAt(keyEnd) != '=' && !Text.isBlank(line.charAt(keyEnd))) {
            keyEnd++;
        }
        String key = line.substring(keyStart, keyEnd);
        int start = Text.skipBlanks(line, keyEnd);
        if (start < line.length() && line.charAt(start) == '=') {
            start = Text.skipBlanks(line, start + 1);
        }
        boolean isQuoted = start < line.length() && (line.charAt(start) == '"' || line.charAt(start) == '\'');
        if (isQuoted) {
            return quoted(key, line, start);
        }
        String value = Text.trim(line.substring(start, Text.commentStart(line, start)));
        return new KeyValue(key, value, value.isEmpty() ? key + " has no value" : "");
    }

    private static KeyValue quoted(String key, String line, int start) {
        int end = line.indexOf(line.charAt(start), start + 1);
        if (end < 0) {
            return new KeyValue(key, line.substring(start), "the quote at the value of " + key + " is never closed");
        }
        String value = line.substring(start + 1, end);
        String rest = Text.trim(line.substring(end + 1, Text.commentStart(line, end + 1)));
        if (!rest.isEmpty()) {
            return new KeyValue(key, value, "there is text behind the quoted value of " + key);
        }
        return new KeyValue(key, value, value.isEmpty() ? key + " has no value" : "");
    }
}
