package org.okiagari.it;

/** Debian's own rsyslogd in a namespace of a test: what it takes from /dev/log it writes to {@code messages} of the home. */
final class Rsyslogd {
    private Rsyslogd() {}

    /** Writes what it is configured by, {@code rsyslog.conf} of the home. */
    static void configure(TestHome home) {
        home.write(
                home.path().resolve("rsyslog.conf"),
                String.join(
                        "\n",
                        "module(load=\"imuxsock\")",
                        "global(workDirectory=\"" + home.path() + "\")",
                        "module(load=\"builtin:omfile\" Template=\"RSYSLOG_TraditionalFileFormat\")",
                        "*.* " + home.path() + "/messages",
                        ""));
    }

    /** Starts it, as a daemon. */
    static void start(Namespace namespace, TestHome home) {
        namespace.run("/usr/sbin/rsyslogd", "-f", home.path() + "/rsyslog.conf", "-i", "/run/rsyslogd.pid");
    }
}
