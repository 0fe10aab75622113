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
import java.util.Objects;

/**
 * A library that stands between one process and libc (LD_PRELOAD), made by gcc of a source beside this class, and the numbers
 * that steer it while that process runs.
 *
 * @param library the library
 * @param words the file of its 8-byte numbers, which it has mapped
 */
record Preload(Path library, Path words) {
    private static final int WORD = Long.BYTES;

    /** Makes {@code name.so} of {@code name.c}, and so many numbers, all 0; it needs gcc and the headers of libc. */
    static Preload make(Path directory, String name, int count) {
        Path source = directory.resolve(name + ".c");
        Path library = directory.resolve(name + ".so");
        try (InputStream in = Objects.requireNonNull(Preload.class.getResourceAsStream(name + ".c"))) {
            Files.copy(in, source);
            compile(source, library);
            return new Preload(library, Files.write(directory.resolve(name), new byte[count * WORD]));
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

    long get(int index) {
        try {
            return ByteBuffer.wrap(Files.readAllBytes(words))
                    .order(ByteOrder.nativeOrder())
                    .getLong(index * WORD);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void set(int index, long value) {
        ByteBuffer bytes = ByteBuffer.allocate(WORD).order(ByteOrder.nativeOrder());
        try (FileChannel file = FileChannel.open(words, StandardOpenOption.WRITE)) {
            file.write(bytes.putLong(0, value), (long) index * WORD);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
