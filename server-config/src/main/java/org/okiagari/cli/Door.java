package org.okiagari.cli;

/** A way to a server: one Jolokia request in JSON goes in, its answer in JSON comes back. */
interface Door extends AutoCloseable {
    /**
     * Returns the answer to {@code request}.
     *
     * @throws Failure if the server is not there, goes away, or lets nobody in
     */
    String ask(String request);

    @Override
    void close();
}
