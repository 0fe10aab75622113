package org.okiagari.pfile;

import java.util.ArrayList;
import java.util.List;
import org.okiagari.api.text.Text;

/**
 * A PENT line cut into its fields, which say nothing about what they hold yet.
 *
 * <p>The first colon ends the name. A last field that holds {@code =} is the options field. Before it stand GRACE, retry
 * and action; all between is the command, colons included. A colon between quotes parts nothing.
 *
 * @param problem what is wrong with the form, empty if nothing is
 */
record PentFields(
        boolean isComplete,
        String name,
        String command,
        String grace,
        String retry,
        String action,
        String options,
        String problem) {

    private static final int TAIL = 3; // GRACE, retry, action

    /** Cuts a line without its comment. */
    static PentFields split(String text) {
        int nameEnd = nameEnd(text);
        if (nameEnd < 0) {
            return incomplete("a PENT is process:restart command:GRACE:retry:action, there is no colon here");
        }
        String name = Text.trim(text.substring(0, nameEnd)).replace("\\:", ":");
        List<String> rest = parts(text, nameEnd + 1);
        String problem = "";
        String options = "";
        String last = rest.get(rest.size() - 1);
        if (last.indexOf('=') >= 0 && rest.size() > TAIL) {
            options = Text.trim(rest.remove(rest.size() - 1));
        } else if (Text.trim(last).isEmpty() && rest.size() > TAIL + 1) {
            problem = "the line ends with a colon: take it away, or write options behind it";
            rest.remove(rest.size() - 1);
        }
        if (rest.size() <= TAIL) {
            int fields = rest.size() + 1;
            return incomplete("a PENT is process:restart command:GRACE:retry:action, but only " + fields
                    + (fields == 1 ? " field is" : " fields are") + " here");
        }
        int tail = rest.size() - TAIL;
        return new PentFields(
                true,
                name,
                Text.trim(String.join(":", rest.subList(0, tail))),
                Text.trim(rest.get(tail)),
                Text.trim(rest.get(tail + 1)),
                Text.trim(rest.get(tail + 2)),
                options,
                problem);
    }

    private static PentFields incomplete(String problem) {
        return new PentFields(false, "", "", "", "", "", "", problem);
    }

    private static int nameEnd(String text) {
        int colon = text.indexOf(':');
        while (colon > 0 && text.charAt(colon - 1) == '\\') {
            colon = text.indexOf(':', colon + 1);
        }
        return colon;
    }

    /** Returns what the colons part; colons between quotes count only if a quote is never closed. */
    private static List<String> parts(String text, int from) {
        List<String> parts = new ArrayList<>();
        char quote = 0;
        int start = from;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote == '"' && c == '\\') {
                i++;
            } else if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == ':') {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        if (quote != 0) {
            return new ArrayList<>(List.of(text.substring(from).split(":", -1)));
        }
        parts.add(text.substring(start));
        return parts;
    }
}
