package org.okiagari.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The door of padmin and pcheck: Jolokia's JSON, one request a line, no password. */
public final class LocalSocket implements AutoCloseable {
    /** The pid that the tests name as padmin's. */
    public static final long PADMIN = 4711;

    private final SocketChannel channel;
    private final BufferedReader in;

    private LocalSocket(SocketChannel channel) {
        this.channel = channel;
        this.in = new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
    }

    /** Opens the socket of the server of a home. */
    public static LocalSocket of(TestHome home) {
        Path run = home.path().resolve("run");
        Path elsewhere = run.resolve("okiagari.sock.path");
        try {
            Path socket = Files.exists(elsewhere)
                    ? Path.of(Files.readString(elsewhere).strip())
                    : run.resolve("okiagari.sock");
            return new LocalSocket(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the whole answer to a request, asked as padmin with a pid. */
    public JsonObject ask(JsonObject request, long clientPid) {
        request.addProperty("client", "padmin");
        request.addProperty("clientPid", clientPid);
        try {
            ByteBuffer line = ByteBuffer.wrap((request + "\n").getBytes(StandardCharsets.UTF_8));
            while (line.hasRemaining()) {
                channel.write(line);
            }
            String answer = in.readLine();
            if (answer == null) {
                throw new EOFException("the server ended without an answer to " + request);
            }
            return JsonParser.parseString(answer).getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the value of an attribute, asked by this connection; the read must succeed. */
    public JsonElement read(String bean, String attribute) {
        JsonObject request = Jolokia.request("read", bean, "attribute", attribute);
        return value(request, ask(request, PADMIN));
    }

    /** Returns the value of an attribute; the read must succeed. */
    public static JsonElement read(TestHome home, String bean, String attribute) {
        return value(home, Jolokia.request("read", bean, "attribute", attribute));
    }

    /** Returns what an operation answers; it must succeed. */
    public static JsonElement exec(TestHome home, String bean, String operation, Object... arguments) {
        return value(home, Jolokia.exec(bean, operation, arguments));
    }

    /** Returns the sentence by which an operation is refused; it must be refused. */
    public static String refusal(TestHome home, String bean, String operation, Object... arguments) {
        JsonObject answer = once(home, Jolokia.exec(bean, operation, arguments));
        assertThat(answer.get("status").getAsInt()).as(answer.toString()).isNotEqualTo(200);
        return answer.get("error").getAsString();
    }

    private static JsonElement value(TestHome home, JsonObject request) {
        return value(request, once(home, request));
    }

    private static JsonElement value(JsonObject request, JsonObject answer) {
        assertThat(answer.get("status").getAsInt())
                .as("%s: %s", request, answer)
                .isEqualTo(200);
        return answer.get("value");
    }

    private static JsonObject once(TestHome home, JsonObject request) {
        try (LocalSocket socket = of(home)) {
            return socket.ask(request, PADMIN);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
