package org.okiagari.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns the error that Jolokia answers into the sentence that the bean threw, and an exit code. */
final class Refusal {
    private Refusal() {}

    /** Returns the failure that an answer with another status than 200 stands for. */
    static Failure of(Map<?, ?> answer) {
        String type = text(answer.get("error_type"));
        Object status = answer.get("status");
        long number = status instanceof Long ? (Long) status : 500;
        String told = sentence(text(answer.get("error")));
        String sentence = told.isEmpty() ? "the server answered with status " + number : told;
        if (number == 401 || number == 403) {
            return Failure.notAllowed(told.isEmpty() ? "not allowed" : told);
        }
        if (number == 404) {
            return Failure.notThere(
                    type.endsWith("InstanceNotFoundException") ? "no such pcheck: it has just ended" : sentence);
        }
        if (type.equals("java.lang.IllegalArgumentException")) {
            return Failure.usage(sentence);
        }
        return Failure.refused(sentence);
    }

    /** Returns {@code error} without the names of exception classes that stand before the sentence. */
    static String sentence(String error) {
        String rest = error.strip();
        while (true) {
            int colon = rest.indexOf(':');
            if (colon < 0) {
                return isClassName(rest) ? "" : rest;
            }
            if (!isClassName(rest.substring(0, colon).strip())) {
                return rest;
            }
            rest = rest.substring(colon + 1).strip();
        }
    }

    private static boolean isClassName(String text) {
        if (!text.endsWith("Exception") && !text.endsWith("Error") || text.indexOf('.') < 0) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isJavaIdentifierPart(c) && c != '.') {
                return false;
            }
        }
        return true;
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
