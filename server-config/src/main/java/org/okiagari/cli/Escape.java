package org.okiagari.cli;

import java.util.ArrayList;
import java.util.List;

/** Makes text from outside harmless for a terminal: it interprets ESC, and a carriage return hides what stood before. */
final class Escape {
    private static final String HEX = "0123456789abcdef";

    private Escape() {}

    /** Returns {@code text} with every control character escaped, line feeds included. */
    static String line(String text) {
        return escape(text, false);
    }

    /** Returns {@code text} with every control character escaped but line feeds and tabs. */
    static String block(String text) {
        return escape(text, true);
    }

    /** Returns the lines of {@code text}, each escaped, without empty ones. */
    static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int from = 0;
        while (from <= text.length()) {
            int end = text.indexOf('\n', from);
            int to = end < 0 ? text.length() : end;
            String line = text.substring(from, to);
            if (!line.isBlank()) {
                lines.add(line(line.stripTrailing()));
            }
            from = to + 1;
        }
        return lines;
    }

    private static String escape(String text, boolean keepLayout) {
        StringBuilder out = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean harmless = !isControl(c) || keepLayout && (c == '\n' || c == '\t');
            if (harmless && out == null) {
                continue;
            }
            if (out == null) {
                out = new StringBuilder(text.length() + 16).append(text, 0, i);
            }
            if (harmless) {
                out.append(c);
            } else {
                append(out, c);
            }
        }
        return out == null ? text : out.toString();
    }

    private static void append(StringBuilder out, char c) {
        if (c < 0x100) {
            out.append("\\x").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            return;
        }
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(HEX.charAt(c >> shift & 15));
        }
    }

    /** C0, DEL, C1, line and paragraph separators, and the marks that turn the direction of text. */
    static boolean isControl(char c) {
        return c < 0x20
                || c >= 0x7f && c <= 0x9f
                || c == 0x61c
                || c >= 0x200e && c <= 0x200f
                || c >= 0x2028 && c <= 0x202e
                || c >= 0x2066 && c <= 0x2069
                || c == 0xfeff;
    }
}
