package org.okiagari.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.okiagari.api.Home;
import org.okiagari.api.health.LastKnown;
import org.okiagari.api.health.ServerProcess;
import org.okiagari.api.json.JsonWriter;

/**
 * What padmin shows while the server does not answer: the last known state from the health segments, and one line on stderr
 * that says so. The exit code tells that the server was not reached (ADR 0009).
 */
final class Unanswered {
    private final Home home;
    private final Terminal terminal;
    private final boolean json;

    Unanswered(Home home, Terminal terminal, boolean json) {
        this.home = home;
        this.terminal = terminal;
        this.json = json;
    }

    /** Returns the failure with more about the server, if it is that a server does not answer. */
    static Failure explained(Failure failure, Home home) {
        if (!failure.isUnanswered()) {
            return failure;
        }
        String who = LastKnown.all(home.run()).stream()
                .filter(known -> known.life() != ServerProcess.Life.GONE)
                .findFirst()
                .map(known -> "the server (pid " + known.writer().pid() + ") " + what(known.life()))
                .orElse("the server does not answer");
        return Failure.unanswered(who + "; a command that it has got it may still do when it goes on");
    }

    /**
     * Lists what a server runs that is there and does not answer, exit 2.
     *
     * @throws Failure the one that is given, if nothing is known
     */
    int list(Failure failure) {
        List<Object> rows = new ArrayList<>();
        List<String> blocks = new ArrayList<>();
        LastKnown oldest = null;
        for (LastKnown known : LastKnown.all(home.run())) {
            if (known.life() != ServerProcess.Life.GONE) {
                rows.add(new KnownRows(known).pcheck());
                blocks.add(known.health().head().list());
                oldest = oldest == null || known.ageMillis() > oldest.ageMillis() ? known : oldest;
            }
        }
        if (oldest == null) {
            throw failure;
        }
        print(json ? JsonWriter.write(rows) : String.join("\n", blocks));
        say(oldest);
        return Failure.NOT_THERE;
    }

    /**
     * Shows parameters or PENTs of a pfile, exit 2.
     *
     * @param params the names of the parameters, in the order of --json
     * @throws Failure the one that is given, if nothing is known of the pfile
     */
    int show(PadminOptions options, List<String> params, Failure failure) {
        LastKnown known = find(Path.of(options.pfile()));
        if (known == null) {
            throw failure;
        }
        if (options.verb().equals("show pent")) {
            pents(known, options.pentId());
        } else if (json) {
            print(JsonWriter.write(new KnownRows(known).params(params)));
        } else {
            print(known.health().head().param());
        }
        say(known);
        return Failure.NOT_THERE;
    }

    private void pents(LastKnown known, int pentId) {
        List<String> pents = known.health().pents();
        if (pentId > pents.size()) {
            throw ShowPent.noSuchPent(pentId, pents.size());
        }
        List<String> some = pentId == 0 ? pents : List.of(pents.get(pentId - 1));
        if (!json) {
            print(String.join("\n", some));
            return;
        }
        List<Object> rows = new ArrayList<>();
        KnownRows all = new KnownRows(known);
        for (String pent : some) {
            rows.add(all.pent(pent));
        }
        print(JsonWriter.write(rows));
    }

    private @Nullable LastKnown find(Path pfile) {
        Path wanted = Pchecks.real(pfile);
        for (LastKnown known : LastKnown.all(home.run())) {
            if (Pchecks.real(Path.of(known.health().head().pfile())).equals(wanted)) {
                return known;
            }
        }
        return null;
    }

    private void print(String text) {
        ShowPent.printText(terminal, text);
    }

    private void say(LastKnown known) {
        long tenths = known.ageMillis() / 100;
        terminal.error("the server (pid " + known.writer().pid() + ") " + what(known.life())
                + "; this is the last known state, " + tenths / 10 + "." + tenths % 10 + " s old");
    }

    private static String what(ServerProcess.Life life) {
        switch (life) {
            case STOPPED:
                return "is stopped";
            case GONE:
                return "is gone";
            default:
                return "is alive but does not answer";
        }
    }
}
