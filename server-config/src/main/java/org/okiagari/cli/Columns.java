package org.okiagari.cli;

/** Pads text to a width, as {@code %-8s} does, without the start-up time of a formatter. */
final class Columns {
    private Columns() {}

    /** Returns {@code text} with blanks behind it up to {@code width} characters; never cut. */
    static String left(String text, int width) {
        return text.length() >= width ? text : text + " ".repeat(width - text.length());
    }

    /** Returns {@code text} with blanks before it up to {@code width} characters; never cut. */
    static String right(String text, int width) {
        return text.length() >= width ? text : " ".repeat(width - text.length()) + text;
    }

    /** Returns {@code text} padded to {@code width} characters; of what is longer the end is kept, as it is of a path. */
    static String cut(String text, int width) {
        return left(text.length() > width ? "~" + text.substring(text.length() - width + 1) : text, width);
    }
}
