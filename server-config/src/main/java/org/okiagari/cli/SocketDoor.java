package org.okiagari.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.okiagari.api.Home;

/** The server's local socket: one request a line, one answer a line, the connection is kept. */
final class SocketDoor implements Door {
    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocate(16_384).limit(0);

    private SocketDoor(SocketChannel channel) {
        this.channel = channel;
    }

    /**
     * Opens the socket of the server of a home.
     *
     * @throws Failure vanished if no server is there, not allowed if we may not reach it
     */
    static SocketDoor open(Home home) {
        Path socket = place(home);
        try {
            return new SocketDoor(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
        } catch (IOException | IllegalArgumentException e) {
            if (isForbidden(socket)) {
                throw Failure.notAllowed("not allowed: " + socket + " is for root and the server's user only");
            }
            throw Failure.vanished("no server runs in " + home.path() + " (" + socket + " is not answered)");
        }
    }

    @Override
    public String ask(String request) {
        try {
            ByteBuffer out = ByteBuffer.wrap((request + "\n").getBytes(StandardCharsets.UTF_8));
            while (out.hasRemaining()) {
                channel.write(out);
            }
            return readLine();
        } catch (IOException e) {
            throw Failure.vanished("the server closed the connection");
        }
    }

    private String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(in.capacity());
        while (true) {
            while (in.hasRemaining()) {
                byte b = in.get();
                if (b == '\n') {
                    return line.toString(StandardCharsets.UTF_8);
                }
                line.write(b);
            }
            in.clear();
            int length = channel.read(in);
            in.flip();
            if (length < 0) {
                throw new IOException("closed");
            }
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing was waiting in it: the answer has been read.
        }
    }

    /** Where the usual path would be too long for a socket, a file holds another. */
    private static Path place(Home home) {
        try {
            String elsewhere =
                    Files.readString(home.socketPath(), StandardCharsets.UTF_8).strip();
            if (!elsewhere.isEmpty()) {
                return Path.of(elsewhere);
            }
        } catch (IOException e) {
            // The usual case: no such file. Where the directory cannot be read, connecting tells.
        }
        return home.socket();
    }

    /** The message of the exception is in the language of the locale; the files tell the same in any. */
    private static boolean isForbidden(Path socket) {
        if (Files.exists(socket)) {
            return !Files.isWritable(socket);
        }
        return !Files.notExists(socket);
    }
}
