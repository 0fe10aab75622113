package org.okiagari.api;

import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * On whose behalf the present thread calls a bean.
 *
 * <p>The door that took the request (local socket, HTTP) sets it around the call; a bean called by plain JMX sees
 * {@link #JMX}. It decides the ident of padmin's log line and whether a path may be named.
 *
 * @param door which door the request came through
 * @param name the user's name, {@code uid=0} of a local command, or {@code jmx}
 * @param from the address a request came from, or {@code local}
 * @param pid the pid of the command that asks, 0 where there is none
 */
public record Caller(Door door, String name, String from, long pid) {
    /** The ways into the server. */
    public enum Door {
        /** The Unix-domain socket: root or the server's own user. */
        LOCAL,
        /** Jolokia over HTTP, after log-in. */
        HTTP,
        /** JMX attach, a server's own connector, or code in the same JVM. */
        JMX
    }

    /** A caller of whom nothing else is known. */
    public static final Caller JMX = new Caller(Door.JMX, "jmx", "local", 0);

    /** Without an initial value: that would stay in the server's threads and keep this class after an undeployment. */
    private static final ThreadLocal<Caller> CURRENT = new ThreadLocal<>();

    /** Returns the caller for whom this thread works now. */
    public static Caller current() {
        return Optional.ofNullable(CURRENT.get()).orElse(JMX);
    }

    /** Runs {@code work} on behalf of this caller; afterwards the thread works for whom it did before. */
    public <T> T call(Callable<T> work) throws Exception {
        Optional<Caller> before = Optional.ofNullable(CURRENT.get());
        CURRENT.set(this);
        try {
            return work.call();
        } finally {
            before.ifPresentOrElse(CURRENT::set, CURRENT::remove);
        }
    }
}
