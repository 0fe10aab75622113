package org.okiagari.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.okiagari.api.Home;

/**
 * Walks the usual ways of the commands once, against a server of its own, while the JVM records which classes that takes.
 *
 * <p>The launchers run it with {@code -XX:ArchiveClassesAtExit}; the archive halves the start-up time of {@code padmin}.
 */
public final class Warmup {
    private static final String ROW = "{\"name\":\"p\",\"ipckey\":\"0x00000001\",\"mypid\":1,\"myname\":\"pcheck\","
            + "\"pfile\":\"/p\",\"message\":\"start\"}";

    private Warmup() {}

    /** Runs the walk; its output goes nowhere. */
    public static void main(String[] args) throws IOException {
        Path directory = Files.createTempDirectory("okiagari");
        Path socket = directory.resolve("run").resolve("okiagari.sock");
        Files.createDirectory(directory.resolve("run"));
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            Thread answering = new Thread(() -> answer(server));
            answering.setDaemon(true);
            answering.start();
            Terminal terminal = new Terminal("padmin", nowhere(), nowhere());
            Terminal.system("padmin").flush();
            for (String line : new String[] {"-l", "-f /p -c show pent", "-f /p -c show param", "-f /p -c reload"}) {
                Padmin.run(line.split(" "), new Home(directory), terminal);
            }
        } finally {
            Files.deleteIfExists(socket);
            Files.deleteIfExists(directory.resolve("run"));
            Files.deleteIfExists(directory);
        }
    }

    private static void answer(ServerSocketChannel server) {
        try {
            while (server.isOpen()) {
                serve(server.accept());
            }
        } catch (IOException e) {
            // The walk is over and its server closed.
        }
    }

    private static void serve(SocketChannel client) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(8192);
        while (client.read(buffer) >= 0) {
            String request = new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
            String value = request.contains("Pchecks") ? "[" + ROW + "]" : "\"text\\n\"";
            buffer.clear();
            client.write(
                    ByteBuffer.wrap(("{\"status\":200,\"value\":" + value + "}\n").getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static PrintStream nowhere() {
        return new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
    }
}
