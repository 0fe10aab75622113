package org.okiagari.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListenersTest {
    @TempDir
    Path directory;

    @Test
    void aMissingFileMeansTheDefaults() {
        Listeners settings = Listeners.of(directory.resolve("none"), "");

        assertThat(settings.address().getHostAddress()).isEqualTo("127.0.0.1");
        assertThat(settings.port()).isEqualTo(8080);
    }

    @Test
    void readsTheFileAndLetsThePropertyWin() throws IOException {
        Path file = write("LOG_LEVEL = INFO\nHTTP_PORT = 9090 # mine\n#HTTP_PORT = 1\nHTTP_ADDRESS=127.0.0.2\n");

        assertThat(Listeners.of(file, "").port()).isEqualTo(9090);
        assertThat(Listeners.of(file, "").address().getHostAddress()).isEqualTo("127.0.0.2");
        assertThat(Listeners.of(file, "7070").port()).isEqualTo(7070);
    }

    @Test
    void readsEveryFormThatTheMonitorReads() throws IOException {
        assertThat(Listeners.of(write("HTTP_PORT = \"9090\" # mine\n"), "").port())
                .isEqualTo(9090);
        assertThat(Listeners.of(write("HTTP_PORT 9091\r\n"), "").port()).isEqualTo(9091);
        assertThat(Listeners.of(write("\uFEFFHTTP_PORT='9092'"), "").port()).isEqualTo(9092);
    }

    @Test
    void aBadValueIsAWarningAndTheDefaultHolds() throws IOException {
        Listeners settings = Listeners.of(write("HTTP_PORT = 65536\nHTTP_ADDRESS = not an address\n"), "");

        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.address().getHostAddress()).isEqualTo("127.0.0.1");
        assertThat(settings.warnings())
                .hasSize(2)
                .anySatisfy(text -> assertThat(text).contains("HTTP_PORT").contains("65536"));
    }

    @Test
    void readsWhereTlsIsServedAndWithWhat() throws IOException {
        Listeners settings = Listeners.of(
                write(
                        "HTTPS_PORT = 8443\nTLS_CERT = tls/mine.pem\nTLS_KEY=/etc/ssl/mine.key\nALLOWED_HOSTS = a.example, b\n"
                                + "HTTP_ADDRESS = 0.0.0.0\n"),
                "");

        assertThat(settings.httpsPort()).isEqualTo(8443);
        assertThat(settings.certificate()).contains(directory.resolve("tls/mine.pem"));
        assertThat(settings.key()).contains(Path.of("/etc/ssl/mine.key"));
        assertThat(settings.allowedHosts()).containsExactly("a.example", "b");
        assertThat(settings.plainAddress().isLoopbackAddress()).isTrue();
        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.warnings()).isEmpty();
    }

    @Test
    void plainHttpIsSwitchedOffWhereThereIsTls() throws IOException {
        assertThat(Listeners.of(write("HTTPS_PORT = 8443\nHTTP_PORT = 0\n"), "").hasPlain())
                .isFalse();

        Listeners neither = Listeners.of(write("HTTP_PORT = 0\n"), "");
        assertThat(neither.port()).isEqualTo(8080);
        assertThat(neither.warnings()).singleElement().asString().contains("HTTPS_PORT");
    }

    @Test
    void refusesAPropertyThatIsNoPort() {
        assertThatThrownBy(() -> Listeners.of(directory.resolve("none"), "x"))
                .hasMessage("okiagari.port is no port: x");
    }

    @Test
    void refusesToSpeakPlainHttpToANetwork() throws IOException {
        Path file = write("HTTP_ADDRESS = 0.0.0.0\n");

        assertThatThrownBy(() -> Listeners.of(file, ""))
                .isInstanceOf(Trouble.class)
                .hasMessage(
                        file + ": HTTP_ADDRESS = 0.0.0.0 is refused without TLS: plain HTTP is for loopback only, set"
                                + " HTTPS_PORT (for example 8443)");
    }

    @Test
    void aFileThatAnybodyMayWriteSaysNothing() throws IOException {
        Path file = write(
                "HTTP_ADDRESS = 0.0.0.0\nHTTP_PORT = 9090\nALLOWED_HOSTS = evil.example\nALLOW_UNSAFE_PATHS = yes\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--rw-"));

        Listeners settings = Listeners.of(file, "");

        assertThat(settings.address().isLoopbackAddress()).isTrue();
        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.allowedHosts()).isEmpty();
        assertThat(settings.warnings())
                .singleElement()
                .asString()
                .contains(file + " is writable by others (mode 0646)", "the defaults hold");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("psagent.conf"), text);
    }
}
