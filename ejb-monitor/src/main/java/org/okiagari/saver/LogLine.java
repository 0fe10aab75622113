package org.okiagari.saver;

/**
 * One line for syslog and okiagari.log.
 *
 * @param ident who speaks
 * @param pid pid in the ident's brackets; 0 = this server's
 * @param priority syslog severity
 * @param text the line, already escaped
 */
public record LogLine(Ident ident, long pid, Priority priority, String text) {
    /** Who speaks. */
    public enum Ident {
        /** The monitor. */
        PCHECK("pcheck"),
        /** A padmin command, with its pid. */
        PADMIN("padmin"),
        /** A command that came over HTTP or JMX. */
        OKIAGARI("okiagari");

        private final String text;

        Ident(String text) {
            this.text = text;
        }

        /** Returns the ident as syslog shows it. */
        public String text() {
            return text;
        }
    }

    /** Syslog severities that we use, with their numbers. */
    public enum Priority {
        /** Error. */
        ERR(3),
        /** Warning. */
        WARNING(4),
        /** Normal but significant. */
        NOTICE(5),
        /** Informational. */
        INFO(6);

        private final int severity;

        Priority(int severity) {
            this.severity = severity;
        }

        /** Returns the number of RFC 3164. */
        public int severity() {
            return severity;
        }
    }
}
