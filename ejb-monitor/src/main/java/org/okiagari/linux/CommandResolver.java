package org.okiagari.linux;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.okiagari.api.text.CommandWords;

/**
 * Turns a restart command into a program and its arguments (CONTRACT section 3): an existing file as a whole, else words
 * looked up in PATH. Never a shell.
 */
final class CommandResolver {
    private final String searchPath;
    private final ScriptGate gate;
    private final ProgramFile.HeadReader heads;

    CommandResolver(String searchPath, ScriptGate gate, ProgramFile.HeadReader heads) {
        this.searchPath = searchPath;
        this.gate = gate;
        this.heads = heads;
    }

    /**
     * What came of a command.
     *
     * @param path the program
     * @param argv its arguments, the first of which is its name as written
     * @param script the script file that runs, empty if it is none
     * @param isBare it has no first line with an interpreter: the shell runs it
     * @param problem why it can not be run; empty if nothing is known against it
     */
    record Resolved(String path, List<String> argv, String script, boolean isBare, String problem) {
        static Resolved unusable(String problem) {
            return new Resolved("", List.of(), "", false, problem);
        }
    }

    /**
     * Finds the program.
     *
     * @throws CannotLook if we lack something; no fault of the command
     */
    Resolved resolve(String text) throws CannotLook {
        try {
            return isFile(text) ? program(Path.of(text), List.of(text)) : words(text);
        } catch (InvalidPathException e) {
            return Resolved.unusable("a file name can not hold what is written there");
        }
    }

    private static boolean isFile(String text) {
        return text.startsWith("/") && Files.exists(Path.of(text));
    }

    private Resolved words(String text) throws CannotLook {
        CommandWords words = CommandWords.split(text);
        if (!words.isGood()) {
            return Resolved.unusable(words.problem());
        }
        String name = words.words().get(0);
        if (name.contains("/")) {
            // Scripts run in the root directory.
            return program(Path.of("/").resolve(name), words.words());
        }
        Optional<Path> found = inSearchPath(name);
        return found.isPresent()
                ? program(found.get(), words.words())
                : Resolved.unusable(name + " is not in PATH (" + searchPath + ")");
    }

    /** Returns the first that can be executed, else the first that is there at all, so that its fault can be told. */
    private Optional<Path> inSearchPath(String name) {
        List<Path> present = new ArrayList<>();
        for (String directory : searchPath.split(":")) {
            Path path = Path.of("/").resolve(directory).resolve(name);
            if (Files.isRegularFile(path)) {
                if (Files.isExecutable(path)) {
                    return Optional.of(path);
                }
                present.add(path);
            }
        }
        return present.stream().findFirst();
    }

    private Resolved program(Path path, List<String> argv) throws CannotLook {
        ProgramFile file = ProgramFile.of(path, heads);
        if (!file.problem().isEmpty()) {
            return Resolved.unusable(file.problem());
        }
        boolean isScript = file.kind() != ProgramFile.Kind.BINARY;
        String script = isScript ? CommandLine.real(path.toString(), "/") : interpreted(path, argv);
        Optional<String> refusal = gate.refusal(path);
        if (refusal.isEmpty() && !script.isEmpty()) {
            refusal = gate.refusal(Path.of(script));
        }
        return new Resolved(
                path.toString(), argv, script, file.kind() == ProgramFile.Kind.BARE_SCRIPT, refusal.orElse(""));
    }

    /** The command may name the interpreter itself: {@code sh /opt/restart.sh}. */
    private static String interpreted(Path path, List<String> argv) {
        return CommandLine.of(path.toString(), argv, "/").script();
    }
}
