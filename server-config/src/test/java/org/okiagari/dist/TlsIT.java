package org.okiagari.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.okiagari.check.FreePorts;

/** TLS of the embedded server as its users meet it: curl, java.net.http, padmin. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TlsIT {
    private static Host host;
    private static int https;
    private static Process server;
    private static Path certificate;
    private static String password;

    @BeforeAll
    static void start() throws IOException {
        host = Host.make("tls");
        https = FreePorts.one();
        host.settings("HTTPS_PORT = " + https + "\n");
        server = host.serve();
        certificate = host.home.resolve("conf/tls/cert.pem");
        password = Files.readString(host.home.resolve("run/initial-password")).strip();
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @Test
    @Order(1)
    void opensExactlyTheConfiguredPorts() throws IOException {
        assertThat(Host.listening(host.serverPid()))
                .containsExactlyInAnyOrder("127.0.0.1:" + host.port, "127.0.0.1:" + https);
        assertThat(Files.readAllLines(host.home.resolve("run/address")))
                .containsExactly(
                        "https://127.0.0.1:" + https + "/okiagari/", "http://127.0.0.1:" + host.port + "/okiagari/");
        assertThat(host.output(server, "out"))
                .startsWith("Okiagari is ready: https://127.0.0.1:" + https + "/okiagari/\n")
                .contains("certificate (SHA-256): " + fingerprint(certificate));
        assertThat(host.output(server, "err")).isEmpty();
    }

    @Test
    @Order(1)
    void theKeyIsOfThisHostAndForItsOwnerOnly() throws Exception {
        X509Certificate shown = shown();

        assertThat(fingerprint(shown.getEncoded()))
                .isEqualTo(fingerprint(certificate))
                .doesNotStartWith("8C:9D:5E:C6");
        shown.checkValidity();
        assertThat(Duration.between(
                        shown.getNotBefore().toInstant(), shown.getNotAfter().toInstant()))
                .isEqualTo(Duration.ofDays(825));
        Path directory = host.home.resolve("conf/tls");
        assertThat(mode(directory)).isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files)
                    .isNotEmpty()
                    .allSatisfy(
                            file -> assertThat(mode(file)).as(file.toString()).isEqualTo("rw-------"));
        }
        String preBoot = Files.readString(host.home.resolve("run/payara-preboot.txt"));
        String secret = preBoot.replaceAll("(?s).*key-store-password=(\\S+).*", "$1");
        assertThat(secret).hasSize(48);
        assertThat(Files.readString(host.home.resolve("log/server.log"))).doesNotContain(secret);
        assertThat(Host.arguments(host.serverPid())).doesNotContain(secret);
    }

    @Test
    @Order(1)
    void curlAndPadminTrustTheCertificateTheyAreGivenAndNoOther() {
        String url = "https://localhost:" + https + "/okiagari/health/ready";
        String headers = Host.run(List.of("curl", "-sS", "-D-", "--cacert", certificate.toString(), url));
        assertThat(headers)
                .startsWith("HTTP/1.1 200")
                .contains("Strict-Transport-Security: max-age=31536000")
                .endsWith("ready\n");
        assertThat(Host.run(List.of("curl", "-sS", url))).contains("self-signed certificate");
        assertThat(Host.run(List.of("curl", "-sS", "-D-", "http://127.0.0.1:" + host.port + "/okiagari/health/ready")))
                .startsWith("HTTP/1.1 200")
                .doesNotContain("Strict-Transport");

        Path passwordFile = host.home.resolve("run/initial-password");
        String base = "https://127.0.0.1:" + https;
        Host.Result good = host.run(
                "padmin",
                "--url",
                base,
                "--user",
                "admin",
                "--password-file",
                passwordFile.toString(),
                "--cacert",
                certificate.toString(),
                "-l");
        assertThat(good.err()).isEmpty();
        assertThat(good.code()).isZero();
        Host.Result bad =
                host.run("padmin", "--url", base, "--user", "admin", "--password-file", passwordFile.toString(), "-l");
        assertThat(bad.code()).isEqualTo(2);
        assertThat(bad.err()).contains("is not trusted").contains("--cacert").hasLineCount(1);
    }

    @Test
    @Order(1)
    void anErrorOutsideOfTheConsoleNamesNoProduct() {
        for (String path : List.of("/", "/nothing", "/okiagari/../", "/%00")) {
            String said = Host.run(List.of(
                    "curl",
                    "-sS",
                    "-D-",
                    "--path-as-is",
                    "--cacert",
                    certificate.toString(),
                    "https://localhost:" + https + path));
            assertThat(said)
                    .as(path)
                    .startsWith("HTTP/1.1 4")
                    .doesNotContainIgnoringCase("payara", "grizzly", "glassfish");
        }
    }

    /** On the plain port HTTP/2 stays: UsersIT's clients offer an upgrade with each request, and Grizzly would not answer. */
    @Test
    @Order(1)
    void speaksHttp11OnlyByTls() {
        for (String way : List.of("--http2", "--http2-prior-knowledge")) {
            String said = Host.run(List.of(
                    "curl",
                    "-sS",
                    "-o",
                    "/dev/null",
                    "-w",
                    "version %{http_version}",
                    way,
                    "--max-time",
                    "10",
                    "--cacert",
                    certificate.toString(),
                    "https://localhost:" + https + "/okiagari/health/live"));
            assertThat(said).as(way).doesNotContain("version 2");
        }
    }

    @Test
    @Order(1)
    void speaksNothingOlderThanTls12AndNoWeakCipher() throws Exception {
        assertThat(handshake("TLSv1.3", "TLS_AES_128_GCM_SHA256")).isEqualTo("TLSv1.3");
        assertThat(handshake("TLSv1.2", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"))
                .isEqualTo("TLSv1.2");
        for (String protocol : List.of("TLSv1.3", "TLSv1.2")) {
            assertThat(suites(protocol, false)).as("the server's order").isEqualTo(suites(protocol, true));
        }
        for (String weak : List.of("TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA")) {
            assertThatThrownBy(() -> handshake("TLSv1.2", weak)).isInstanceOf(SSLException.class);
        }
        for (String old : List.of("-tls1", "-tls1_1")) {
            String said = Host.run(List.of(
                    "openssl", "s_client", "-cipher", "ALL:@SECLEVEL=0", old, "-connect", "127.0.0.1:" + https));
            assertThat(said).contains("Cipher is (NONE)");
        }
    }

    @Test
    @Order(1)
    void theSessionCookieIsSecureAndDiesAtTheLogOut() throws Exception {
        HttpClient client = client();
        String base = "https://localhost:" + https + "/okiagari";
        HttpResponse<String> before = client.send(page(base + "/").build(), HttpResponse.BodyHandlers.ofString());
        HttpResponse<String> login = client.send(
                HttpRequest.newBuilder(URI.create(base + "/login"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("username=admin&password=" + password))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(before.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(login.statusCode()).isEqualTo(302);
        String cookie = login.headers().allValues("Set-Cookie").stream()
                .filter(one -> one.startsWith("JSESSIONID"))
                .findFirst()
                .orElseThrow();
        assertThat(cookie).contains("; Secure").contains("; HttpOnly").contains("SameSite=Strict");
        String session = cookie.substring(0, cookie.indexOf(';'));
        assertThat(status(client, page(base + "/who").header("Cookie", session)))
                .isEqualTo(200);
        assertThat(status(client, page(base + "/auth/logout").header("Cookie", session)))
                .isEqualTo(302);
        HttpResponse<String> after = client.send(
                HttpRequest.newBuilder(URI.create(base + "/who"))
                        .header("Cookie", session)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(after.statusCode()).isEqualTo(401);
    }

    @Test
    @Order(2)
    void aCertificateOfTheUserIsShownAndPlainHttpCanBeSwitchedOff() throws Exception {
        Host.signal("TERM", host.serverPid());
        assertThat(Host.exitCode(server)).isZero();
        Path conf = host.home.resolve("conf");
        Host.run(List.of(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "9",
                "-subj",
                "/CN=mine",
                "-addext",
                "subjectAltName=DNS:localhost,IP:127.0.0.1",
                "-keyout",
                conf + "/mine.key",
                "-out",
                conf + "/mine.pem"));
        Files.setPosixFilePermissions(conf.resolve("mine.key"), PosixFilePermissions.fromString("rw-r-----"));
        host.settings("HTTPS_PORT = " + https + "\nHTTP_PORT = 0\nTLS_CERT = mine.pem\nTLS_KEY = mine.key\n");

        Host.Result open = host.run("okiagari-server");
        assertThat(open.code()).isEqualTo(1);
        assertThat(open.err()).contains("chmod 600 " + conf.resolve("mine.key")).hasLineCount(1);

        Files.setPosixFilePermissions(conf.resolve("mine.key"), PosixFilePermissions.fromString("rw-------"));
        host.withoutPort();
        server = host.serve();

        certificate = conf.resolve("mine.pem");
        assertThat(fingerprint(shown().getEncoded())).isEqualTo(fingerprint(certificate));
        assertThat(Host.listening(host.serverPid())).containsExactly("127.0.0.1:" + https);
        assertThat(Host.run(List.of(
                        "curl",
                        "-sS",
                        "--cacert",
                        certificate.toString(),
                        "-u",
                        "admin:" + password,
                        "https://127.0.0.1:" + https + "/okiagari/jolokia/version")))
                .contains("\"status\":200");
    }

    @Test
    @Order(3)
    void anAddressOfANetworkIsRefusedWithoutTlsAndWithoutUsers() throws IOException {
        try (Host other = Host.make("network")) {
            other.settings("HTTP_ADDRESS = 0.0.0.0\n");
            Host.Result plain = other.run("okiagari-server");
            other.settings("HTTP_ADDRESS = 0.0.0.0\nHTTPS_PORT = " + FreePorts.one() + "\n");
            Host.Result nobody = other.run("okiagari-server");

            assertThat(plain.code()).isEqualTo(1);
            assertThat(plain.err())
                    .contains("HTTP_ADDRESS = 0.0.0.0 is refused without TLS")
                    .hasLineCount(1);
            assertThat(nobody.code()).isEqualTo(1);
            assertThat(nobody.err())
                    .contains("HTTP_ADDRESS = 0.0.0.0 is refused without users")
                    .contains("padmin user add")
                    .hasLineCount(1);
            assertThat(other.home.resolve("run/initial-password")).doesNotExist();
        }
    }

    private static HttpRequest.Builder page(String url) {
        return HttpRequest.newBuilder(URI.create(url)).header("Accept", "text/html");
    }

    private static int status(HttpClient client, HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    private static HttpClient client() throws GeneralSecurityException, IOException {
        return HttpClient.newBuilder().sslContext(context()).build();
    }

    private static SSLContext context() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(certificate)) {
            store.setCertificateEntry(
                    "server", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static String handshake(String protocol, String cipher) throws Exception {
        try (SSLSocket socket = (SSLSocket) context().getSocketFactory().createSocket("127.0.0.1", https)) {
            socket.setEnabledProtocols(new String[] {protocol});
            socket.setEnabledCipherSuites(new String[] {cipher});
            socket.startHandshake();
            return socket.getSession().getProtocol();
        }
    }

    /** Returns the suite that is agreed on where the client has many, in its order or the other way round. */
    private static String suites(String protocol, boolean isReversed) throws Exception {
        try (SSLSocket socket = (SSLSocket) context().getSocketFactory().createSocket("127.0.0.1", https)) {
            List<String> suites = new ArrayList<>(List.of(socket.getEnabledCipherSuites()));
            if (isReversed) {
                Collections.reverse(suites);
            }
            socket.setEnabledProtocols(new String[] {protocol});
            socket.setEnabledCipherSuites(suites.toArray(new String[0]));
            socket.startHandshake();
            return socket.getSession().getCipherSuite();
        }
    }

    private static X509Certificate shown() throws Exception {
        try (SSLSocket socket = (SSLSocket) context().getSocketFactory().createSocket("127.0.0.1", https)) {
            socket.startHandshake();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    private static String fingerprint(Path pem) throws IOException {
        String text = Files.readString(pem, StandardCharsets.US_ASCII);
        String first = text.substring(text.indexOf("-----\n") + 6, text.indexOf("\n-----END"));
        return fingerprint(Base64.getMimeDecoder().decode(first));
    }

    private static String fingerprint(byte[] der) {
        try {
            return HexFormat.ofDelimiter(":")
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(der));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String mode(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
