package org.okiagari.web.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.okiagari.api.Home;

class SocketPlaceTest {
    @TempDir
    Path directory;

    private Path folder;

    @BeforeEach
    void make() throws IOException {
        folder = Files.createTempDirectory(Path.of("/tmp"), "ok");
    }

    @AfterEach
    void delete() throws IOException {
        try (var files = Files.walk(folder)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    @Test
    void aPathOfAHundredAndSixBytesStaysInTheHome() throws IOException {
        Home fits = homeWithSocketPathOf(106);
        Home longer = homeWithSocketPathOf(107);

        assertThat(SocketPlace.prepare(fits, List.of(folder))).isEqualTo(new SocketPlace(fits.socket(), false));
        assertThat(SocketPlace.prepare(longer, List.of(folder)).isElsewhere()).isTrue();
    }

    @Test
    void elsewhereIsForTheOwnerOnlyAndToldInTheHome() throws IOException {
        Home home = homeWithSocketPathOf(150);

        SocketPlace place = SocketPlace.prepare(home, List.of(folder));

        Path parent = Objects.requireNonNull(place.socket().getParent());
        assertThat(parent.getParent()).isEqualTo(folder);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(parent)))
                .isEqualTo("rwx------");
        assertThat(Files.readString(home.socketPath()).strip())
                .isEqualTo(place.socket().toString());
    }

    @Test
    void aFolderThatAnybodyCouldHaveMadeIsNotTrusted() throws IOException {
        Home home = homeWithSocketPathOf(150);
        Path name = SocketPlace.prepare(home, List.of(folder)).socket().getParent();
        Files.delete(name);
        Files.createSymbolicLink(name, directory);

        assertThatThrownBy(() -> SocketPlace.prepare(home, List.of(folder)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("short and safe enough");
    }

    @Test
    void anOldPathFileIsTakenAway() throws IOException {
        Home home = new Home(folder.resolve("h"));
        Files.createDirectories(home.run());
        Files.writeString(home.socketPath(), "/elsewhere\n");

        SocketPlace.prepare(home, List.of(folder));

        assertThat(home.socketPath()).doesNotExist();
    }

    private Home homeWithSocketPathOf(int bytes) {
        int rest = bytes - new Home(folder).socket().toString().getBytes(StandardCharsets.UTF_8).length - 1;
        return new Home(folder.resolve("h".repeat(rest)));
    }
}
