package org.okiagari.cli;

import org.jspecify.annotations.Nullable;

/**
 * What a command line of pcheck asks for.
 *
 * @param verb run, test (-t), kill (-k), help or version
 * @param pfile the pfile, empty for help and version
 * @param yes whether the recovery test does not ask
 * @param timeoutSeconds how long the recovery test waits
 */
record PcheckOptions(String verb, String pfile, boolean yes, int timeoutSeconds) {

    /** Reads a command line. */
    static PcheckOptions parse(String[] args) {
        return new Parser(args).parse();
    }

    private static final class Parser {
        private final Words words;
        private String verb = "";
        private @Nullable String pfile;
        private boolean yes;
        private int timeoutSeconds = 120;

        Parser(String[] args) {
            words = new Words(args);
        }

        PcheckOptions parse() {
            for (String word = words.next(); word != null; word = words.next()) {
                take(word);
            }
            String what = verb.isEmpty() && pfile != null ? "run" : verb;
            if (what.isEmpty()) {
                throw Failure.usage("nothing to do: say -f <pfile> (pcheck --help shows the usage)");
            }
            boolean needsFile = what.equals("run") || what.equals("test") || what.equals("kill");
            if (needsFile && pfile == null) {
                throw Failure.usage("-t needs -f <pfile>");
            }
            return new PcheckOptions(what, pfile == null ? "" : pfile, yes, timeoutSeconds);
        }

        private void take(String word) {
            switch (word) {
                case "-f", "--file" -> file(words.value(word));
                case "-k", "--kill" -> {
                    verb("kill");
                    file(words.value(word));
                }
                case "-t", "--test" -> verb("test");
                case "-y", "--yes" -> yes = true;
                case "--timeout" -> timeoutSeconds = words.number(word, 1, 3600);
                case "-h", "--help" -> verb = "help";
                case "-V", "--version" -> verb = verb.equals("help") ? verb : "version";
                default -> throw Failure.usage("unknown option " + word + " (pcheck --help shows the usage)");
            }
        }

        private void file(String name) {
            if (pfile != null) {
                throw Failure.usage("one pfile at a time");
            }
            pfile = name;
        }

        private void verb(String next) {
            if (verb.equals("help")) {
                return;
            }
            if (!verb.isEmpty() && !verb.equals(next)) {
                throw Failure.usage("-t and -k exclude each other");
            }
            verb = next;
        }
    }
}
