package org.okiagari.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.okiagari.api.Home;
import org.okiagari.api.json.JsonReader;
import org.okiagari.api.json.JsonWriter;

/** A server's socket with answers made by hand; keys are "bean attribute" or "bean operation". */
final class FakeServer implements AutoCloseable {
    static final String PCHECK = "okiagari:pcheck=pfile_cron,type=Pcheck";

    final List<Map<?, ?>> requests = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, String> answers = Collections.synchronizedMap(new LinkedHashMap<>());
    private final ServerSocketChannel server;
    private final Path socket;

    private FakeServer(ServerSocketChannel server, Path socket) {
        this.socket = socket;
        this.server = server;
        Thread thread = new Thread(this::acceptAll, "fake server");
        thread.setDaemon(true);
        thread.start();
    }

    static FakeServer start(Home home) throws IOException {
        Files.createDirectories(home.run());
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(home.socket()));
        return new FakeServer(server, home.socket());
    }

    /** Answers with a value. */
    FakeServer value(String key, @Nullable Object value) {
        answers.put(key, "{\"status\":200,\"value\":" + JsonWriter.write(value) + "}");
        return this;
    }

    /** Answers with an error as Jolokia writes one. */
    FakeServer error(String key, int status, String type, String message) {
        Map<String, @Nullable Object> error = new LinkedHashMap<>();
        error.put("status", status);
        error.put("error_type", type);
        error.put("error", type + " : " + message);
        answers.put(key, JsonWriter.write(error));
        return this;
    }

    /** Runs one pcheck of this pfile. */
    FakeServer running(Path pfile) {
        return value(Client.AGENT + " Pchecks", List.of(row("pfile_cron", pfile.toString())));
    }

    static Map<String, @Nullable Object> row(String name, String pfile) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("name", name);
        row.put("ipckey", "0x1f000501");
        row.put("mypid", 7750);
        row.put("myname", "pcheck");
        row.put("pfile", pfile);
        row.put("message", "start");
        row.put("monitorStopCount", 0);
        row.put("failProcCount", 0);
        row.put("allProcCount", 1);
        return row;
    }

    static Map<String, @Nullable Object> pent(int id, String pname) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("pcheck", "pfile_cron");
        row.put("pname", pname);
        row.put("pid", 8482);
        row.put("retryCount", 0);
        row.put("restartCount", 3);
        row.put("procSts", "RETRY_OVER");
        row.put("retryOverAct", "continue");
        row.put("rerunTime", "Thu Jan 18 13:34:43 2007");
        row.put("pentId", id);
        row.put("monitorSts", "on");
        row.put("lastDetectionMillis", -1);
        row.put("watchedBy", "event");
        row.put("polledBecause", "");
        return row;
    }

    /** Answers what the monitor measures of itself: 7 for all but these. */
    FakeServer measuring(Map<String, Object> some) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        Self.NAMES.forEach(name -> all.put(name, some.getOrDefault(name, 7)));
        return value(Client.AGENT + " " + Self.NAMES, all);
    }

    /** Returns the last request. */
    Map<?, ?> last() {
        return requests.get(requests.size() - 1);
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(socket);
    }

    private void acceptAll() {
        try {
            while (true) {
                SocketChannel client = server.accept();
                Thread thread = new Thread(() -> serve(client), "fake connection");
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    private void serve(SocketChannel client) {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(Channels.newInputStream(client), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                Map<?, ?> request = (Map<?, ?>) JsonReader.parse(line);
                if (request == null) {
                    return;
                }
                requests.add(request);
                client.write(ByteBuffer.wrap((answer(request) + "\n").getBytes(StandardCharsets.UTF_8)));
            }
        } catch (IOException e) {
            // The command has gone.
        }
    }

    private String answer(Map<?, ?> request) {
        Object what = request.containsKey("operation") ? request.get("operation") : request.get("attribute");
        String key = request.get("mbean") + " " + what;
        return answers.getOrDefault(key, "{\"status\":500,\"error\":\"the fake has no answer to " + key + "\"}");
    }
}
