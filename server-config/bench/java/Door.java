import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server's local socket: Jolokia's JSON, one request a line, one answer a line. */
final class Door implements AutoCloseable {
    private final SocketChannel channel;

    Door(Path home) throws IOException {
        Path path = home.resolve("run/okiagari.sock.path");
        Path socket = Files.exists(path) ? Path.of(Files.readString(path).strip()) : home.resolve("run/okiagari.sock");
        channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    }

    /** Reads a number of a bean, NaN if it has no such attribute. */
    double number(String bean, String attribute) throws IOException {
        String answer = ask("{\"type\":\"read\",\"mbean\":\"" + bean + "\",\"attribute\":\"" + attribute + "\"}");
        Matcher value = Pattern.compile("\"value\":(-?[0-9.E+-]+)").matcher(answer);
        return isGood(answer) && value.find() ? Double.parseDouble(value.group(1)) : Double.NaN;
    }

    /** Runs an operation with one text. */
    void exec(String bean, String operation, String text) throws IOException {
        String answer = ask("{\"type\":\"exec\",\"mbean\":\"" + bean + "\",\"operation\":\"" + operation
                + "\",\"arguments\":[\"" + text + "\"]}");
        if (!isGood(answer)) {
            throw new IOException(operation + ": " + answer.substring(0, Math.min(500, answer.length())));
        }
    }

    private static boolean isGood(String answer) {
        return answer.contains("\"status\":200");
    }

    private String ask(String request) throws IOException {
        channel.write(ByteBuffer.wrap((request + "\n").getBytes(StandardCharsets.UTF_8)));
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        ByteBuffer in = ByteBuffer.allocate(65_536);
        while (channel.read(in.clear()) >= 0) {
            line.write(in.array(), 0, in.position());
            if (in.position() > 0 && in.get(in.position() - 1) == '\n') {
                return line.toString(StandardCharsets.UTF_8);
            }
        }
        throw new IOException("the server closed its socket");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
