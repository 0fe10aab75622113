package org.okiagari.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The words of a command line, taken one after the other; {@code --key=value} and {@code -kvalue} are split. */
final class Words {
    private final List<String> words;
    private int at;
    private @Nullable String attached;

    Words(String[] words) {
        this.words = List.of(words);
    }

    /** Returns the next option or word, or null at the end. */
    @Nullable
    String next() {
        if (attached != null) {
            throw Failure.usage("this option takes no value: " + words.get(at - 1));
        }
        if (at >= words.size()) {
            return null;
        }
        String word = words.get(at++);
        int equals = word.indexOf('=');
        if (word.startsWith("--") && equals > 0) {
            attached = word.substring(equals + 1);
            return word.substring(0, equals);
        }
        if (word.length() > 2 && word.charAt(0) == '-' && "fcpnk".indexOf(word.charAt(1)) >= 0) {
            attached = word.substring(2);
            return word.substring(0, 2);
        }
        return word;
    }

    /** Returns the value of the option that was taken last. */
    String value(String option) {
        String value = attached;
        attached = null;
        if (value == null && at < words.size()) {
            value = words.get(at++);
        }
        if (value == null || value.isEmpty()) {
            throw Failure.usage("option " + option + " needs a value");
        }
        return value;
    }

    /** Returns the value of the option that was taken last, as a number within bounds. */
    int number(String option, int min, int max) {
        return (int) longNumber(option, min, max);
    }

    /** The same for numbers that may be great. */
    long longNumber(String option, long min, long max) {
        String value = value(option);
        try {
            long number = Long.parseLong(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below: the same sentence for no number and for one out of bounds.
        }
        throw Failure.usage("option " + option + " needs a number from " + min + " to " + max + ", not " + value);
    }
}
