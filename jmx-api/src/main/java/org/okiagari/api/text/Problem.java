package org.okiagari.api.text;

/**
 * Something wrong in a file: what, where, and the text seen there.
 *
 * @param severity whether the file can be used all the same
 * @param line number of the line, from 1; 0 = the file as a whole
 * @param what one clause that says what is wrong and what to do
 * @param seen the text seen, empty if there is none to show
 */
public record Problem(Severity severity, int line, String what, String seen) {
    /** Whether the file can be used all the same. */
    public enum Severity {
        /** The file starts nothing and changes nothing. */
        ERROR,
        /** It is said, and the file is used. */
        WARNING
    }

    /** Returns a problem that makes the file useless. */
    public static Problem error(int line, String what, String seen) {
        return new Problem(Severity.ERROR, line, what, seen);
    }

    /** Returns a problem that leaves the file usable. */
    public static Problem warning(int line, String what, String seen) {
        return new Problem(Severity.WARNING, line, what, seen);
    }

    /** Tells whether the file is useless because of it. */
    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** Returns {@code <file>:<line>: <what> (<the text seen>)}. */
    public String text(String file) {
        return file + ":" + line + ": " + (isError() ? "" : "warning: ") + what
                + (seen.isEmpty() ? "" : " (" + seen + ")");
    }
}
