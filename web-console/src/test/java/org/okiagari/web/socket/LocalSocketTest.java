package org.okiagari.web.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jolokia.json.JSONObject;
import org.jolokia.json.JSONStructure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.okiagari.api.Home;

@Timeout(30)
class LocalSocketTest {
    @TempDir
    Path directory;

    private final CountDownLatch waiting = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private Home home;
    private LocalSocket socket;

    @BeforeEach
    void open() throws IOException {
        home = new Home(directory);
        socket = LocalSocket.open(home, this::answer);
    }

    @AfterEach
    void close() {
        socket.close();
    }

    @Test
    void answersLineByLineOnOneConnection() throws IOException {
        try (Client client = new Client(socket.path())) {
            assertThat(client.ask("one")).contains("\"line\":\"one\"").contains("\"uid\":" + ownUid());
            assertThat(client.ask("two\n")).contains("\"line\":\"two\"");
            assertThat(client.ask("日本\r")).contains("日本");
            assertThat(client.ask("x".repeat(LocalSocket.MAX_LINE))).contains("xxx");
        }
    }

    @Test
    void aRequestThatWaitsHoldsUpNobody() throws Exception {
        try (Client slow = new Client(socket.path());
                Client quick = new Client(socket.path())) {
            slow.send("wait");
            assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();

            assertThat(quick.ask("now")).contains("now");

            released.countDown();
            assertThat(slow.read()).contains("wait");
        }
    }

    @Test
    void aConnectionForWhichThereIsNoThreadClosesTheDoorToNobodyElse() throws IOException {
        AtomicInteger threads = new AtomicInteger();
        LocalSocket other = LocalSocket.open(new Home(directory.resolve("other")), this::answer, work -> {
            if (threads.incrementAndGet() == 2) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            return new Thread(work);
        });
        try (Client refused = new Client(other.path());
                Client next = new Client(other.path())) {
            assertThat(refused.read()).isNull();
            assertThat(next.ask("one")).contains("one");
        } finally {
            other.close();
        }
    }

    @Test
    void aLineThatIsTooLongIsToldAndTheConnectionEnds() throws IOException {
        try (Client client = new Client(socket.path())) {
            client.send("x".repeat(LocalSocket.MAX_LINE + 1));

            assertThat(client.read()).contains("\"status\":413").contains("65536 bytes");
            assertThat(client.read()).isNull();
        }
    }

    @Test
    void aRequestThatFailsInsideIsToldAndTheConnectionGoesOn() throws IOException {
        try (Client client = new Client(socket.path())) {
            assertThat(client.ask("fail")).contains("\"status\":500").doesNotContain("secret");
            assertThat(client.ask("one")).contains("one");
        }
    }

    @Test
    void onlyTheOwnerReachesTheSocket() throws IOException {
        assertThat(socket.path()).isEqualTo(home.socket());
        assertThat(permissions(home.run())).isEqualTo("rwx------");
        assertThat(permissions(socket.path())).isEqualTo("rw-------");
    }

    @Test
    void rootAndTheServersUserAreLetInAndNobodyElse() throws IOException {
        Peer peer = Peer.ofThisProcess();
        var users = FileSystems.getDefault().getUserPrincipalLookupService();

        assertThat(peer.allowedUid(users.lookupPrincipalByName("root"))).contains(0);
        assertThat(peer.allowedUid(Files.getOwner(Path.of("/proc/self")))).contains(ownUid());
        assertThat(peer.allowedUid(users.lookupPrincipalByName("nobody"))).isEmpty();
    }

    @Test
    void aSecondServerOfTheSameHomeIsRefused() {
        assertThatThrownBy(() -> LocalSocket.open(home, this::answer))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another server has the local socket");
    }

    @Test
    void aSocketThatAKilledServerLeftIsReplaced() throws IOException {
        socket.close();
        try (ServerSocketChannel stale = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            stale.bind(UnixDomainSocketAddress.of(home.socket()));
        }
        assertThat(home.socket()).exists();

        socket = LocalSocket.open(home, this::answer);

        try (Client client = new Client(socket.path())) {
            assertThat(client.ask("one")).contains("one");
        }
    }

    @Test
    void closingEndsConnectionsThreadsAndTheFile() throws Exception {
        try (Client idle = new Client(socket.path());
                Client slow = new Client(socket.path())) {
            idle.ask("one");
            slow.send("wait");
            assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();

            socket.close();

            assertThat(idle.read()).isNull();
            assertThat(home.socket()).doesNotExist();
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                if (thread.getName().startsWith("okiagari-socket-")) {
                    thread.join(5_000);
                    assertThat(thread.isAlive()).as(thread.getName()).isFalse();
                }
            }
        }
    }

    private JSONStructure answer(String line, int uid) {
        if (line.equals("fail")) {
            throw new IllegalStateException("secret");
        }
        if (line.equals("wait")) {
            waiting.countDown();
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        JSONObject answer = new JSONObject();
        answer.put("line", line);
        answer.put("uid", uid);
        return answer;
    }

    private static int ownUid() throws IOException {
        return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static final class Client implements AutoCloseable {
        private final SocketChannel channel;
        private final BufferedReader in;
        private final OutputStream out;

        Client(Path socket) throws IOException {
            channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
            in = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
            out = Channels.newOutputStream(channel);
        }

        String ask(String line) throws IOException {
            send(line);
            return read();
        }

        void send(String line) throws IOException {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }

        String read() throws IOException {
            return in.readLine();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
