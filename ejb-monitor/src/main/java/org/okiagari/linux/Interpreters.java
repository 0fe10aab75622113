package org.okiagari.linux;

import java.util.List;
import java.util.Map;

/**
 * Finds the script in the arguments of an interpreter (CONTRACT section 4, "Matching"): the first argument that is no option.
 *
 * <p>Choice (ADR 0070): {@code -e} and {@code -m} of a shell are no code but errexit and monitor, as in the first line
 * {@code #!/bin/sh -e}; so for shells only {@code -c} and {@code -s} mean that there is no script.
 */
final class Interpreters {
    private static final Syntax SHELL = new Syntax("cs", "oO", List.of("--rcfile", "--init-file"));
    private static final Map<String, Syntax> SYNTAX = Map.ofEntries(
            Map.entry("sh", SHELL),
            Map.entry("dash", SHELL),
            Map.entry("bash", SHELL),
            Map.entry("ksh", SHELL),
            Map.entry("zsh", SHELL),
            Map.entry("perl", new Syntax("ceE", "I", List.of())),
            Map.entry("python", new Syntax("cem", "WX", List.of())),
            Map.entry("ruby", new Syntax("ce", "IrCE", List.of())),
            Map.entry("php", new Syntax("cer", "dz", List.of())),
            Map.entry(
                    "node", new Syntax("cep", "r", List.of("--require", "--import", "--loader", "--eval", "--print"))),
            Map.entry("tclsh", new Syntax("ce", "", List.of())),
            Map.entry("lua", new Syntax("ce", "l", List.of())));

    private Interpreters() {}

    /** Tells whether a program is an interpreter, by the base name of its file. */
    static boolean isInterpreter(String program) {
        return SYNTAX.containsKey(plain(program));
    }

    /** Without the dash of a log-in shell and without a version: python3.11, perl5.36.0, lua5.4. */
    private static String plain(String program) {
        int from = program.startsWith("-") ? 1 : 0;
        int end = program.length();
        while (end > from && "-.0123456789".indexOf(program.charAt(end - 1)) >= 0) {
            end--;
        }
        return program.substring(from, end);
    }

    /**
     * Returns the script argument as it is written, empty if there is none.
     *
     * @param program base name of the program's file
     * @param arguments its arguments, the first of which is its own name
     */
    static String script(String program, List<String> arguments) {
        Syntax syntax = SYNTAX.get(plain(program));
        return syntax == null ? "" : syntax.script(arguments);
    }

    /**
     * How an interpreter reads its options.
     *
     * @param code letters that mean: no script
     * @param withValue letters that take the next argument if they stand last
     * @param longWithValue long options that take the next argument; those of code are among them
     */
    private record Syntax(String code, String withValue, List<String> longWithValue) {
        String script(List<String> arguments) {
            for (int i = 1; i < arguments.size(); i++) {
                String argument = arguments.get(i);
                if (argument.equals("--")) {
                    return i + 1 < arguments.size() ? arguments.get(i + 1) : "";
                }
                if (argument.equals("-m") && !code.contains("s") || isCode(argument)) {
                    return "";
                }
                if (!isOption(argument)) {
                    return argument;
                }
                if (takesNext(argument)) {
                    i++;
                }
            }
            return "";
        }

        private static boolean isOption(String argument) {
            return argument.startsWith("-") || argument.startsWith("+") || argument.isEmpty();
        }

        /** A lone dash means standard input. */
        private boolean isCode(String argument) {
            if (argument.equals("-") || argument.equals("--eval") || argument.equals("--print")) {
                return true;
            }
            if (!argument.startsWith("-") || argument.startsWith("--")) {
                return false;
            }
            for (int i = 1; i < argument.length(); i++) {
                char letter = argument.charAt(i);
                if (code.indexOf(letter) >= 0) {
                    return true;
                }
                if (takesRest(letter)) {
                    return false;
                }
            }
            return false;
        }

        /** What follows such a letter in the same argument is its value: perl -Mstrict, python -Wonce. */
        private boolean takesRest(char letter) {
            return !Character.isLetterOrDigit(letter)
                    || withValue.indexOf(letter) >= 0
                    || "MmCDFixd".indexOf(letter) >= 0 && !code.contains("s");
        }

        private boolean takesNext(String argument) {
            if (argument.startsWith("--")) {
                return longWithValue.contains(argument);
            }
            return argument.length() > 1
                    && withValue.indexOf(argument.charAt(argument.length() - 1)) >= 0
                    && (argument.length() == 2 || code.contains("s"));
        }
    }
}
