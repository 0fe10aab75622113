package org.okiagari.api.text;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of a command, as they are handed to the program: no shell ever sees them.
 *
 * <p>Blanks part words. Between single quotes everything stands for itself; between double quotes too, but {@code \"}
 * and {@code \\} stand for {@code "} and {@code \}. Outside of quotes a backslash is a character like any other, and so
 * are {@code $}, {@code *}, {@code |} and the like everywhere.
 *
 * @param words the words; what could be read where there is a problem
 * @param problem what is wrong, empty if nothing is
 */
public record CommandWords(List<String> words, String problem) {
    /** Copies the list. */
    public CommandWords {
        words = List.copyOf(words);
    }

    /** Returns the words of a command. */
    public static CommandWords split(String command) {
        return new Splitter(command).run();
    }

    /** Tells whether the words can be used. */
    public boolean isGood() {
        return problem.isEmpty();
    }

    private static final class Splitter {
        private static final char NONE = 0;

        private final String command;
        private final List<String> words = new ArrayList<>();
        private final StringBuilder word = new StringBuilder();
        private boolean isInWord;
        private char quote = NONE;

        Splitter(String command) {
            this.command = command;
        }

        CommandWords run() {
            for (int i = 0; i < command.length(); i++) {
                if (quote == '"' && isEscape(i)) {
                    i++;
                    word.append(command.charAt(i));
                } else {
                    take(command.charAt(i));
                }
            }
            endWord();
            return new CommandWords(words, problem());
        }

        private String problem() {
            if (quote != NONE) {
                return "a quote (" + quote + ") is never closed";
            }
            return words.isEmpty() || words.get(0).isEmpty() ? "there is no command" : "";
        }

        private boolean isEscape(int i) {
            return command.charAt(i) == '\\'
                    && i + 1 < command.length()
                    && (command.charAt(i + 1) == '"' || command.charAt(i + 1) == '\\');
        }

        private void take(char c) {
            if (quote != NONE) {
                if (c == quote) {
                    quote = NONE;
                } else {
                    word.append(c);
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
                isInWord = true;
            } else if (c == ' ' || c == '\t') {
                endWord();
            } else {
                word.append(c);
                isInWord = true;
            }
        }

        private void endWord() {
            if (isInWord) {
                words.add(word.toString());
            }
            word.setLength(0);
            isInWord = false;
        }
    }
}
