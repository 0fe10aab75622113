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
            long length = file.length();
            byte[] bytes = new byte[(int) Math.min(maxBytes, length)];
            file.seek(length - bytes.length);
            int count = 0;
            // Somebody may empty it meanwhile, as ScriptLog does.
            for (int read = 0; read >= 0 && count < bytes.length; count += Math.max(0, read)) {
                read = file.read(bytes, count, bytes.length - count);
            }
            return new String(bytes, 0, count, StandardCharsets.UTF_8);
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
