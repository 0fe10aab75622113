package org.okiagari.linux;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.okiagari.api.text.CommandWords;

/**
 * The files that a restart command names, as far as its text tells: the command as a whole, else its first word, and the
 * script of an interpreter. What PATH would have to be asked for, and what is not there, is left out.
 */
final class CommandFiles {
    private CommandFiles() {}

    static List<Path> of(String command) {
        if (isFile(command)) {
            return List.of(Path.of(command));
        }
        CommandWords words = CommandWords.split(command);
        if (command.equals("-") || !words.isGood()) {
            return List.of();
        }
        List<Path> files = new ArrayList<>();
        String program = words.words().get(0);
        for (String file : List.of(program, Interpreters.script(Texts.baseName(program), words.words()))) {
            if (isFile(file)) {
                files.add(Path.of(file));
            }
        }
        return files;
    }

    private static boolean isFile(String text) {
        try {
            return text.startsWith("/") && Files.isRegularFile(Path.of(text));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
