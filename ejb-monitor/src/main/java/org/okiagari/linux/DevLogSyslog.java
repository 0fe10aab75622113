package org.okiagari.linux;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import org.okiagari.pcheck.SyslogSender;

/**
 * Sends to the log daemon's datagram socket, {@code /dev/log}. Not by syslog(3), whose ident belongs to the whole process and
 * which waits for ever for a daemon that is stopped.
 */
final class DevLogSyslog implements SyslogSender, AutoCloseable {
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM_CLOEXEC = 0x80002;
    private static final int MSG_DONTWAIT_NOSIGNAL = 0x4040;
    private static final int MOST_BYTES = 8192;
    private static final int LONGEST_PATH = 107;

    private final Os os;
    private final Path path;
    private final Os.Memory message;
    private final Os.Memory address;
    private int socket = -1;

    DevLogSyslog(Os os, Path path) {
        this.os = os;
        this.path = path;
        this.message = os.allocate(MOST_BYTES);
        this.address = os.allocate(2 + LONGEST_PATH + 1);
    }

    @Override
    public synchronized boolean send(String ident, long pid, int severity, Instant time, String text) {
        byte[] bytes = SyslogFormat.message("", ident, pid, severity, time, ZoneId.systemDefault(), text);
        message.bytes().put(0, bytes);
        long sent = send(bytes.length);
        // A full queue (EAGAIN, ENOBUFS) belongs to a daemon that is there, and only slow.
        if (sent < 0 && !Errno.isShortage(sent) && sent != -Errno.ENOBUFS) {
            // A restarted daemon has another socket behind the path: one more try with a new connection.
            close();
            sent = send(bytes.length);
        }
        return sent >= 0;
    }

    private long send(int length) {
        if (socket < 0 && !connect()) {
            return -Errno.EAGAIN;
        }
        return os.call(Sys.SENDTO, socket, message.address(), length, MSG_DONTWAIT_NOSIGNAL, 0);
    }

    private boolean connect() {
        byte[] bytes = Texts.bytes(path.toString());
        long made = bytes.length > LONGEST_PATH ? -1 : os.call(Sys.SOCKET, AF_UNIX, SOCK_DGRAM_CLOEXEC, 0);
        if (made < 0) {
            return false;
        }
        socket = (int) made;
        address.bytes().putShort(0, (short) AF_UNIX).put(2, bytes).put(2 + bytes.length, (byte) 0);
        // ENOENT, ECONNREFUSED: the daemon is away. EPROTOTYPE: a stream socket, which nobody has today.
        if (os.call(Sys.CONNECT, socket, address.address(), 2 + bytes.length + 1) < 0) {
            close();
        }
        return socket >= 0;
    }

    @Override
    public synchronized void close() {
        if (socket >= 0) {
            os.close(socket);
            socket = -1;
        }
    }
}
