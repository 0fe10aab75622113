package org.okiagari.web.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @Test
    void readsKeysCommentsAndQuotes() {
        Settings settings = Settings.parse("# head\nALLOWED_HOSTS = a.example,b.example  # ours\r\n"
                + "HTTP_ADDRESS=\"::1\"\nX = a#b\nno value\n = 3\nX = 2\n");

        assertThat(settings.values("ALLOWED_HOSTS")).containsExactly("a.example", "b.example");
        assertThat(settings.values("HTTP_ADDRESS")).containsExactly("::1");
        assertThat(settings.values("X")).containsExactly("2");
        assertThat(settings.values("Y")).isEmpty();
    }

    @Test
    void aMissingFileSaysNothing(@TempDir Path directory) throws IOException {
        assertThat(Settings.read(directory.resolve("psagent.conf")).values()).isEmpty();
        Path file = Files.writeString(directory.resolve("psagent.conf"), "A = 1\n");
        assertThat(Settings.read(file).values("A")).containsExactly("1");
    }

    @Test
    void anAddressBecomesANameAsTheHostHeaderWritesIt() {
        Hosts hosts = Hosts.of(Settings.parse("HTTP_ADDRESS = 2001:db8::1\n"));

        assertThat(hosts.contains("[2001:db8::1]:8080", "::1")).isTrue();
        assertThat(hosts.contains("2001:db8::1", "::1")).isFalse();
        assertThat(hosts.contains("[2001:db8::2]:8080", "2001:db8::2")).isFalse();
    }
}
