package org.okiagari.web.health;

import java.math.BigDecimal;

/** Text of Prometheus' exposition format 0.0.4, written metric by metric. */
final class Exposition {
    private static final int MICRO_DIGITS = 6;

    private final StringBuilder text = new StringBuilder();

    /** Begins a metric; its samples follow. */
    void head(String name, String type, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    /** Writes a metric that has one sample. */
    void single(String name, String type, String help, String value) {
        head(name, type, help);
        sample(name, "", value);
    }

    /** Writes a metric that has one sample. */
    void single(String name, String type, String help, long value) {
        single(name, type, help, Long.toString(value));
    }

    /** Writes one sample. */
    void sample(String name, String labels, long value) {
        sample(name, labels, Long.toString(value));
    }

    /** Writes one sample; {@code labels} come from {@link #labels}, or are empty. */
    void sample(String name, String labels, String value) {
        text.append(name).append(labels).append(' ').append(value).append('\n');
    }

    /**
     * Writes a histogram without labels.
     *
     * @param counts one for each bound, and the count of all
     */
    void histogram(String name, String help, long[] boundsMicros, long[] counts, long sumMicros) {
        head(name, "histogram", help);
        for (int i = 0; i < boundsMicros.length; i++) {
            sample(name + "_bucket", labels("le", seconds(boundsMicros[i])), counts[i]);
        }
        long all = counts[boundsMicros.length];
        sample(name + "_bucket", labels("le", "+Inf"), all);
        sample(name + "_sum", "", seconds(sumMicros));
        sample(name + "_count", "", all);
    }

    /** Returns us as seconds, in plain digits. */
    static String seconds(long micros) {
        return micros == 0
                ? "0"
                : BigDecimal.valueOf(micros, MICRO_DIGITS).stripTrailingZeros().toPlainString();
    }

    /** Returns ms as seconds; -1 stands for none and stays -1. */
    static String secondsOfMillis(long millis) {
        return millis < 0 ? "-1" : seconds(millis * 1_000);
    }

    /** Returns labels in braces. */
    static String labels(String... namesAndValues) {
        StringBuilder labels = new StringBuilder("{");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            labels.append(i == 0 ? "" : ",").append(namesAndValues[i]).append("=\"");
            escape(namesAndValues[i + 1], labels);
            labels.append('"');
        }
        return labels.append('}').toString();
    }

    /** A process chooses its own name: no line end and no quote of it may end the label. */
    private static void escape(String value, StringBuilder escaped) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\' || c == '"') {
                escaped.append('\\').append(c);
            } else if (c == '\n') {
                escaped.append("\\n");
            } else if (Character.isISOControl(c)) {
                escaped.append(String.format("\\\\x%02x", (int) c));
            } else {
                escaped.append(c);
            }
        }
    }

    /** Returns the page so far. */
    @Override
    public String toString() {
        return text.toString();
    }
}
