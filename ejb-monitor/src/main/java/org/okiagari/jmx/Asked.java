package org.okiagari.jmx;

import java.util.function.Supplier;
import org.okiagari.api.Caller;
import org.okiagari.pcheck.Refused;
import org.okiagari.pcheck.Requester;
import org.okiagari.saver.LogLine;

/** An operation that somebody asked for: who it was, and what he is told when it is refused. */
final class Asked {
    private Asked() {}

    /** Returns the present caller as the log names him: padmin for a command on this host, okiagari for all others. */
    static Requester requester() {
        Caller caller = Caller.current();
        boolean isLocal = caller.door() == Caller.Door.LOCAL;
        return new Requester(
                isLocal ? LogLine.Ident.PADMIN : LogLine.Ident.OKIAGARI,
                isLocal ? caller.pid() : 0,
                caller.name(),
                caller.from());
    }

    /**
     * Does the work.
     *
     * @throws IllegalArgumentException for problems of a pfile, one a line
     * @throws IllegalStateException for every other refusal
     */
    static <T> T answer(Supplier<T> work) {
        try {
            return work.get();
        } catch (Refused e) {
            String sentence = String.join("\n", e.problems());
            // The cause stays here: its class is not known to clients.
            throw switch (e.kind()) {
                case PFILE -> new IllegalArgumentException(sentence);
                case STATE -> new IllegalStateException(sentence);
            };
        }
    }

    static void run(Runnable work) {
        answer(() -> {
            work.run();
            return true;
        });
    }

    /** Refuses a number that is out of its range. */
    static void range(String name, long value, long from, long to) {
        if (value < from || value > to) {
            throw new IllegalArgumentException(name + " must be " + from + " to " + to + " (" + value + ")");
        }
    }

    /** Refuses what only commands on this host may ask for. */
    static void notOverHttp(String operation) {
        if (Caller.current().door() == Caller.Door.HTTP) {
            throw new IllegalStateException(operation + " is for commands on this host; it is not answered over HTTP");
        }
    }
}
