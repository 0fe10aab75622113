package org.okiagari.pcheck;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** All pchecks of this server. */
public final class Pchecks {
    /** Makes an empty house. */
    public Pchecks(Environment environment) {
        throw new UnsupportedOperationException("to be written");
    }

    /** Adds one who follows the lives of pchecks; those that run already are told at once. */
    public void addListener(PcheckListener listener) {
        throw new UnsupportedOperationException("to be written");
    }

    /**
     * Starts the pcheck of a pfile.
     *
     * @param keep it comes back with the server until it is ended
     * @throws Refused with every problem of the pfile, or because key, file or name is in use
     */
    public Pcheck start(Path pfile, Requester requester, boolean keep) {
        throw new UnsupportedOperationException("to be written");
    }

    /** Returns the problems of a pfile, one text each, and starts nothing. */
    public List<String> check(Path pfile) {
        throw new UnsupportedOperationException("to be written");
    }

    /** Starts the pchecks that were kept; what is refused is logged. */
    public void startKept() {
        throw new UnsupportedOperationException("to be written");
    }

    /** Returns the running pchecks by name. */
    public List<Pcheck> running() {
        throw new UnsupportedOperationException("to be written");
    }

    /** Returns the running pcheck with this name. */
    public Optional<Pcheck> byName(String name) {
        throw new UnsupportedOperationException("to be written");
    }

    /** Attaches a foreground command to the pcheck of a pfile, which is started and kept if it does not run. */
    public Pcheck attach(Path pfile, long commandPid, Requester requester) {
        throw new UnsupportedOperationException("to be written");
    }

    /** Waits for the end of an attached pcheck: -1 = it runs, -2 = nothing is attached, else the command's exit code. */
    public int await(Path pfile, long commandPid, long waitMillis) {
        throw new UnsupportedOperationException("to be written");
    }

    /** Ends all in order because the server ends: each logs Shutdown pcheck; kept ones stay kept. */
    public void close() {
        throw new UnsupportedOperationException("to be written");
    }
}
