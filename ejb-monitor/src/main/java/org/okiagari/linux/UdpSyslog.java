package org.okiagari.linux;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Instant;
import java.time.ZoneId;
import org.okiagari.pcheck.SyslogSender;

/** Sends to a log daemon by UDP (RFC 3164). What the network loses is lost. */
final class UdpSyslog implements SyslogSender, AutoCloseable {
    private final String host;
    private final int port;
    private final String ownName;
    private final DatagramSocket socket;

    private UdpSyslog(String host, int port, String ownName, DatagramSocket socket) {
        this.host = host;
        this.port = port;
        this.ownName = ownName;
        this.socket = socket;
    }

    static UdpSyslog to(String host, int port, String ownName) {
        try {
            return new UdpSyslog(host, port, ownName, new DatagramSocket());
        } catch (SocketException e) {
            throw new IllegalStateException("No UDP socket for syslog: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean send(String ident, long pid, int severity, Instant time, String text) {
        byte[] bytes = SyslogFormat.message(ownName + " ", ident, pid, severity, time, ZoneId.systemDefault(), text);
        // Resolved each time: a name may move. This thread may wait for it.
        InetSocketAddress target = new InetSocketAddress(host, port);
        if (target.isUnresolved()) {
            return false;
        }
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, target));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
