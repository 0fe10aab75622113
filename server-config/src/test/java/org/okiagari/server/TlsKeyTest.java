package org.okiagari.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.okiagari.api.files.SafeFiles;

/** Keys as users bring them, made by the host's own openssl and keytool. */
class TlsKeyTest {
    private static final SafeFiles FILES = SafeFiles.ofThisProcess(false);

    @TempDir
    static Path directory;

    private static TlsKey made;

    @BeforeAll
    static void make() throws IOException {
        HostNames names = new HostNames("host.example", Set.of("dns:host.example"), Set.of("dns:host.example"));
        made = new HostKey(directory.resolve("tls"), names, FILES).read(new ArrayList<>());
    }

    @Test
    void theKeyOfTheHostIsForItsOwnerOnlyAndIsKept() throws IOException {
        Path tls = directory.resolve("tls");
        List<String> said = new ArrayList<>();
        TlsKey again = new HostKey(tls, new HostNames("x", Set.of("dns:host.example"), Set.of()), FILES).read(said);

        assertThat(again.fingerprint()).isEqualTo(made.fingerprint()).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
        assertThat(said).isEmpty();
        assertThat(made.certificate().getPublicKey().getAlgorithm()).isEqualTo("EC");
        assertThat(HostKey.namesOf(made.certificate())).containsExactly("dns:host.example");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(tls)))
                .isEqualTo("rwx------");
        assertThat(tls).isDirectoryContaining("glob:**cert.pem");
        try (var files = Files.list(tls)) {
            assertThat(files)
                    .hasSize(3)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void aNameThatIsNewMakesANewCertificateAndSaysSo() {
        Path tls = directory.resolve("renamed");
        TlsKey old =
                new HostKey(tls, new HostNames("a", Set.of("dns:a"), Set.of("dns:a")), FILES).read(new ArrayList<>());
        List<String> said = new ArrayList<>();

        TlsKey next = new HostKey(tls, new HostNames("b", Set.of("dns:b"), Set.of("dns:b", "ip:192.0.2.7")), FILES)
                .read(said);

        assertThat(next.fingerprint()).isNotEqualTo(old.fingerprint()).isNotEqualTo(made.fingerprint());
        assertThat(said).singleElement().asString().contains("dns:b");
        assertThat(HostKey.namesOf(next.certificate())).containsExactlyInAnyOrder("dns:b", "ip:192.0.2.7");
    }

    @Test
    void readsEveryFormOfAPrivateKey() throws IOException {
        for (String algorithm : List.of("rsa:2048", "ec -pkeyopt ec_paramgen_curve:prime256v1", "ed25519")) {
            Path key = directory.resolve("k.pem");
            Path cert = directory.resolve("c.pem");
            openssl("req -x509 -newkey " + algorithm + " -nodes -days 9 -subj /CN=mine -keyout " + key + " -out "
                    + cert);
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
            assertThat(TlsKey.read(cert, Optional.of(key), FILES).key().getFormat())
                    .isEqualTo("PKCS#8");

            if (!algorithm.equals("ed25519")) {
                Path old = directory.resolve("old.pem");
                openssl(algorithm.substring(0, 2).replace("rs", "rsa") + " -in " + key + " -out " + old
                        + (algorithm.startsWith("rsa") ? " -traditional" : ""));
                Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rw-------"));
                assertThat(Files.readString(old)).containsAnyOf("BEGIN RSA PRIVATE", "BEGIN EC PRIVATE");
                assertThat(TlsKey.read(cert, Optional.of(old), FILES).key().getAlgorithm())
                        .isNotEmpty();
            }
        }
    }

    @Test
    void readsAChainInAnyOrderAndAPkcs12File() throws IOException {
        Path root = directory.resolve("root.pem");
        openssl("req -x509 -newkey rsa:2048 -nodes -days 9 -subj /CN=root -keyout " + directory.resolve("r.key")
                + " -out " + root);
        Path key = secret("leaf.key", Pem.write("PRIVATE KEY", made.key().getEncoded()));
        Path chain = secret("chain.pem", Files.readString(root) + made.pem());

        assertThat(TlsKey.read(chain, Optional.of(key), FILES).certificate()).isEqualTo(made.certificate());
        assertThat(TlsKey.read(chain, Optional.of(key), FILES).chain()).hasSize(2);

        Path both = secret("both.pem", made.pem() + Files.readString(key));
        assertThat(TlsKey.read(both, Optional.empty(), FILES).certificate()).isEqualTo(made.certificate());

        Path password = secret("p12.password", "secret\n");
        Path store = directory.resolve("mine.p12");
        openssl("pkcs12 -export -passout file:" + password + " -in " + both + " -out " + store);
        Files.setPosixFilePermissions(store, PosixFilePermissions.fromString("rw-------"));
        assertThat(TlsKey.read(store, Optional.of(password), FILES).certificate())
                .isEqualTo(made.certificate());
        assertThatThrownBy(() -> TlsKey.read(store, Optional.of(key), FILES))
                .hasMessageContaining("neither PEM nor a PKCS12 file");
    }

    @Test
    void whatCannotBeUsedIsOneSentence() throws IOException {
        Path cert = secret("mine.pem", made.pem());
        Path other = directory.resolve("other.key");
        openssl("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out " + other);
        Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> TlsKey.read(cert, Optional.of(other), FILES))
                .hasMessage(other + " may be read or written by others: chmod 600 " + other);
        Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rw-------"));
        assertThatThrownBy(() -> TlsKey.read(cert, Optional.of(other), FILES))
                .hasMessageContaining("does not belong to");
        assertThatThrownBy(() -> TlsKey.read(cert, Optional.empty(), FILES)).hasMessageContaining("no private key");
        Path encrypted =
                secret("enc.key", "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n");
        assertThatThrownBy(() -> TlsKey.read(cert, Optional.of(encrypted), FILES))
                .hasMessageContaining("is encrypted");
        assertThatThrownBy(() -> TlsKey.read(directory.resolve("none"), Optional.empty(), FILES))
                .hasMessageContaining("cannot be read");
    }

    @Test
    void theNamesOfTheHostAreThoseOfTheSettings() throws IOException {
        Listeners settings = new Listeners(
                InetAddress.getByName("192.0.2.9"),
                8080,
                8443,
                Optional.empty(),
                Optional.empty(),
                List.of("Okiagari.Example", "2001:db8::1", "bad_name"),
                FILES,
                List.of());

        assertThat(HostNames.of(settings).required())
                .contains(
                        "dns:localhost",
                        "ip:127.0.0.1",
                        "ip:192.0.2.9",
                        "dns:okiagari.example",
                        "ip:2001:db8:0:0:0:0:0:1")
                .noneMatch(name -> name.contains("bad"));
    }

    private static Path secret(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        SecretFile.write(file, text.getBytes(StandardCharsets.US_ASCII));
        return file;
    }

    private static void openssl(String line) throws IOException {
        List<String> words = new ArrayList<>(List.of("openssl"));
        words.addAll(List.of(line.split(" ")));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.onExit().join().exitValue()).as(output).isZero();
    }
}
