package org.okiagari.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.okiagari.check.Needs;

/** Lines by TLS to a real rsyslogd with its GnuTLS driver: a process of our own, with nothing of the host's daemon. */
class SyslogTlsIT {
    private static final Path DRIVER = Path.of("/usr/lib/x86_64-linux-gnu/rsyslog/lmnsd_gtls.so");

    @TempDir
    Path directory;

    private final int port = OwnLoopback.nextPort();
    private @Nullable Process daemon;

    @BeforeEach
    void makeKeys() throws IOException {
        Needs.program("/usr/sbin/rsyslogd", "rsyslog");
        Needs.program("/usr/bin/openssl", "openssl");
        Needs.need(Files.exists(DRIVER), DRIVER + " (Debian package rsyslog-gnutls)");
        certificate("good", "DNS:localhost,IP:" + OwnLoopback.address());
        certificate("other", "DNS:localhost,IP:" + OwnLoopback.address());
        certificate("misnamed", "DNS:elsewhere.example");
    }

    @AfterEach
    void stop() {
        Process running = daemon;
        if (running != null) {
            running.destroyForcibly();
            soon().until(() -> !running.isAlive());
        }
    }

    @Test
    void linesArriveAfterARestartOfTheDaemonToo() throws IOException {
        start("good");
        try (TlsSyslog sender = sender("good")) {
            assertThat(send(sender, "Process [起, pid=8033] Down")).isTrue();
            assertThat(send(sender, "(crond ,pid=8107) Up")).isTrue();
            soon().untilAsserted(() -> assertThat(received())
                    .hasSize(2)
                    .satisfiesExactly(
                            line -> assertThat(line).endsWith(" vm pcheck[7750]: Process [起, pid=8033] Down"),
                            line -> assertThat(line).endsWith(" vm pcheck[7750]: (crond ,pid=8107) Up")));

            stop();
            assertThat(send(sender, "while it is away")).isFalse();
            start("good");

            assertThat(send(sender, "third")).isTrue();
            soon().untilAsserted(() -> assertThat(received()).last().asString().endsWith("pcheck[7750]: third"));
            assertThat(received()).hasSize(3);
        }
    }

    @Test
    void nothingIsSentToADaemonWhoseCertificateIsNotGood() throws IOException {
        start("misnamed");
        try (TlsSyslog stranger = sender("other");
                TlsSyslog wrongName = sender("misnamed");
                TlsSyslog ofTheJdk = TlsSyslog.to(OwnLoopback.address(), port, "vm", Optional.empty())) {
            assertThat(send(stranger, "secret")).isFalse();
            assertThat(send(wrongName, "secret")).isFalse();
            assertThat(send(ofTheJdk, "secret")).isFalse();
        }
        assertThat(received()).isEmpty();
    }

    @Test
    void aFileThatHoldsNoCertificateIsSaid() {
        assertThatThrownBy(() -> TlsSyslog.to(
                        OwnLoopback.address(), port, "vm", Optional.of("nonsense".getBytes(StandardCharsets.US_ASCII))))
                .isInstanceOf(IllegalStateException.class);
    }

    private TlsSyslog sender(String trusted) throws IOException {
        return TlsSyslog.to(
                OwnLoopback.address(),
                port,
                "vm",
                Optional.of(Files.readAllBytes(directory.resolve(trusted + ".pem"))));
    }

    private static boolean send(TlsSyslog sender, String text) {
        return sender.send("pcheck", 7750, 6, Instant.now(), text);
    }

    private void start(String key) throws IOException {
        Path conf = Files.writeString(
                directory.resolve("rsyslog.conf"),
                "global(workDirectory=\"" + directory
                        + "\" defaultNetstreamDriver=\"gtls\" defaultNetstreamDriverCAFile=\""
                        + directory.resolve(key + ".pem") + "\" defaultNetstreamDriverCertFile=\""
                        + directory.resolve(key + ".pem") + "\" defaultNetstreamDriverKeyFile=\""
                        + directory.resolve(key + ".key") + "\")\n"
                        + "module(load=\"imtcp\" streamDriver.name=\"gtls\" streamDriver.mode=\"1\""
                        + " streamDriver.authMode=\"anon\")\n"
                        + "input(type=\"imtcp\" port=\"" + port + "\" address=\"" + OwnLoopback.address() + "\")\n"
                        + "action(type=\"omfile\" file=\"" + directory.resolve("received") + "\")\n");
        // What one that was killed has left names a pid that may be somebody else's by now.
        Files.deleteIfExists(directory.resolve("pid"));
        daemon = new ProcessBuilder(
                        "/usr/sbin/rsyslogd",
                        "-n",
                        "-f",
                        conf.toString(),
                        "-i",
                        directory.resolve("pid").toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("rsyslogd.out").toFile())
                .start();
        soon().ignoreExceptions().until(() -> {
            new Socket(OwnLoopback.address(), port).close();
            return true;
        });
    }

    private List<String> received() throws IOException {
        Path file = directory.resolve("received");
        List<String> lines = new ArrayList<>();
        if (Files.exists(file)) {
            Files.readAllLines(file).stream()
                    .filter(line -> !line.contains("rsyslogd"))
                    .forEach(lines::add);
        }
        return lines;
    }

    private void certificate(String name, String names) throws IOException {
        Process process = new ProcessBuilder(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:prime256v1",
                        "-nodes",
                        "-days",
                        "9",
                        "-subj",
                        "/CN=" + name,
                        "-addext",
                        "subjectAltName=" + names,
                        "-keyout",
                        directory.resolve(name + ".key").toString(),
                        "-out",
                        directory.resolve(name + ".pem").toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.onExit().join().exitValue()).as(said).isZero();
    }

    private static ConditionFactory soon() {
        return Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(100));
    }
}
