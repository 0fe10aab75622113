package org.okiagari.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** The wall clock of one process, shifted while it runs by a library that gcc makes of {@code clock.c}. */
public final class TestClock {
    private final Path library;
    private final Path words;

    private TestClock(Path library, Path words) {
        this.library = library;
        this.words = words;
    }

    /** Makes one in this directory, right at first; it needs gcc and the headers of libc. */
    public static TestClock create(Path directory) {
        Path source = directory.resolve("clock.c");
        Path library = directory.resolve("clock.so");
        try (InputStream in = Objects.requireNonNull(TestClock.class.getResourceAsStream("clock.c"))) {
            Files.copy(in, source);
            compile(source, library);
            TestClock clock = new TestClock(library, Files.write(directory.resolve("clock"), new byte[16]));
            clock.add(Duration.ZERO);
            return clock;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void compile(Path source, Path library) throws IOException {
        Process gcc = new ProcessBuilder(
                        "gcc",
                        "-shared",
                        "-fPIC",
                        "-O2",
                        "-Wall",
                        "-Werror",
                        "-o",
                        library.toString(),
                        source.toString(),
                        "-ldl",
                        "-lpthread")
                .redirectErrorStream(true)
                .start();
        String said = new String(gcc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (gcc.waitFor() != 0) {
                throw new IllegalStateException("gcc: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Returns the command that runs another one under this clock. */
    public List<String> under() {
        return List.of("env", "LD_PRELOAD=" + library, "OKIAGARI_TEST_CLOCK=" + words);
    }

    /** Returns how often something waited until a time of the wall clock; the JVM's own waits are monotonic. */
    public long wallWaits() {
        try {
            return ByteBuffer.wrap(Files.readAllBytes(words))
                    .order(ByteOrder.nativeOrder())
                    .getLong(8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Steps the clock. */
    public void add(Duration step) {
        try (FileChannel file = FileChannel.open(words, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer seconds = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder());
            file.read(seconds, 0);
            seconds.putLong(0, seconds.getLong(0) + step.toSeconds());
            seconds.rewind();
            file.write(seconds, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
