package org.okiagari.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.okiagari.api.Home;

/** The command {@code pcheck}. */
public final class Pcheck {
    private final PcheckOptions options;
    private final Home home;
    private final Terminal terminal;

    private Pcheck(PcheckOptions options, Home home, Terminal terminal) {
        this.options = options;
        this.home = home;
        this.terminal = terminal;
    }

    /** Runs the command and ends the JVM with its exit code. */
    public static void main(String[] args) {
        ProcessTitle.show(System.getProperty("okiagari.launcher", ""), args);
        Terminal terminal = Terminal.system("pcheck");
        int code = run(args, Home.find(), terminal);
        terminal.flush();
        System.exit(code);
    }

    static int run(String[] args, Home home, Terminal terminal) {
        try {
            return new Pcheck(PcheckOptions.parse(args), home, terminal).run();
        } catch (Failure e) {
            return terminal.fail(Unanswered.explained(e, home));
        }
    }

    private int run() {
        switch (options.verb()) {
            case "help":
                terminal.print(Help.pcheck());
                return 0;
            case "version":
                terminal.println("pcheck (Okiagari) " + Help.version());
                return 0;
            case "test":
                return new PfileTest(home, terminal).run(readable());
            case "kill":
                return new RecoveryTest(home, terminal).run(options);
            default:
                Path pfile = readable();
                return new Foreground(pfile, home, terminal, new EmbeddedServer(home, terminal)).run();
        }
    }

    /** A slip of the pen must not bring a server up: what is no readable file is told here. */
    private Path readable() {
        Path pfile = Pchecks.absolute(Path.of(options.pfile()));
        if (Files.notExists(pfile)) {
            throw Failure.usage(pfile + ": no such file");
        }
        if (Files.isDirectory(pfile)) {
            throw Failure.usage(pfile + ": a directory, not a pfile");
        }
        if (!Files.isRegularFile(pfile)) {
            throw Failure.usage(pfile + ": no regular file");
        }
        if (!Files.isReadable(pfile)) {
            throw Failure.usage(pfile + ": not readable");
        }
        return pfile;
    }
}
