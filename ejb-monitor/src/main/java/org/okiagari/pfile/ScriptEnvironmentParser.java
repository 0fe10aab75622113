package org.okiagari.pfile;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.okiagari.api.text.KeyValue;
import org.okiagari.api.text.Lines;
import org.okiagari.api.text.Problems;
import org.okiagari.api.text.Text;

/**
 * Parses {@code conf/psenv}: {@code NAME=value} lines, UMASK in octal.
 *
 * <p>Quotes round a value are taken away, nothing is expanded, {@code export} before a name is allowed. What is not
 * understood gets a warning with its line and is left out. A name given twice gets a warning, and the last one holds.
 */
public final class ScriptEnvironmentParser {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern EXPORT = Pattern.compile("^\\s*export\\s+");
    private static final Pattern OCTAL = Pattern.compile("0*[0-7]{1,3}");

    private final Problems problems = new Problems();
    private final Map<String, String> variables = new HashMap<>();
    private final Map<String, Integer> seenAt = new HashMap<>();
    private int umask = ScriptEnvironment.defaults().umask();

    private ScriptEnvironmentParser() {}

    /** Returns the environment of these bytes; no bytes are the default. */
    public static ScriptEnvironmentResult parse(byte[] content) {
        ScriptEnvironmentParser parser = new ScriptEnvironmentParser();
        Lines lines = new Lines(content);
        while (lines.hasNext()) {
            parser.line(lines.next());
        }
        ScriptEnvironment environment = new ScriptEnvironment(parser.umask, parser.variables);
        return new ScriptEnvironmentResult(environment, parser.problems.sorted());
    }

    private void line(Lines.Line line) {
        String text = Text.withoutComment(line.text());
        if (line.isTooLong()) {
            problems.warning(line.number(), "the line is longer than " + Lines.MAX_LENGTH + " bytes", text);
        } else if (!text.isEmpty()) {
            pair(line.number(), KeyValue.read(EXPORT.matcher(line.text()).replaceFirst("")), text);
        }
    }

    private void pair(int line, KeyValue pair, String text) {
        if (!pair.hasEquals() || !NAME.matcher(pair.key()).matches()) {
            problems.warning(line, "this is not NAME=value and is left out", text);
        } else if (!pair.problem().isEmpty() || pair.value().indexOf(0) >= 0) {
            String what = pair.problem().isEmpty() ? "there is a NUL in the value" : pair.problem();
            problems.warning(line, what + ", the line is left out", text);
        } else {
            Integer before = seenAt.put(pair.key(), line);
            if (before != null) {
                String what = pair.key() + " is given twice, the one in line " + before + " does not count";
                problems.warning(line, what, text);
            }
            take(line, pair, text);
        }
    }

    private void take(int line, KeyValue pair, String text) {
        if (!pair.key().equals("UMASK")) {
            variables.put(pair.key(), pair.value());
        } else if (OCTAL.matcher(pair.value()).matches()) {
            umask = Integer.parseInt(pair.value(), 8);
        } else {
            problems.warning(line, "UMASK must be an octal number from 000 to 777, the default 022 holds", text);
        }
    }
}
