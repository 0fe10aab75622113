package org.okiagari.pfile;

import org.okiagari.api.text.Escaper;
import org.okiagari.api.text.Problems;
import org.okiagari.api.text.Text;

/**
 * The options field of a PENT: {@code key=value}, separated by commas; a value that holds a comma or a colon is quoted.
 *
 * <p>No key is known yet: each comes with the feature that needs it.
 */
final class PentOptions {
    private PentOptions() {}

    /** Says what is wrong in an options field. */
    static void check(int line, String field, Problems problems) {
        int start = 0;
        while (start < field.length()) {
            int end = end(field, start);
            option(line, Text.trim(field.substring(start, end)), problems);
            start = end + 1;
        }
    }

    private static void option(int line, String option, Problems problems) {
        int equals = option.indexOf('=');
        if (equals <= 0) {
            problems.error(line, "an option must have the form key=value", option);
        } else {
            String key = Escaper.escape(Text.trim(option.substring(0, equals)));
            problems.error(line, "unknown option " + key + ": this version knows none", option);
        }
    }

    private static int end(String field, int start) {
        char quote = 0;
        for (int i = start; i < field.length(); i++) {
            char c = field.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == ',') {
                return i;
            }
        }
        return field.length();
    }
}
