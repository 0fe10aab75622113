package org.okiagari.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.okiagari.api.Home;
import org.okiagari.api.json.JsonWriter;

class HttpDoorTest {
    @TempDir
    Path directory;

    private HttpServer server;
    private String url;
    private int status = 200;
    private String authorization = "";
    private Console console;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/okiagari/jolokia", this::answer);
        server.start();
        url = "http://127.0.0.1:" + server.getAddress().getPort();
        console = new Console(new Home(directory));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void logsInByBasicAndLists() throws IOException {
        Path password = Files.writeString(directory.resolve("password"), "s3cret\n");
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));

        int code = console.padmin("-l", "--url", url, "--user", "me", "--password-file", password.toString());

        assertThat(console.err()).isEmpty();
        assertThat(code).isZero();
        assertThat(console.out()).contains("pfile    = /far/pfile_a\n");
        assertThat(authorization)
                .isEqualTo("Basic " + Base64.getEncoder().encodeToString("me:s3cret".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void refusesAPasswordFileThatOthersCanRead() throws IOException {
        Path password = Files.writeString(directory.resolve("password"), "s3cret\n");
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(console.padmin("-l", "--url", url, "--user", "me", "--password-file", password.toString()))
                .isEqualTo(1);
        assertThat(console.err()).contains("chmod 600");
    }

    @Test
    void tellsNotAllowedFromNotThere() {
        for (int refusal : new int[] {401, 403}) {
            status = refusal;
            assertThat(console.padmin("-l", "--url", url)).isEqualTo(4);
            assertThat(console.err()).startsWith("padmin: not allowed").hasLineCount(1);
        }
        server.stop(0);
        assertThat(console.padmin("-l", "--url", url)).isEqualTo(2);
        assertThat(console.err()).contains("is not reachable").hasLineCount(1);
    }

    private void answer(HttpExchange exchange) throws IOException {
        authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        byte[] body = ("{\"status\":200,\"value\":"
                        + JsonWriter.write(List.of(FakeServer.row("pfile_a", "/far/pfile_a"))) + "}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
