package org.okiagari.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The end of a file of lines. */
final class Tail {
    private static final int CHUNK = 64 * 1024;

    private Tail() {}

    /** Cuts what a sudden end left behind the last newline. */
    static void cutTornLine(Path path) throws IOException {
        if (!Files.isRegularFile(path) || Files.size(path) == 0) {
            return;
        }
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            long whole = afterLastNewline(file);
            if (whole < file.length()) {
                file.setLength(whole);
            }
        }
    }

    /** Returns the number of the last whole event of a file, none if there is none. */
    static OptionalLong lastSeq(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            return OptionalLong.empty();
        }
        String[] lines = last(path, CHUNK).split("\n", -1);
        // What stands behind the last newline is torn.
        for (int i = lines.length - 2; i >= 0; i--) {
            OptionalLong seq = EventLine.seq(lines[i]);
            if (seq.isPresent()) {
                return seq;
            }
        }
        return OptionalLong.empty();
    }

    /** Returns at most so many bytes of the end of a file as text; halves of characters become replacements. */
    static String last(Path path, int maxBytes) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            long start = Math.max(0, file.length() - maxBytes);
            byte[] bytes = new byte[(int) Math.min(maxBytes, file.length() - start)];
            file.seek(start);
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private static long afterLastNewline(RandomAccessFile file) throws IOException {
        byte[] chunk = new byte[CHUNK];
        long end = file.length();
        while (end > 0) {
            int length = (int) Math.min(CHUNK, end);
            file.seek(end - length);
            file.readFully(chunk, 0, length);
            for (int i = length - 1; i >= 0; i--) {
                if (chunk[i] == '\n') {
                    return end - length + i + 1;
                }
            }
            end -= length;
        }
        return 0;
    }
}
