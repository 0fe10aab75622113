package org.okiagari.jmx;

import java.rmi.server.RemoteServer;
import java.rmi.server.ServerNotActiveException;
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
                caller.door() == Caller.Door.JMX ? connector(caller) : caller.from());
    }

    /** A connector of JMX over RMI tells from where; code in this JVM has nothing to tell. */
    private static String connector(Caller caller) {
        try {
            return RemoteServer.getClientHost();
        } catch (ServerNotActiveException e) {
            return caller.from();
        }
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

    /** Does what changes something, and tells the journal what became of it. */
    static <T> T steer(Audit audit, String command, Supplier<T> work) {
        try {
            T answer = work.get();
            audit.tell(requester(), command, "done", "");
            return answer;
        } catch (Refused e) {
            if (!e.isTold()) {
                audit.tell(requester(), command, "refused", e.problems().get(0));
            }
            return answer(() -> {
                throw e;
            });
        } catch (IllegalArgumentException e) {
            audit.tell(requester(), command, "refused", String.valueOf(e.getMessage()));
            throw e;
        }
    }

    /** The same for what answers nothing. */
    static void steer(Audit audit, String command, Runnable work) {
        steer(audit, command, () -> {
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
