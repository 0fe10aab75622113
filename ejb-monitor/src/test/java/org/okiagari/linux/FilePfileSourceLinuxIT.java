package org.okiagari.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.okiagari.api.files.SafeFiles;
import org.okiagari.pcheck.PfileSource.Content;

class FilePfileSourceLinuxIT {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path temp;

    private final HandTime time = new HandTime();
    private final FilePfileSource source = new FilePfileSource(SafeFiles.ofThisProcess(true), time);
    private Path file;

    /** Time that passes only while the source waits; something may happen in each pause. */
    private static final class HandTime implements FilePfileSource.Time {
        private Duration passed = Duration.ZERO;
        private Runnable inPause = () -> {};

        @Override
        public long monotonicNanos() {
            return passed.toNanos();
        }

        @Override
        public long wallMillis() {
            return NOW.plus(passed).toEpochMilli();
        }

        @Override
        public void pause(Duration span) {
            passed = passed.plus(span);
            inPause.run();
        }
    }

    @BeforeEach
    void makeFile() throws IOException {
        file = temp.toRealPath().resolve("pfile");
        write("text", NOW.minusSeconds(60));
    }

    private void write(String text, Instant modified) {
        try {
            Files.writeString(file, text);
            Files.setLastModifiedTime(file, FileTime.from(modified));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Content content) {
        return new String(((Content.Bytes) content).bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void readsAQuietFileAtOnceAndTellsItsRealPath() throws IOException {
        Path link = Files.createSymbolicLink(temp.resolve("link"), file);

        Content content = source.read(link);

        assertThat(text(content)).isEqualTo("text");
        assertThat(((Content.Bytes) content).realPath()).isEqualTo(file);
        assertThat(time.passed).isZero();
    }

    @Test
    void readsAFileFromTheFutureAtOnce() {
        write("text", NOW.plusSeconds(86400));

        assertThat(text(source.read(file))).isEqualTo("text");
        assertThat(time.passed).isZero();
    }

    @Test
    void waitsUntilAFileThatWasJustWrittenHasBeenQuiet() {
        write("text", NOW.minusMillis(50));

        assertThat(text(source.read(file))).isEqualTo("text");
        assertThat(time.passed).isBetween(Duration.ofMillis(140), FilePfileSource.QUIET);
    }

    @Test
    void aFileBeingWrittenIsReadWhenItIsWhole() {
        write("1", NOW);
        time.inPause = () -> {
            if (time.passed.toMillis() <= 500) {
                write("1".repeat(1 + (int) time.passed.toMillis() / 20), NOW.plus(time.passed));
            }
        };

        assertThat(text(source.read(file))).hasSize(26);
        assertThat(time.passed.toMillis()).isBetween(700L, 720L);
    }

    @Test
    void aFileThatIsWrittenAllTheTimeIsRefused() {
        write("1", NOW);
        time.inPause = () -> write("1".repeat(1 + (int) time.passed.toMillis() / 20), NOW.plus(time.passed));

        assertThat(source.read(file))
                .isEqualTo(new Content.Unusable(file + " is being written at this moment: try again when it is whole"));
        assertThat(time.passed).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void aFileWrittenBehindItsOwnTimeStampIsSeenToo() {
        write("1", NOW);
        time.inPause = () -> {
            if (time.passed.toMillis() <= 100) {
                write("1".repeat(1 + (int) time.passed.toMillis() / 20), NOW);
            }
        };

        assertThat(text(source.read(file))).hasSize(6);
    }

    @Test
    void saysWhyAFileCannotBeUsed() throws IOException {
        assertThat(source.read(temp))
                .isEqualTo(new Content.Unusable(temp.toRealPath() + " is a directory, not a file"));
        assertThat(source.read(temp.resolve("none")))
                .isEqualTo(new Content.Unusable(temp.resolve("none") + " does not exist"));
    }
}
