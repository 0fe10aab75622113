package org.okiagari.ejb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.okiagari.api.settings.Settings;

/** Which files start with the server. */
class PfileGlobsTest {
    @TempDir
    Path conf;

    @Test
    void findsTheDefaultGlobsInOrderAndNothingElse() throws Exception {
        Files.createDirectories(conf.resolve("bin/pfile_directory"));
        for (String name : List.of(
                "bin/pfile_b",
                "bin/pfile_a",
                "bin/restart.sh",
                "bin/pfile_a~",
                "bin/pfile_a.rpmsave",
                "bin/pfile_b.dpkg-old",
                "bin/.pfile_a.swp",
                "pfile_c",
                "bin/pfile_directory/pfile_deep",
                "psenv")) {
            Files.writeString(conf.resolve(name), "");
        }
        Files.createSymbolicLink(conf.resolve("pfile_dangling"), conf.resolve("nowhere"));

        List<Path> found = PfileGlobs.find(conf, Settings.defaults().pfiles());

        assertThat(found)
                .extracting(path -> conf.relativize(path).toString())
                .containsExactly("bin/pfile_a", "bin/pfile_b", "pfile_c", "pfile_dangling");
    }

    @Test
    void aFileThatTwoGlobsNameStartsOnce() throws Exception {
        Files.writeString(conf.resolve("pfile_a"), "");

        assertThat(PfileGlobs.find(conf, List.of("pfile_*", "*_a"))).hasSize(1);
    }

    @Test
    void aBadGlobOrAMissingDirectoryFindsNothing() {
        assertThat(PfileGlobs.find(conf, List.of("pfile_[", "x/*"))).isEmpty();
        assertThat(PfileGlobs.find(conf.resolve("missing"), List.of("pfile_*"))).isEmpty();
    }

    @Test
    void aFileThatVanishesDuringTheLookCostsNoOther() throws Exception {
        Files.writeString(conf.resolve("pfile_a"), "");
        AtomicBoolean goesOn = new AtomicBoolean(true);
        CompletableFuture<Void> editor = CompletableFuture.runAsync(() -> comeAndGo(goesOn));
        try {
            for (int look = 0; look < 2_000; look++) {
                assertThat(PfileGlobs.find(conf, List.of("*_a"))).hasSize(1);
            }
        } finally {
            goesOn.set(false);
            editor.join();
        }
    }

    private void comeAndGo(AtomicBoolean goesOn) {
        try {
            while (goesOn.get()) {
                for (int i = 0; i < 20; i++) {
                    Files.delete(Files.createFile(conf.resolve("users.tmp" + i)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
