package org.okiagari.cli;

import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a password: on a terminal without showing it, twice if it is a new one; else it is the first line of stdin. Never a word of the
 * command line, where every user of the host could read it.
 */
final class Passwords {
    /** NIST SP 800-63B, section 5.1.1.2: at least 8, and no rules about kinds of characters. */
    static final int LEAST = 8;

    /** What the server takes at most. */
    private static final int MOST = 1024;

    private static final Pattern TERMINAL = Pattern.compile("/dev/(pts/.*|tty.*|console)");

    private final InputStream in;
    private final @Nullable Console console;

    /** Makes one; {@code console} is there where {@code in} is a terminal. */
    Passwords(InputStream in, @Nullable Console console) {
        this.in = in;
        this.console = console;
    }

    /** Returns the one of this process. */
    static Passwords system() {
        boolean isTerminal;
        try {
            isTerminal = TERMINAL.matcher(
                            Files.readSymbolicLink(Path.of("/proc/self/fd/0")).toString())
                    .matches();
        } catch (IOException e) {
            isTerminal = false;
        }
        if (isTerminal && System.console() == null) {
            throw Failure.usage("the password is asked for on a terminal: do not redirect stdout, or give it on stdin");
        }
        return new Passwords(System.in, isTerminal ? System.console() : null);
    }

    /** Returns a password that can be used; whoever takes it clears it. */
    char[] ask(String user) {
        char[] password = console == null ? line() : twice(console, user);
        String problem = problem(password, user);
        if (!problem.isEmpty()) {
            Arrays.fill(password, '\0');
            throw Failure.usage(problem);
        }
        return password;
    }

    /** Returns the password of a user who has one: typed once, or the first line of stdin. */
    String known(String user) {
        char[] password = console == null ? line() : orNone(console.readPassword("Password of %s: ", user));
        if (password.length == 0) {
            throw Failure.usage("no password: type it, give it on stdin, or name a file with --password-file");
        }
        return new String(password);
    }

    private static String problem(char[] password, String user) {
        if (password.length < LEAST || password.length > MOST) {
            return "a password has " + LEAST + " to " + MOST + " characters";
        }
        for (char c : password) {
            if (Character.isISOControl(c)) {
                return "a password holds no control characters";
            }
        }
        return Arrays.equals(password, user.toCharArray()) ? "a password is not the user's name" : "";
    }

    private static char[] twice(Console console, String user) {
        char[] first = orNone(console.readPassword("New password of %s: ", user));
        char[] second = orNone(console.readPassword("Again: "));
        boolean isSame = Arrays.equals(first, second);
        Arrays.fill(second, '\0');
        if (!isSame) {
            Arrays.fill(first, '\0');
            throw Failure.usage("the two passwords are not the same");
        }
        return first;
    }

    private static char[] orNone(char @Nullable [] typed) {
        return typed == null ? new char[0] : typed;
    }

    private char[] line() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            for (int b = in.read(); b >= 0 && b != '\n' && bytes.size() <= 4 * MOST; b = in.read()) {
                bytes.write(b);
            }
        } catch (IOException e) {
            throw Failure.usage("no password can be read from stdin");
        }
        byte[] raw = bytes.toByteArray();
        int length = raw.length > 0 && raw[raw.length - 1] == '\r' ? raw.length - 1 : raw.length;
        CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(raw, 0, length));
        Arrays.fill(raw, (byte) 0);
        char[] password = new char[text.remaining()];
        text.get(password);
        return password;
    }
}
