package org.okiagari.web.jolokia;

/**
 * Mends what Jolokia writes for control characters: ESC is u001b, but its writer (2.6.0) adds ten to the digit 0 and comes
 * to {@code u001;}, which is no JSON. A name or an output with a colour in it would make a whole answer unreadable.
 *
 * <p>Takes the text piece by piece, so that an answer can stream; all of JSON's own characters are ASCII, so bytes of UTF-8
 * will do.
 */
final class ControlEscapes {
    private static final int DIGITS = 4;

    private boolean isEscape;
    private int digits;

    /** Returns the next character or byte as it has to be. */
    int next(int c) {
        if (digits > 0) {
            digits--;
            return c >= ':' && c <= '?' ? 'a' + c - ':' : c;
        }
        if (isEscape) {
            isEscape = false;
            digits = c == 'u' ? DIGITS : 0;
        } else {
            isEscape = c == '\\';
        }
        return c;
    }

    /** Returns a whole text as it has to be. */
    static String mended(String json) {
        if (!json.contains("\\u")) {
            return json;
        }
        ControlEscapes escapes = new ControlEscapes();
        StringBuilder text = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); i++) {
            text.append((char) escapes.next(json.charAt(i)));
        }
        return text.toString();
    }
}
