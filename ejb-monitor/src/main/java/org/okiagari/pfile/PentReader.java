package org.okiagari.pfile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.okiagari.api.text.CommandWords;
import org.okiagari.api.text.Escaper;
import org.okiagari.api.text.Lines;
import org.okiagari.api.text.Numbers;
import org.okiagari.api.text.Problems;
import org.okiagari.api.text.Text;

/** Reads the lines of the PENT section. */
final class PentReader {
    private static final String FORM = "process:restart command:GRACE:retry:action";

    private final Problems problems;
    private final List<Pent> pents = new ArrayList<>();
    private final Map<String, Integer> seenAt = new HashMap<>();
    private int headLine;
    private int id;

    PentReader(Problems problems) {
        this.problems = problems;
    }

    /** Notes where the section is. */
    void head(int line) {
        headLine = line;
    }

    /** Reads one line that is no comment and not empty. */
    void line(Lines.Line line) {
        id++;
        String text = Text.withoutComment(line.text());
        PentFields fields = PentFields.split(text);
        if (!fields.problem().isEmpty()) {
            problems.error(line.number(), fields.problem(), text);
        }
        if (fields.isComplete() && isAction(fields.retry())) {
            problems.error(line.number(), "options behind the action must have the form key=value", fields.action());
        } else if (fields.isComplete()) {
            entry(line, text, fields);
        }
    }

    private void entry(Lines.Line line, String text, PentFields fields) {
        checkName(line.number(), fields.name(), text);
        checkCommand(line.number(), fields.command(), text);
        OptionalLong grace = number(line.number(), "GRACE", fields.grace(), text);
        OptionalLong retry = number(line.number(), "retry", fields.retry(), text);
        Optional<RetryOverAction> action = action(line.number(), fields.action(), text);
        PentOptions.check(line.number(), fields.options(), problems);
        if (grace.isPresent() && retry.isPresent() && action.isPresent()) {
            pents.add(new Pent(
                    id,
                    line.number(),
                    fields.name(),
                    fields.command(),
                    Duration.ofSeconds(grace.getAsLong()),
                    (int) retry.getAsLong(),
                    action.get(),
                    fields.action()));
        }
    }

    /** Returns the entries; says it if there is none. */
    List<Pent> finish() {
        if (id == 0) {
            problems.error(headLine, "there is no PENT: write one line " + FORM + " in the PENT section", "");
        }
        return pents;
    }

    private void checkName(int line, String name, String text) {
        if (name.isEmpty()) {
            problems.error(line, "the process name is empty", text);
        } else if (name.indexOf('/') >= 0 && (!name.startsWith("/") || name.endsWith("/"))) {
            problems.error(line, "the process must be a bare name or an absolute path to a program", text);
        } else {
            Integer before = seenAt.putIfAbsent(name, line);
            if (before != null) {
                String what = "the process " + Escaper.escape(name) + " is monitored already by line " + before;
                problems.warning(line, what, text);
            }
        }
    }

    private void checkCommand(int line, String command, String text) {
        if (command.isEmpty()) {
            problems.error(line, "the restart command is empty: write - to only report", text);
            return;
        }
        CommandWords words = CommandWords.split(command);
        if (!words.isGood()) {
            problems.error(line, "restart command: " + words.problem(), text);
        }
    }

    private OptionalLong number(int line, String field, String value, String text) {
        OptionalLong number = Numbers.decimal(value, 0, Integer.MAX_VALUE);
        if (number.isEmpty()) {
            String is = value.isEmpty() ? "it is empty" : "not " + Escaper.escape(value);
            String what = field + " must be a whole number from 0 to " + Integer.MAX_VALUE + ", " + is;
            problems.error(line, what, text);
        }
        return number;
    }

    private static boolean isAction(String word) {
        return RetryOverAction.of(word).isPresent();
    }

    private Optional<RetryOverAction> action(int line, String value, String text) {
        Optional<RetryOverAction> action = RetryOverAction.of(value);
        if (action.isPresent()) {
            return action;
        }
        String is = value.isEmpty() ? "it is empty" : "not " + Escaper.escape(value);
        problems.error(line, "the retry-over action must be continue, exit, shutdown or switch, " + is, text);
        return action;
    }
}
