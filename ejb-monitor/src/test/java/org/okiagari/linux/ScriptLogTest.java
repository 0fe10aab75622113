package org.okiagari.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of the output of scripts, which others write into. */
class ScriptLogTest {
    private static final int MIB = 1 << 20;
    private static final long BOUND = MIB;

    @TempDir
    Path directory;

    private final ScriptLog log = new ScriptLog(BOUND);
    private Path file;
    private Path old;

    @BeforeEach
    void prepare() {
        file = directory.resolve("log/p.script.log");
        old = directory.resolve("log/p.script.log.1");
        log.prepare(file);
        log.wake();
    }

    @AfterEach
    void end() {
        log.close();
    }

    private void print(int mebibytes) {
        byte[] line = ("x".repeat(1023) + "\n").getBytes(StandardCharsets.US_ASCII);
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
            for (int i = 0; i < mebibytes * 1024; i++) {
                out.write(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    @Test
    void isBoundedWhileItIsWritten() {
        CompletableFuture<Void> printing = CompletableFuture.runAsync(() -> print(1024));
        List<Long> sizes = new ArrayList<>();
        await().pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(60))
                .until(() -> {
                    sizes.add(size(file) + size(old));
                    return printing.isDone();
                });

        // What a writer that does nothing else prints between two looks, on a busy machine too.
        assertThat(sizes).allMatch(size -> size < 512L * MIB);
        await().until(() -> size(file) <= BOUND && size(old) > 0);
        assertThat(size(old)).isLessThanOrEqualTo(2 * BOUND);
    }

    @Test
    void keepsTheLastWordsOfALongOutput() throws IOException {
        Path printed = directory.resolve("log/printed");
        old = directory.resolve("log/printed.1");
        Files.writeString(printed, "x".repeat(8 * MIB) + "the last words\n", StandardCharsets.US_ASCII);

        log.prepare(printed);
        log.wake();

        await().until(() -> size(old) == MIB);
        assertThat(Files.readString(old)).hasSize(MIB).endsWith("the last words\n");
        assertThat(Files.getPosixFilePermissions(old)).hasSizeLessThanOrEqualTo(3);
    }
}
