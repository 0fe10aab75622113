package org.okiagari.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.okiagari.pcheck.PfileSource.Content;

class FilePfileSourceLinuxIT {
    @TempDir
    Path temp;

    private final FilePfileSource source = new FilePfileSource(SafeFiles.ofThisProcess(true));

    @Test
    void readsAQuietFileAtOnceAndTellsItsRealPath() throws IOException {
        Path file = Files.writeString(temp.resolve("pfile"), "text");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        Path link = Files.createSymbolicLink(temp.resolve("link"), file);
        long start = System.nanoTime();

        Content content = source.read(link);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(FilePfileSource.QUIET);
        assertThat(((Content.Bytes) content).bytes()).asString().isEqualTo("text");
        assertThat(((Content.Bytes) content).realPath()).isEqualTo(file.toRealPath());
    }

    @Test
    void readsAFileFromTheFutureToo() throws IOException {
        Path file = Files.writeString(temp.resolve("pfile"), "text");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(86400)));

        assertThat(source.read(file)).isInstanceOf(Content.Bytes.class);
    }

    @Test
    void readsAFileThatWasJustWritten() throws IOException {
        Path file = Files.writeString(temp.resolve("pfile"), "text");

        assertThat(source.read(file)).isInstanceOf(Content.Bytes.class);
    }

    @Test
    void aFileBeingWrittenIsRefusedOrReadWhole() throws Exception {
        Path file = Files.createFile(temp.resolve("pfile"));
        String text = "0123456789".repeat(15);
        AtomicBoolean isRunning = new AtomicBoolean(true);
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> writeSlowly(file, text, isRunning));

        Content duringWrite = source.read(file);
        Content afterwards = duringWrite;
        while (!writer.isDone()) {
            afterwards = source.read(file);
            if (afterwards instanceof Content.Bytes bytes) {
                assertThat(bytes.bytes()).asString().isEqualTo(text);
            }
        }
        writer.get();

        assertThat(duringWrite).isInstanceOf(Content.Unusable.class);
        assertThat(((Content.Unusable) duringWrite).why())
                .endsWith("is being written at this moment: try again when it is whole");
        assertThat(((Content.Bytes) source.read(file)).bytes()).asString().isEqualTo(text);
    }

    private static void writeSlowly(Path file, String text, AtomicBoolean isRunning) {
        try {
            for (int i = 0; i < text.length() && isRunning.get(); i++) {
                byte[] octet = text.substring(i, i + 1).getBytes(StandardCharsets.US_ASCII);
                Files.write(file, octet, StandardOpenOption.APPEND);
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void saysWhyAFileCannotBeUsed() {
        assertThat(source.read(temp)).isEqualTo(new Content.Unusable(temp + " is a directory, not a file"));
        assertThat(source.read(temp.resolve("none")))
                .isEqualTo(new Content.Unusable(temp.resolve("none") + " does not exist"));
    }
}
