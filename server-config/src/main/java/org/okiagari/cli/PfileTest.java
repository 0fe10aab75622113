package org.okiagari.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.okiagari.api.Home;
import org.okiagari.api.text.Escaper;
import org.okiagari.api.text.Problem;
import org.okiagari.pfile.PfileParser;

/** {@code pcheck -t}: every problem of a pfile, told by the server where one runs, else by the parser in this process. */
final class PfileTest {
    private static final long MAX_BYTES = 64L << 20;

    private final Home home;
    private final Terminal terminal;

    PfileTest(Home home, Terminal terminal) {
        this.home = home;
        this.terminal = terminal;
    }

    int run(Path pfile) {
        List<String> problems = problems(pfile);
        boolean bad = false;
        for (String problem : problems) {
            terminal.error(Escaper.line(problem));
            bad |= !isWarning(problem, pfile);
        }
        if (bad) {
            return Failure.USAGE;
        }
        terminal.println(Escaper.line(pfile + ": good"));
        return 0;
    }

    /** Throws with every error of the pfile, so that a bad one does not bring a server up first. */
    static void requireGood(Path pfile) {
        StringBuilder errors = new StringBuilder();
        for (Problem problem : parse(pfile)) {
            if (problem.isError()) {
                errors.append(problem.text(pfile.toString())).append('\n');
            }
        }
        if (!errors.isEmpty()) {
            throw Failure.usage(errors.toString());
        }
    }

    /** The server sees more than the parser does: who may write the file, which keys are in use. */
    private List<String> problems(Path pfile) {
        try (Client client = new Client(SocketDoor.open(home, SocketDoor.READING), "pcheck")) {
            Object answer = client.exec(Client.AGENT, "check", pfile.toString());
            List<String> problems = new ArrayList<>();
            if (answer instanceof List) {
                ((List<?>) answer).forEach(problem -> problems.add(String.valueOf(problem)));
            }
            return problems;
        } catch (Failure e) {
            if (e.code() == Failure.USAGE) {
                throw e;
            }
            List<String> problems = new ArrayList<>();
            parse(pfile).forEach(problem -> problems.add(problem.text(pfile.toString())));
            return problems;
        }
    }

    private static List<Problem> parse(Path pfile) {
        try {
            if (Files.size(pfile) > MAX_BYTES) {
                return List.of(Problem.error(0, "too large for a pfile", Files.size(pfile) + " bytes"));
            }
            return PfileParser.parse(Files.readAllBytes(pfile)).problems();
        } catch (IOException e) {
            throw Failure.usage(pfile + ": not readable");
        }
    }

    /** A warning reads {@code <file>:<line>: warning: ...}; the file's own name may hold anything. */
    private static boolean isWarning(String problem, Path pfile) {
        String rest = problem.startsWith(pfile + ":")
                ? problem.substring(pfile.toString().length())
                : problem;
        return rest.contains(": warning: ");
    }
}
