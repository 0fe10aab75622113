package org.okiagari.linux;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a process's arguments tell about its name.
 *
 * @param argv0 its own name, empty if it has none
 * @param script the script an interpreter runs, empty if it is none or runs none; absolute where that can be told
 */
record CommandLine(String argv0, String script) {
    static final CommandLine NONE = new CommandLine("", "");

    /**
     * Tells the script of arguments.
     *
     * @param exe the program's file, empty if unknown
     */
    static CommandLine of(String exe, List<String> arguments, String workingDirectory) {
        if (arguments.isEmpty()) {
            return NONE;
        }
        String argv0 = ownName(arguments.get(0));
        String program = Texts.baseName(exe.isEmpty() ? argv0 : exe);
        String script = Interpreters.script(program, arguments);
        return new CommandLine(argv0, script.isEmpty() ? "" : real(script, workingDirectory));
    }

    /** A process may write a title there, "nginx: master process /usr/sbin/nginx": only its first word is a name. */
    private static String ownName(String argument) {
        return argument.contains(": ") ? argument.substring(0, argument.indexOf(' ')) : argument;
    }

    /** Splits the bytes of {@code /proc/PID/cmdline}: each argument ends with a NUL. */
    static List<String> split(byte[] bytes, int length) {
        int end = length;
        while (end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        List<String> arguments = new ArrayList<>();
        int from = 0;
        for (int at = 0; at <= end && end > 0; at++) {
            if (at == end || bytes[at] == 0) {
                arguments.add(Texts.of(bytes, from, at));
                from = at + 1;
            }
        }
        return arguments;
    }

    /**
     * Returns the real path of a script. Where its own name is a link to another name the path stays as it is, for a bare
     * name in a pfile means the name that was called.
     */
    static String real(String script, String workingDirectory) {
        if (!script.startsWith("/") && workingDirectory.isEmpty()) {
            return script;
        }
        try {
            Path path = Path.of(workingDirectory.isEmpty() ? "/" : workingDirectory)
                    .resolve(script)
                    .normalize();
            Path real = realOrSame(path);
            return (real.endsWith(path.getFileName()) ? real : path).toString();
        } catch (InvalidPathException e) {
            return script;
        }
    }

    private static Path realOrSame(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path;
        }
    }
}
