package org.okiagari.journal;

/** Text from outside, made harmless for a terminal and for readers of lines. */
final class Escaped {
    private Escaped() {}

    /** Returns the text with every control character but tab escaped. */
    static String line(String text) {
        return escape(text, false);
    }

    /** Returns the text with every control character but tab and newline escaped. */
    static String block(String text) {
        return escape(text, true);
    }

    private static String escape(String text, boolean keepNewlines) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\t' || c == '\n' && keepNewlines || !isHarmful(c)) {
                out.append(c);
            } else if (c < 0x100) {
                out.append(String.format("\\x%02x", (int) c));
            } else {
                out.append(String.format("\\u%04x", (int) c));
            }
        }
        return out.toString();
    }

    /** Control characters, and those that turn the direction of writing. */
    private static boolean isHarmful(char c) {
        return Character.isISOControl(c) || Character.getType(c) == Character.FORMAT || c == '\u2028' || c == '\u2029';
    }
}
