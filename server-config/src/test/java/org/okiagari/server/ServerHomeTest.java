package org.okiagari.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerHomeTest {
    @TempDir
    Path directory;

    @Test
    void makesWhatIsMissingWithModesThatKeepOthersOut() throws IOException {
        ServerHome home = new ServerHome(directory.resolve("a/b"));

        home.prepare();

        assertThat(mode(home.path().resolve("run"))).isEqualTo("rwx------");
        assertThat(mode(home.path().resolve("state"))).isEqualTo("rwx------");
        assertThat(mode(home.path().resolve("log"))).isEqualTo("rwxr-x---");
        assertThat(mode(home.path().resolve("conf"))).isEqualTo("rwxr-x---");
    }

    @Test
    void saysWhatToDoAboutAHomeThatCannotBeWritten() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertThatThrownBy(() -> new ServerHome(file.resolve("home")).prepare())
                .isInstanceOf(Trouble.class)
                .hasMessageContaining("cannot be written")
                .hasMessageContaining("OKIAGARI_HOME");
    }

    @Test
    void oneServerHoldsAHome() {
        ServerHome first = new ServerHome(directory);
        first.prepare();
        first.lock();

        assertThatThrownBy(() -> new ServerHome(directory).lock())
                .isInstanceOf(Trouble.class)
                .hasMessageContaining("already: pid " + ProcessHandle.current().pid());
        // Else a collection could let go of its lock before.
        Reference.reachabilityFence(first);
    }

    @Test
    void emptiesADirectoryAndFollowsNoLink() throws IOException {
        ServerHome home = new ServerHome(directory.resolve("home"));
        home.prepare();
        Path outside = Files.writeString(directory.resolve("outside"), "kept");
        Path tmp = home.empty("tmp");
        Files.createDirectories(tmp.resolve("deep/er"));
        Files.createSymbolicLink(tmp.resolve("deep/link"), outside);
        Files.createSymbolicLink(tmp.resolve("up"), directory);

        home.empty("tmp");

        assertThat(tmp).isEmptyDirectory();
        assertThat(outside).hasContent("kept");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
