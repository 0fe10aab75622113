package org.okiagari.pcheck;

import java.time.Instant;

/** Sends one line to syslog. Called by one thread of the journal, which may wait. */
public interface SyslogSender {
    /**
     * Sends a line; false if it could not be handed over now and should be tried again later.
     *
     * @param ident who speaks, for example {@code pcheck}
     * @param pid the pid in the ident's brackets
     * @param severity number of RFC 3164
     * @param time when it happened
     * @param text the line, already escaped
     */
    boolean send(String ident, long pid, int severity, Instant time, String text);
}
