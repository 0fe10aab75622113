package org.okiagari.web.guard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The settings of psagent.conf that the web tier needs, {@code KEY = value # comment}.
 *
 * <p>The monitor reads the same file and warns of unknown keys and bad values; here a line that is none is skipped.
 *
 * @param values the last value of each key
 */
public record Settings(Map<String, String> values) {
    private static final int MAX_BYTES = 1024 * 1024;

    /** Copies the values. */
    public Settings {
        values = Map.copyOf(values);
    }

    /** Returns what the file says; a file that is missing or cannot be read says nothing. */
    public static Settings read(Path file) {
        try {
            boolean readable = Files.isRegularFile(file) && Files.size(file) <= MAX_BYTES;
            return readable ? parse(Files.readString(file, StandardCharsets.ISO_8859_1)) : new Settings(Map.of());
        } catch (IOException e) {
            return new Settings(Map.of());
        }
    }

    static Settings parse(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        text.lines().map(Settings::withoutComment).forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.put(
                        line.substring(0, equals).strip(),
                        unquoted(line.substring(equals + 1).strip()));
            }
        });
        return new Settings(values);
    }

    /** Returns the words of a value, split at commas and white space. */
    List<String> values(String key) {
        return Arrays.stream(values.getOrDefault(key, "").split("[,\\s]+"))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toUnmodifiableList());
    }

    private static String withoutComment(String line) {
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == '#' && (i == 0 || Character.isWhitespace(line.charAt(i - 1)))) {
                return line.substring(0, i);
            }
        }
        return line;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1
                && (value.startsWith("\"") && value.endsWith("\"") || value.startsWith("'") && value.endsWith("'"));
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
