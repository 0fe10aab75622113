package org.okiagari.pcheck;

import org.okiagari.saver.LogLine;

/**
 * Who asks for something, as the log says it.
 *
 * @param ident padmin for a command on this host, okiagari for HTTP and JMX
 * @param pid pid of the command, 0 = this server's
 * @param who user name, or uid of a local command
 * @param from address, or local
 */
public record Requester(LogLine.Ident ident, long pid, String who, String from) {
    /** The server itself, where no command stands behind it. */
    public static final Requester SERVER = new Requester(LogLine.Ident.OKIAGARI, 0, "server", "local");
}
