package org.okiagari.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.okiagari.api.Caller.Door;

/** Which files may be named through which door. */
class PfilePathTest {
    @TempDir
    Path home;

    private Path bin;

    @BeforeEach
    void makeBin() throws Exception {
        bin = Files.createDirectories(home.resolve("conf/bin"));
        Files.writeString(bin.resolve("pfile_a"), "");
        Files.writeString(home.resolve("secret"), "");
        Files.createSymbolicLink(bin.resolve("pfile_link"), home.resolve("secret"));
    }

    @Test
    void aBaseNameIsAFileInConfBin() {
        assertThat(PfilePath.of("pfile_a", bin, Door.HTTP)).isEqualTo(bin.resolve("pfile_a"));
        assertThat(PfilePath.of("pfile_a", bin, Door.LOCAL)).isEqualTo(bin.resolve("pfile_a"));
        assertThat(PfilePath.of("/etc/../tmp/pfile", bin, Door.LOCAL)).isEqualTo(Path.of("/tmp/pfile"));
        assertThat(PfilePath.of("/tmp/pfile", bin, Door.JMX)).isEqualTo(Path.of("/tmp/pfile"));
    }

    @Test
    void nullIsNoNameEither() {
        assertThatThrownBy(() -> PfilePath.of(null, bin, Door.HTTP))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Name a pfile");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "/etc/passwd",
                "../secret",
                "..",
                ".",
                "x/../pfile_a",
                "pfile_link",
                "missing",
                "a\u0000b",
                "//"
            })
    void overHttpNothingElseIs(String text) {
        assertThatThrownBy(() -> PfilePath.of(text, bin, Door.HTTP)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "conf/bin/pfile_a", "./pfile_a", "a\u0000b"})
    void aRelativePathIsNobodys(String text) {
        assertThatThrownBy(() -> PfilePath.of(text, bin, Door.LOCAL)).isInstanceOf(IllegalArgumentException.class);
    }
}
