package org.okiagari.cli;

import java.util.ArrayList;
import java.util.List;
import org.okiagari.api.text.Escaper;

/** Ends a command: what to print on stderr, one line each, and the exit code. */
final class Failure extends RuntimeException {
    /** Usage or pfile error. */
    static final int USAGE = 1;
    /** No such pcheck, or the server is not reachable. */
    static final int NOT_THERE = 2;
    /** Refused or failed. */
    static final int REFUSED = 3;
    /** Not allowed. */
    static final int NOT_ALLOWED = 4;

    private static final long serialVersionUID = 1;

    private final int code;
    private final boolean vanished;
    private final boolean unanswered;

    private Failure(int code, String lines, boolean vanished, boolean unanswered) {
        super(lines, null, false, false);
        this.code = code;
        this.vanished = vanished;
        this.unanswered = unanswered;
    }

    private Failure(int code, String lines) {
        this(code, lines, false, false);
    }

    static Failure usage(String lines) {
        return new Failure(USAGE, lines);
    }

    static Failure notThere(String lines) {
        return new Failure(NOT_THERE, lines);
    }

    /** The server was not there, or went away in the middle: the one failure that is worth another try. */
    static Failure vanished(String lines) {
        return new Failure(NOT_THERE, lines, true, false);
    }

    /** The server is there, and stopped or hung. */
    static Failure unanswered(String lines) {
        return new Failure(NOT_THERE, lines, true, true);
    }

    static Failure refused(String lines) {
        return new Failure(REFUSED, lines);
    }

    static Failure notAllowed(String lines) {
        return new Failure(NOT_ALLOWED, lines);
    }

    int code() {
        return code;
    }

    boolean isVanished() {
        return vanished;
    }

    boolean isUnanswered() {
        return unanswered;
    }

    /** Returns what to print, escaped, without the command's name. */
    List<String> lines() {
        String text = String.valueOf(getMessage());
        List<String> lines = new ArrayList<>();
        int from = 0;
        while (from <= text.length()) {
            int end = text.indexOf('\n', from);
            int to = end < 0 ? text.length() : end;
            String line = text.substring(from, to);
            if (!line.isBlank()) {
                lines.add(Escaper.line(line.stripTrailing()));
            }
            from = to + 1;
        }
        return lines;
    }
}
