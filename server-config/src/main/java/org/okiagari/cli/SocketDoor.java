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
    /** Patience in ms of one who only wants to read. */
    static final long READING = 20_000;
    /** Patience in ms of one who wants something done: a reload waits for a quiet file, a dump for a disk. */
    static final long ACTING = 60_000;
    /** For what waits by its nature. */
    static final long ENDLESS = Long.MAX_VALUE;

    private final Home home;
    private final SocketChannel channel;
    private final long patienceMillis;
    private final ByteBuffer in = ByteBuffer.allocate(16_384).limit(0);

    private SocketDoor(Home home, SocketChannel channel, long patienceMillis) {
        this.home = home;
        this.channel = channel;
        this.patienceMillis = patienceMillis;
    }

    /**
     * Opens the socket of the server of a home.
     *
     * @param patienceMillis how long each answer is waited for at most; much shorter if the server is stopped or hung
     * @throws Failure vanished if no server is there, not allowed if we may not reach it; unanswered, of each question
     *     too, if a server is there that does not answer
     */
    static SocketDoor open(Home home, long patienceMillis) {
        Path socket = place(home);
        SocketChannel channel = null;
        Patience patience = null;
        try {
            channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            // Where many wait already for a stopped server, connecting waits too.
            patience = patience(home, channel, patienceMillis);
            channel.connect(UnixDomainSocketAddress.of(socket));
            end(patience);
            return new SocketDoor(home, channel, patienceMillis);
        } catch (IOException | IllegalArgumentException e) {
            end(patience);
            close(channel);
            if (patience != null && patience.isLost()) {
                throw unanswered();
            }
            if (isForbidden(socket)) {
                throw Failure.notAllowed("not allowed: " + socket + " is for root and the server's user only");
            }
            throw Failure.vanished("no server runs in " + home.path() + " (" + socket + " is not answered)");
        }
    }

    private static @Nullable Patience patience(Home home, SocketChannel channel, long millis) {
        if (millis == ENDLESS) {
            return null;
        }
        Patience patience = new Patience(home, channel, millis);
        patience.start();
        return patience;
    }

    private static void end(@Nullable Patience patience) {
        if (patience != null) {
            patience.end();
        }
    }

    @Override
    public String ask(String request) {
        Patience patience = patience(home, channel, patienceMillis);
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
        } finally {
            end(patience);
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
        close(channel);
    }

    private static void close(@Nullable SocketChannel channel) {
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
