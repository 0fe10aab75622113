package org.okiagari.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** HTTP/1.1 by hand, byte for byte as written: HTTP clients mend the paths and headers that an attacker sends. */
final class RawHttp {
    private static final int TIMEOUT_MILLIS = 30_000;

    private final int port;
    private final String method;
    private final String target;
    private final List<String> headers = new ArrayList<>();
    private String host;
    private byte[] body = new byte[0];
    private boolean hasLength;

    private RawHttp(int port, String method, String target) {
        this.port = port;
        this.method = method;
        this.target = target;
        this.host = "127.0.0.1:" + port;
    }

    /**
     * What came back.
     *
     * @param status 0 if the server closed the connection without an answer
     * @param headers as sent
     * @param body as text
     */
    record Answer(int status, List<String> headers, String body) {
        /** Returns all values of a header. */
        List<String> all(String name) {
            String prefix = name.toLowerCase(Locale.ROOT) + ":";
            return headers.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                    .map(line -> line.substring(prefix.length()).strip())
                    .toList();
        }

        /** Returns a header that is there at most once, empty if it is not there. */
        String header(String name) {
            List<String> values = all(name);
            if (values.size() > 1) {
                throw new AssertionError(name + " is there twice: " + values);
            }
            return values.isEmpty() ? "" : values.get(0);
        }
    }

    static RawHttp get(int port, String target) {
        return new RawHttp(port, "GET", target);
    }

    static RawHttp of(int port, String method, String target) {
        return new RawHttp(port, method, target);
    }

    /** A POST with a length. */
    static RawHttp post(int port, String target, String type, String body) {
        RawHttp request = new RawHttp(port, "POST", target);
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        request.hasLength = true;
        return request.body(body);
    }

    RawHttp host(String name) {
        host = name;
        return this;
    }

    RawHttp as(String user) {
        String secret = user + ":" + TestHome.password(user);
        return header(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
    }

    RawHttp header(String name, String value) {
        headers.add(name + ": " + value);
        return this;
    }

    RawHttp body(String text) {
        body = text.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    RawHttp withoutLength() {
        hasLength = false;
        return this;
    }

    /** Sends it on a connection of its own and reads until the server closes. */
    Answer send() {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nConnection: close\r\n");
        Optional.of(host).filter(name -> !name.equals("none")).ifPresent(name -> head.append("Host: " + name + "\r\n"));
        headers.forEach(line -> head.append(line).append("\r\n"));
        if (hasLength) {
            head.append("Content-Length: " + body.length + "\r\n");
        }
        head.append("\r\n");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            write(socket, head.toString().getBytes(StandardCharsets.ISO_8859_1));
            return parse(allThatCame(socket.getInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + target, e);
        }
    }

    /** A server that refuses may close before it has read all; its answer counts all the same. */
    private void write(Socket socket, byte[] head) throws IOException {
        socket.getOutputStream().write(head);
        try {
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
        } catch (IOException e) {
            if (body.length < 100_000) {
                throw e;
            }
        }
    }

    /** Whoever closes with something unread resets the connection, behind his answer. */
    private static byte[] allThatCame(InputStream in) throws IOException {
        ByteArrayOutputStream came = new ByteArrayOutputStream();
        try {
            in.transferTo(came);
        } catch (SocketException e) {
            if (came.size() == 0) {
                throw e;
            }
        }
        return came.toByteArray();
    }

    private static Answer parse(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return new Answer(0, List.of(), text);
        }
        List<String> lines = Arrays.asList(text.substring(0, end).split("\r\n"));
        boolean isChunked = lines.stream().anyMatch(line -> line.equalsIgnoreCase("Transfer-Encoding: chunked"));
        String body = text.substring(end + 4);
        return new Answer(
                Integer.parseInt(lines.get(0).split(" ")[1]),
                lines.subList(1, lines.size()),
                isChunked ? withoutChunks(body) : body);
    }

    /** Each chunk has its length in bytes before it; read as ISO-8859-1 a byte is a character. */
    private static String withoutChunks(String utf8) {
        String bytes = new String(utf8.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        StringBuilder body = new StringBuilder();
        int at = 0;
        for (int end = bytes.indexOf("\r\n"); end > at; end = bytes.indexOf("\r\n", at)) {
            int length = Integer.parseInt(bytes.substring(at, end), 16);
            if (length == 0) {
                break;
            }
            body.append(bytes, end + 2, end + 2 + length);
            at = end + 2 + length + 2;
        }
        return new String(body.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** Opens a connection that sends half a request and then nothing. */
    static Socket halfSent(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream()
                .write("POST /okiagari/jolokia/ HTTP/1.1\r\nHost: ".getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** Reads what is there, for a program that answers and closes. */
    static String all(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
}
