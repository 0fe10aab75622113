package org.okiagari.ejb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.okiagari.api.Home;

/** A home that is new, complete, or of no use. */
class HomeDirectoriesTest {
    @TempDir
    Path directory;

    @Test
    void makesWhatIsMissingAndLeavesWhatIsThere() throws Exception {
        Home home = new Home(directory.resolve("deep/home"));

        assertThat(HomeDirectories.make(home)).isEmpty();
        Files.setPosixFilePermissions(home.log(), PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(HomeDirectories.make(home)).isEmpty();

        assertThat(home.bin()).isDirectory();
        assertThat(mode(home.log())).isEqualTo("rwxr-xr-x");
        assertThat(mode(home.conf())).isEqualTo("rwxr-x---");
        assertThat(mode(home.state())).isEqualTo("rwx------");
        assertThat(mode(home.run())).isEqualTo("rwx------");
    }

    @Test
    void saysInOneSentenceWhatIsWrongAndWhatToDo() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertThat(HomeDirectories.make(new Home(file)))
                .hasValueSatisfying(
                        sentence -> assertThat(sentence).contains(file.toString(), "okiagari.home", "OKIAGARI_HOME"));
        assertThat(HomeDirectories.make(new Home(file.resolve("below")))).isPresent();
        assertThat(HomeDirectories.make(new Home(Path.of("/proc/okiagari")))).isPresent();
    }

    private static String mode(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
