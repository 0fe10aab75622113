package org.okiagari.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.okiagari.api.health.LastKnown;

/** The last known state as the rows that --json prints, made from the texts of the segment: the manual's fields. */
final class KnownRows {
    private static final List<String> COUNTS = List.of("MONITOR_STOP_COUNT", "FAIL_PROC_COUNT", "ALL_PROC_COUNT");
    private static final List<String> TEXTS =
            List.of("Name", "Pname", "Ipckey", "Pfile", "ShmDumpFile", "RetryOverAct", "RerunTime");

    private final LastKnown known;

    KnownRows(LastKnown known) {
        this.known = known;
    }

    /** Returns its row of {@code padmin -l}. */
    Map<String, @Nullable Object> pcheck() {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("name", known.health().head().name());
        for (Map.Entry<String, Object> field :
                fields(known.health().head().list()).entrySet()) {
            row.put(lower(field.getKey()), field.getValue());
        }
        Map<String, Object> param = fields(known.health().head().param());
        for (String count : COUNTS) {
            row.put(lower(camel(count)), param.get(camel(count)));
        }
        return row;
    }

    /** Returns its parameters by the names of the bean's attributes, in this order. */
    Map<String, @Nullable Object> params(List<String> names) {
        Map<String, Object> all = fields(known.health().head().list());
        all.putAll(fields(known.health().head().param()));
        all.putAll(fields(known.health().head().more()));
        Map<String, @Nullable Object> ordered = new LinkedHashMap<>();
        for (String name : names) {
            ordered.put(name, all.get(name));
        }
        return ordered;
    }

    /** Returns the row of one PENT, given its block of {@code show pent}. */
    Map<String, @Nullable Object> pent(String block) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("pcheck", known.health().head().name());
        for (Map.Entry<String, Object> field : fields(block).entrySet()) {
            row.put(lower(field.getKey()), field.getValue());
        }
        return row;
    }

    /** Returns the lines {@code KEY = value} by the names of attributes. */
    private static Map<String, Object> fields(String lines) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (String line : lines.split("\n")) {
            int end = line.indexOf(" = ");
            if (end > 0) {
                String name = camel(line.substring(0, end).strip());
                String value = line.substring(end + 3);
                fields.put(name, TEXTS.contains(name) || !isNumber(value) ? value : (Object) Long.valueOf(value));
            }
        }
        return fields;
    }

    private static boolean isNumber(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < '0' || value.charAt(i) > '9') {
                return false;
            }
        }
        return !value.isEmpty() && value.length() < 19;
    }

    /** RETRY_COUNT and retry_count are RetryCount. */
    private static String camel(String key) {
        StringBuilder name = new StringBuilder();
        boolean isFirst = true;
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (c != '_') {
                name.append(isFirst ? Character.toUpperCase(c) : Character.toLowerCase(c));
            }
            isFirst = c == '_';
        }
        return name.toString();
    }

    private static String lower(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
