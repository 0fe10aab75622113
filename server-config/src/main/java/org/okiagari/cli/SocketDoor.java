package org.okiagari.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.okiagari.api.Home;

/** The server's local socket: one request a line, one answer a line, the connection is kept. */
final class SocketDoor implements Door {
    private final SocketChannel channel;
    private final @Nullable Patience patience;
    private final ByteBuffer in = ByteBuffer.allocate(16_384).limit(0);

    private SocketDoor(SocketChannel channel, @Nullable Patience patience) {
        this.channel = channel;
        this.patience = patience;
    }

    /**
     * Opens the socket of the server of a home.
     *
     * @throws Failure vanished if no server is there, not allowed if we may not reach it
     */
    static SocketDoor open(Home home) {
        return open(home, false);
    }

    /**
     * The same for one that only wants to read.
     *
     * @throws Failure unanswered, also of the door's question, if a server is there that is stopped or hung
     */
    static SocketDoor openPatiently(Home home) {
        return open(home, true);
    }

    private static SocketDoor open(Home home, boolean isPatient) {
        Path socket = place(home);
        SocketChannel channel = null;
        Patience patience = null;
        try {
            channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            if (isPatient) {
                // Before connecting: where many wait already for a stopped server, connecting waits too.
                patience = new Patience(home, channel);
                patience.start();
            }
            channel.connect(UnixDomainSocketAddress.of(socket));
            return new SocketDoor(channel, patience);
        } catch (IOException | IllegalArgumentException e) {
            end(patience, channel);
            if (patience != null && patience.isLost()) {
                throw unanswered();
            }
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
            throw patience != null && patience.isLost()
                    ? unanswered()
                    : Failure.vanished("the server closed the connection");
        }
    }

    private static Failure unanswered() {
        return Failure.unanswered("the server does not answer");
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
        end(patience, channel);
    }

    private static void end(@Nullable Patience patience, @Nullable SocketChannel channel) {
        if (patience != null) {
            patience.end();
        }
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // Nothing was waiting in it: the answer has been read.
            }
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
