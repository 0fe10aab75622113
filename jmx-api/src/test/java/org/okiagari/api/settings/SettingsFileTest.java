package org.okiagari.api.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rule itself is tried by SafeFilesLinuxIT; here is what its readers get. */
class SettingsFileTest {
    @TempDir
    Path conf;

    @Test
    void aMissingFileIsAllDefaultsAndNoWarning() {
        SettingsFile read = SettingsFile.read(conf.resolve("psagent.conf"));

        assertThat(read.settings()).isEqualTo(Settings.defaults());
        assertThat(read.warnings()).isEmpty();
        assertThat(read.files().allowsUnsafe()).isFalse();
    }

    @Test
    void saysWhatIsOddWithTheFileAndTheLine() throws IOException {
        Path file = write("ALLOWED_HOSTS = a.example, b\nHTTP_PORT = 65536\nALLOW_UNSAFE_PATHS = yes\n");

        SettingsFile read = SettingsFile.read(file);

        assertThat(read.settings().allowedHosts()).containsExactly("a.example", "b");
        assertThat(read.settings().httpPort()).isEqualTo(8080);
        assertThat(read.files().allowsUnsafe()).isTrue();
        assertThat(read.warnings()).singleElement().asString().startsWith(file + ":2: warning: HTTP_PORT must be");
    }

    @Test
    void aFileThatAnybodyMayHaveWrittenSaysNothing() throws IOException {
        Path file = write("ALLOWED_HOSTS = evil.example\nALLOW_UNSAFE_PATHS = yes\n");
        Files.setPosixFilePermissions(conf, PosixFilePermissions.fromString("rwxr-xrwx"));

        SettingsFile read = SettingsFile.read(file);

        assertThat(read.settings()).isEqualTo(Settings.defaults());
        assertThat(read.files().allowsUnsafe()).isFalse();
        assertThat(read.warnings())
                .singleElement()
                .asString()
                .contains(conf + ", above " + file, "writable by others", "the defaults hold");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(conf.resolve("psagent.conf"), text);
    }
}
