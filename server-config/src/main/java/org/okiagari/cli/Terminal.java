package org.okiagari.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Where a command prints: text on stdout, errors on stderr with its name before each line. */
final class Terminal {
    private final String command;
    private final PrintStream out;
    private final PrintStream err;

    Terminal(String command, PrintStream out, PrintStream err) {
        this.command = command;
        this.out = out;
        this.err = err;
    }

    /** Returns this process's own terminal. */
    static Terminal system(String command) {
        return new Terminal(command, stream(FileDescriptor.out), stream(FileDescriptor.err));
    }

    /** Prints text that is escaped already or our own. */
    void print(String text) {
        out.print(text);
    }

    void println(String line) {
        out.print(line);
        out.print('\n');
    }

    void flush() {
        out.flush();
    }

    /** Tells whether the reader of stdout has gone: then there is no use in going on. */
    boolean isGone() {
        return out.checkError();
    }

    void error(String line) {
        out.flush();
        err.print(command + ": " + line + "\n");
        err.flush();
    }

    /** Prints a failure and returns its exit code. */
    int fail(Failure failure) {
        for (String line : failure.lines()) {
            error(line);
        }
        return failure.code();
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new BufferedOutputStream(new FileOutputStream(descriptor), 8192), false, charset());
    }

    /** The terminal's own, but UTF-8 where that would turn Japanese names into question marks (LANG=C). */
    private static Charset charset() {
        String name = System.getProperty("native.encoding", "UTF-8");
        if (name.equals("UTF-8") || name.equals("ANSI_X3.4-1968")) {
            return StandardCharsets.UTF_8;
        }
        return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
    }
}
