package org.okiagari.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.okiagari.api.files.SafeFiles;

/** Two engines in memory; what Grizzly does to the server's is done here. */
class OrderedSuitesTest {
    @TempDir
    static Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void theServersOrderCountsWhateverParametersAreHandedOn(String protocol) throws Exception {
        TlsKey key = new HostKey(
                        directory.resolve(protocol),
                        new HostNames("localhost", Set.of("dns:localhost"), Set.of("dns:localhost")),
                        SafeFiles.ofThisProcess(false))
                .read(new ArrayList<>());
        SSLContext ordered = SSLContext.getInstance("TLS", new OrderedSuites());
        SSLContext usual = SSLContext.getInstance("TLS", "SunJSSE");
        for (SSLContext context : List.of(ordered, usual)) {
            context.init(keys(key).getKeyManagers(), trust(key).getTrustManagers(), null);
        }

        assertThat(agreed(ordered, usual, protocol, false))
                .isEqualTo(agreed(ordered, usual, protocol, true))
                .contains("AES_256_GCM");
        assertThat(agreed(usual, usual, protocol, false))
                .as("why it is needed")
                .isNotEqualTo(agreed(usual, usual, protocol, true));
    }

    @Test
    void itIsTheFirstThatIsAskedForTls() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS", new OrderedSuites());

        assertThat(context.getProvider().getName()).isEqualTo("OkiagariTls");
        assertThat(context.getProtocol()).isEqualTo("TLS");
    }

    private static String agreed(SSLContext servers, SSLContext clients, String protocol, boolean isReversed)
            throws SSLException {
        SSLEngine server = servers.createSSLEngine();
        server.setUseClientMode(false);
        List<String> any = new ArrayList<>(List.of(server.getEnabledCipherSuites()));
        Collections.sort(any);
        server.setEnabledCipherSuites(any.toArray(new String[0]));
        server.setSSLParameters(new SSLParameters()); // as Grizzly does: the client's order would count
        SSLEngine client = clients.createSSLEngine(); // without a name nothing is resumed
        client.setUseClientMode(true);
        client.setEnabledProtocols(new String[] {protocol});
        List<String> suites = new ArrayList<>(List.of(client.getEnabledCipherSuites()));
        if (isReversed) {
            Collections.reverse(suites);
        }
        client.setEnabledCipherSuites(suites.toArray(new String[0]));
        shakeHands(client, server);
        assertThat(server.getSession().getProtocol()).isEqualTo(protocol);
        return server.getSession().getCipherSuite();
    }

    private static void shakeHands(SSLEngine client, SSLEngine server) throws SSLException {
        ByteBuffer toServer = ByteBuffer.allocate(1 << 16);
        ByteBuffer toClient = ByteBuffer.allocate(1 << 16);
        client.beginHandshake();
        server.beginHandshake();
        for (int i = 0; i < 100 && !(isDone(client) && isDone(server)); i++) {
            step(client, toClient, toServer);
            step(server, toServer, toClient);
        }
        assertThat(isDone(client) && isDone(server)).isTrue();
    }

    private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> {
                Runnable task = engine.getDelegatedTask();
                if (task != null) {
                    task.run();
                }
            }
            case NEED_WRAP -> engine.wrap(ByteBuffer.allocate(0), out);
            default -> {
                in.flip();
                engine.unwrap(in, ByteBuffer.allocate(1 << 16));
                in.compact();
            }
        }
    }

    private static boolean isDone(SSLEngine engine) {
        return switch (engine.getHandshakeStatus()) {
            case NOT_HANDSHAKING, FINISHED -> true;
            default -> false;
        };
    }

    private static KeyManagerFactory keys(TlsKey key) throws Exception {
        KeyStore store = store();
        store.setKeyEntry("key", key.key(), new char[0], key.chain().toArray(new Certificate[0]));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, new char[0]);
        return factory;
    }

    private static TrustManagerFactory trust(TlsKey key) throws Exception {
        KeyStore store = store();
        store.setCertificateEntry("host", key.certificate());
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }

    private static KeyStore store() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
