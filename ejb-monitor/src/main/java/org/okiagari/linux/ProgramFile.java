package org.okiagari.linux;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What kind of program a file is, by its first bytes, and what would keep the kernel from running it.
 *
 * @param kind what it is
 * @param problem why it can not be run, one clause; empty if nothing is known against it
 */
record ProgramFile(Kind kind, String problem) {
    private static final int HEAD = 256;

    /** Kinds of programs. */
    enum Kind {
        /** A script with its interpreter in the first line. */
        SCRIPT,
        /** A script without: execvp(3) lets the shell run it. */
        BARE_SCRIPT,
        /** Anything else; the kernel knows. */
        BINARY
    }

    /** Reads the first bytes of a file: see {@link Spawner#head}. */
    interface HeadReader {
        int read(Path file, byte[] into) throws CannotLook;
    }

    /** Looks at a file. */
    static ProgramFile of(Path file, HeadReader reader) throws CannotLook {
        if (!Files.exists(file)) {
            return unusable("no such file: " + file);
        }
        if (Files.isDirectory(file)) {
            return unusable(file + " is a directory");
        }
        if (!Files.isExecutable(file)) {
            return unusable("no permission to execute " + file + " (chmod +x)");
        }
        byte[] head = new byte[HEAD];
        int length = reader.read(file, head);
        // A program may be executable without being readable.
        return length < 0 ? new ProgramFile(Kind.BINARY, "") : of(file, Arrays.copyOf(head, length));
    }

    private static ProgramFile of(Path file, byte[] head) {
        if (head.length < 2 || head[0] != '#' || head[1] != '!') {
            return new ProgramFile(isBinary(head) ? Kind.BINARY : Kind.BARE_SCRIPT, "");
        }
        String text = new String(head, 2, head.length - 2, StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\n');
        String line = end < 0 ? text : text.substring(0, end);
        if (line.endsWith("\r")) {
            return unusable(
                    "the first line of " + file + " ends with CR LF, a DOS file (remove the CR: sed -i 's/\\r$//')");
        }
        String interpreter = line.strip().split("[ \t]", 2)[0];
        if (!interpreter.isEmpty() && !Files.exists(Path.of("/").resolve(interpreter))) {
            return unusable("the interpreter " + interpreter + " of " + file + " does not exist");
        }
        return new ProgramFile(Kind.SCRIPT, "");
    }

    private static boolean isBinary(byte[] head) {
        for (byte b : head) {
            if (b == 0) {
                return true;
            }
        }
        return false;
    }

    private static ProgramFile unusable(String problem) {
        return new ProgramFile(Kind.BINARY, problem);
    }
}
