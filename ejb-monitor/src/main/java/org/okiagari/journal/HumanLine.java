package org.okiagari.journal;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import org.okiagari.api.text.Escaper;

/**
 * One line of okiagari.log.
 *
 * @param time when it happened
 * @param ident who speaks
 * @param pid the pid in brackets
 * @param text the line; control characters are escaped when it is written
 */
record HumanLine(OffsetDateTime time, String ident, long pid, String text) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");

    /** Returns the line as the file holds it. */
    String format() {
        return TIME.format(time) + " " + ident + "[" + pid + "]: " + Escaper.line(text) + "\n";
    }
}
