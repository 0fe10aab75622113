package org.okiagari.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of a file that others write. */
class FileTailTest {
    @TempDir
    Path directory;

    @Test
    void isTheEndOrNothing() throws IOException {
        Path file = Files.writeString(directory.resolve("output"), "first\nlast\n");

        assertThat(new FileTail().tail(file, 5)).isEqualTo("last\n");
        assertThat(new FileTail().tail(file, 100)).isEqualTo("first\nlast\n");
        assertThat(new FileTail().tail(directory.resolve("none"), 5)).isEmpty();
    }

    @Test
    void aFileThatIsEmptiedMeanwhileIsShortAndNoError() throws Exception {
        Path file = Files.write(directory.resolve("output"), new byte[64 * 1024]);
        AtomicBoolean goesOn = new AtomicBoolean(true);
        CompletableFuture<Void> bounding = CompletableFuture.runAsync(() -> emptyAndFill(file, goesOn));
        try {
            for (int look = 0; look < 20_000; look++) {
                assertThat(new FileTail().tail(file, 100).length()).isLessThanOrEqualTo(400);
            }
        } finally {
            goesOn.set(false);
            bounding.join();
        }
    }

    private static void emptyAndFill(Path path, AtomicBoolean goesOn) {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            while (goesOn.get()) {
                file.setLength(0);
                file.setLength(64 * 1024);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
