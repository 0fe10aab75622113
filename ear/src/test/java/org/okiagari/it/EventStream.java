package org.okiagari.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An open {@code /okiagari/live}, read line by line. */
final class EventStream implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 30_000;

    private final Socket socket;
    private final BufferedReader lines;
    private final List<String> head = new ArrayList<>();
    private final List<String> seen = new ArrayList<>();

    private EventStream(Socket socket) throws IOException {
        this.socket = socket;
        this.lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Opens it as one of the three users, by Basic. */
    static EventStream as(String user, int port) {
        String secret = user + ":" + TestHome.password(user);
        return open(
                port,
                "Authorization: Basic " + Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
    }

    /** Opens it with any header and waits for the head of the answer. */
    static EventStream open(int port, String header) {
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            String request = "GET /okiagari/live HTTP/1.1\r\nHost: 127.0.0.1:" + port
                    + "\r\nAccept: text/event-stream\r\n" + header + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            EventStream stream = new EventStream(socket);
            for (String line = stream.lines.readLine(); line != null && !line.isEmpty(); ) {
                stream.head.add(line);
                line = stream.lines.readLine();
            }
            return stream;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the status of the answer. */
    int status() {
        return head.isEmpty() ? 0 : Integer.parseInt(head.get(0).split(" ")[1]);
    }

    /** Returns the headers of the answer. */
    List<String> head() {
        return head;
    }

    /** Returns every line that was read and is not of HTTP itself. */
    List<String> seen() {
        return seen;
    }

    /** Waits for an event; false if the stream ended or nothing came for 30 s. */
    boolean hears(String event) {
        for (String line = line(); line != null; line = line()) {
            if (line.equals("event: " + event)) {
                return true;
            }
        }
        return false;
    }

    /** Reads on until the server ends the stream; false if it went on for so many lines. */
    boolean ends(int mostLines) {
        for (int i = 0; i < mostLines; i++) {
            if (line() == null) {
                return true;
            }
        }
        return false;
    }

    private @Nullable String line() {
        try {
            String line = lines.readLine();
            // Between chunks stands their length.
            if (line != null && !line.isEmpty() && !line.matches("[0-9a-fA-F]{1,4}")) {
                seen.add(line);
            }
            return "0".equals(line) ? null : line;
        } catch (SocketTimeoutException e) {
            throw new AssertionError("Nothing came for 30 s, after " + seen, e);
        } catch (SocketException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
