package org.okiagari.api.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Makes text from outside harmless for syslog, files, JSON, HTML and terminals (names of processes, pfiles, requests).
 *
 * <p>Control characters, line and paragraph separators, marks that change the direction of text or cannot be seen, and
 * what is no valid text become {@code \xNN}, one for each byte of their UTF-8 form. What is escaped once is not changed by a
 * second time.
 */
public final class Escaper {
    /** Most characters of an escaped text. */
    public static final int MAX_LENGTH = 256;

    private static final String CUT = "...";

    private Escaper() {}

    /**
     * Returns the text, harmless and at most {@value #MAX_LENGTH} characters long; what was cut off shows as {@code ...}.
     */
    public static String escape(String text) {
        StringBuilder out = new StringBuilder(Math.min(text.length(), MAX_LENGTH) + 16);
        int fits = 0; // length of what may stay if the dots must follow
        int i = 0;
        while (i < text.length() && out.length() <= MAX_LENGTH) {
            int c = text.codePointAt(i);
            append(out, c);
            if (out.length() <= MAX_LENGTH - CUT.length()) {
                fits = out.length();
            }
            i += Character.charCount(c);
        }
        if (i < text.length() || out.length() > MAX_LENGTH) {
            out.setLength(fits);
            out.append(CUT);
        }
        return out.toString();
    }

    /** Returns these bytes as text: valid UTF-8 as it is, each byte of anything else as {@code \xNN}; then as above. */
    public static String escape(byte[] bytes) {
        try {
            return escape(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException notUtf8) {
            StringBuilder ascii = new StringBuilder();
            for (int i = 0; i < bytes.length && ascii.length() <= MAX_LENGTH; i++) {
                if (bytes[i] < 0) {
                    hex(ascii, bytes[i] & 0xff);
                } else {
                    append(ascii, bytes[i]);
                }
            }
            return escape(ascii.toString());
        }
    }

    /** Returns the whole text, harmless, on one line. */
    public static String line(String text) {
        return whole(text, false);
    }

    /** Returns the whole text, harmless but for its line feeds and tabs. */
    public static String block(String text) {
        return whole(text, true);
    }

    /** Tells whether a character does nothing but show itself. */
    public static boolean isHarmless(int c) {
        if (c < 0x7f) {
            return c >= ' ';
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }

    /** The same text comes back where nothing is to be done: nearly always. */
    private static String whole(String text, boolean keepsLayout) {
        StringBuilder out = null;
        int c;
        for (int i = 0; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            boolean isKept = isHarmless(c) || keepsLayout && (c == '\n' || c == '\t');
            if (out == null && !isKept) {
                out = new StringBuilder(text.length() + 16).append(text, 0, i);
            }
            if (out != null && isKept) {
                out.appendCodePoint(c);
            } else if (out != null) {
                append(out, c);
            }
        }
        return out == null ? text : out.toString();
    }

    private static void append(StringBuilder out, int c) {
        if (isHarmless(c)) {
            out.appendCodePoint(c);
        } else if (c < 0x80) {
            hex(out, c);
        } else if (c < 0x800) {
            hex(out, 0xc0 | (c >> 6));
            hex(out, 0x80 | (c & 0x3f));
        } else if (c < 0x10000) {
            hex(out, 0xe0 | (c >> 12));
            hex(out, 0x80 | ((c >> 6) & 0x3f));
            hex(out, 0x80 | (c & 0x3f));
        } else {
            hex(out, 0xf0 | (c >> 18));
            hex(out, 0x80 | ((c >> 12) & 0x3f));
            hex(out, 0x80 | ((c >> 6) & 0x3f));
            hex(out, 0x80 | (c & 0x3f));
        }
    }

    private static void hex(StringBuilder out, int octet) {
        out.append("\\x").append(Character.forDigit(octet >> 4, 16)).append(Character.forDigit(octet & 15, 16));
    }
}
