package org.okiagari.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A look at a directory in which files come and go. */
class LiveFilesTest {
    @TempDir
    Path directory;

    @Test
    void aFileThatVanishesDuringTheLookFailsNothing() throws Exception {
        Path stays = Files.writeString(directory.resolve("stays"), "here");
        AtomicBoolean goesOn = new AtomicBoolean(true);
        CompletableFuture<Void> worker = CompletableFuture.runAsync(() -> comeAndGo(goesOn));
        try {
            for (int look = 0; look < 2_000; look++) {
                assertThat(LiveFiles.modesBelow(directory)).containsKeys(directory, stays);
                assertThat(LiveFiles.textsBelow(directory)).containsEntry(stays, "here");
            }
        } finally {
            goesOn.set(false);
            worker.join();
        }
    }

    @Test
    void modesAreThoseOfFilesAndDirectoriesAndNotOfLinks() throws IOException {
        Path file = Files.writeString(
                Files.createDirectory(directory.resolve("sub")).resolve("file"), "");
        Files.setAttribute(file, "unix:mode", 0640);
        Files.createSymbolicLink(directory.resolve("link"), file);

        assertThat(LiveFiles.modesBelow(directory))
                .containsOnlyKeys(directory, file.getParent(), file)
                .containsEntry(file, 0640);
    }

    @Test
    void aDirectoryThatIsNotThereFails() {
        assertThatThrownBy(() -> LiveFiles.modesBelow(directory.resolve("missing")))
                .isInstanceOf(NoSuchFileException.class);
    }

    private void comeAndGo(AtomicBoolean goesOn) {
        try {
            while (goesOn.get()) {
                for (int i = 0; i < 20; i++) {
                    Path sub = Files.createDirectory(directory.resolve("sub" + i));
                    Files.delete(Files.writeString(sub.resolve("file"), "text"));
                    Files.delete(sub);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
