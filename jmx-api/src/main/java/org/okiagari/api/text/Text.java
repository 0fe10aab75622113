package org.okiagari.api.text;

/** Blanks and comments, the same in every file that people write for us. */
public final class Text {
    private static final char FULL_WIDTH_BLANK = '\u3000';

    private Text() {}

    /** Tells whether a character is white space. NEL and NBSP are not: they are halves of EUC-JP characters here. */
    public static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\f' || c == '\u000b' || c == FULL_WIDTH_BLANK;
    }

    /** Returns the text without blanks at both ends. */
    public static String trim(String text) {
        int from = skipBlanks(text, 0);
        int to = text.length();
        while (to > from && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    /** Returns the first index from here on that holds no blank. */
    public static int skipBlanks(String text, int from) {
        int i = from;
        while (i < text.length() && isBlank(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /** Returns where the comment starts, looking from an index on: a # at the start of the line or after a blank. */
    public static int commentStart(String line, int from) {
        for (int i = line.indexOf('#', from); i >= 0; i = line.indexOf('#', i + 1)) {
            if (i == 0 || isBlank(line.charAt(i - 1))) {
                return i;
            }
        }
        return line.length();
    }

    /** Returns the line without its comment and without blanks at both ends. */
    public static String withoutComment(String line) {
        return trim(line.substring(0, commentStart(line, 0)));
    }
}
