package org.okiagari.api.settings;

import java.util.Optional;
import java.util.OptionalLong;
import org.okiagari.api.text.Numbers;

/**
 * SYSLOG: where log lines go.
 *
 * @param kind how they are sent
 * @param address path of the socket, or the host's name or address without brackets; empty for off
 * @param port port of the host, 0 where there is none
 */
public record SyslogTarget(Kind kind, String address, int port) {
    /** The syslog daemon of this host. */
    public static final SyslogTarget DEV_LOG = new SyslogTarget(Kind.SOCKET, "/dev/log", 0);

    /** How lines are sent. */
    public enum Kind {
        /** To a local datagram socket. */
        SOCKET,
        /** By UDP. */
        UDP,
        /** By TLS. */
        TLS,
        /** Not at all. */
        OFF
    }

    /** Reads {@code /dev/log}, {@code udp:host:port}, {@code tls:host:port} or {@code off}. */
    static Optional<SyslogTarget> of(String text) {
        if (text.equalsIgnoreCase("off")) {
            return Optional.of(new SyslogTarget(Kind.OFF, "", 0));
        }
        if (text.startsWith("/")) {
            return Optional.of(new SyslogTarget(Kind.SOCKET, text, 0));
        }
        if (text.regionMatches(true, 0, "udp:", 0, 4)) {
            return host(Kind.UDP, text.substring(4));
        }
        return text.regionMatches(true, 0, "tls:", 0, 4) ? host(Kind.TLS, text.substring(4)) : Optional.empty();
    }

    private static Optional<SyslogTarget> host(Kind kind, String text) {
        int colon = text.lastIndexOf(':');
        if (colon <= 0) {
            return Optional.empty();
        }
        String host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        OptionalLong port = Numbers.decimal(text.substring(colon + 1), 1, 65535);
        if (port.isEmpty() || host.isEmpty() || host.chars().anyMatch(c -> c <= ' ' || c == '/')) {
            return Optional.empty();
        }
        return Optional.of(new SyslogTarget(kind, host, (int) port.getAsLong()));
    }
}
