package org.okiagari.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.okiagari.api.Home;

/** Runs a command in this JVM and keeps what it prints. */
final class Console {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Home home;

    Console(Home home) {
        this.home = home;
    }

    int padmin(String... args) {
        return Padmin.run(args, home, terminal("padmin"));
    }

    int pcheck(String... args) {
        return Pcheck.run(args, home, terminal("pcheck"));
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    Terminal terminal(String command) {
        out.reset();
        err.reset();
        return new Terminal(
                command,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }
}
