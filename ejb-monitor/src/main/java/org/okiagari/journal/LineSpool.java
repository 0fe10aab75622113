package org.okiagari.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lines that a sink has not delivered yet, so that they survive us: {@code state/<sink>.spool}, and how far it has come,
 * {@code state/<sink>.cursor}. Not forced to the disk: they survive our death, and after a power cut events.jsonl has them.
 */
final class LineSpool implements AutoCloseable {
    private static final Set<OpenOption> APPEND =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    private static final Set<OpenOption> NEW =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
    /** So much that is delivered already may stay in the file. */
    private static final long SLACK = 256 * 1024;

    private final Path file;
    private final Path cursor;
    private @Nullable FileChannel channel;

    /**
     * A line on its way.
     *
     * @param number counts up, over restarts too
     * @param time when it happened
     * @param ident who speaks
     * @param pid in the ident's brackets
     * @param severity of syslog
     * @param text without control characters
     */
    record Line(long number, Instant time, String ident, long pid, int severity, String text) {
        private String print() {
            return number + "\t" + time.toEpochMilli() + "\t" + ident + "\t" + pid + "\t" + severity + "\t" + text
                    + "\n";
        }

        private static Optional<Line> parse(String text) {
            String[] parts = text.split("\t", 6);
            try {
                return Optional.of(new Line(
                        Long.parseLong(parts[0]),
                        Instant.ofEpochMilli(Long.parseLong(parts[1])),
                        parts[2],
                        Long.parseLong(parts[3]),
                        Integer.parseInt(parts[4]),
                        parts[5]));
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                return Optional.empty();
            }
        }
    }

    /**
     * How far a sink has come.
     *
     * @param delivered number of the last line that was delivered
     * @param lost lines that found no room since then and are not announced yet
     */
    record Cursor(long delivered, long lost) {}

    LineSpool(Path directory, String sink) {
        this.file = directory.resolve(sink + ".spool");
        this.cursor = directory.resolve(sink + ".cursor");
    }

    /** Returns how far the sink had come, 0 if nobody knows. */
    Cursor cursor() throws IOException {
        try {
            String[] words = Files.readString(cursor).strip().split(" ");
            return new Cursor(Long.parseLong(words[0]), Long.parseLong(words[1]));
        } catch (NoSuchFileException | IllegalArgumentException | IndexOutOfBoundsException e) {
            // The first start, or not ours: what is in the spool is delivered, once more than never.
            return new Cursor(0, 0);
        }
    }

    /** Returns the lines after a number, oldest first; torn ones are left out. */
    List<Line> after(long delivered) throws IOException {
        List<Line> lines = new ArrayList<>();
        try {
            // Not as strict as readAllLines: a kill may have torn a character of the last line.
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            for (String line : text.substring(0, text.lastIndexOf('\n') + 1).split("\n")) {
                Line.parse(line).filter(one -> one.number > delivered).ifPresent(lines::add);
            }
        } catch (NoSuchFileException e) {
            // Nothing waits.
        }
        return lines;
    }

    /** Takes a line more; on failure the file may hold a part of it, and is to be rewritten. */
    void append(Line line) throws IOException {
        FileChannel out = channel;
        if (out == null) {
            out = FileChannel.open(file, APPEND, mode());
            channel = out;
        }
        write(out, line.print());
    }

    /** Says how far the sink has come. */
    void keep(Cursor present) throws IOException {
        replace(cursor, present.delivered + " " + present.lost + "\n");
    }

    /** Empties the file if what it holds is delivered and much of it. */
    void trim() throws IOException {
        FileChannel out = channel;
        if (out != null && out.size() > SLACK) {
            out.truncate(0);
        }
    }

    /** Returns how many bytes the file has. */
    long size() throws IOException {
        FileChannel out = channel;
        return out == null ? 0 : out.size();
    }

    /** Puts a file with these lines alone in the place of the present one; returns about how many bytes it has. */
    long rewrite(Collection<Line> lines) throws IOException {
        close();
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line.print()));
        replace(file, text.toString());
        return text.length();
    }

    @Override
    public void close() {
        FileChannel out = channel;
        channel = null;
        if (out != null) {
            try {
                out.close();
            } catch (IOException e) {
                // What was written is written.
            }
        }
    }

    private static void replace(Path file, String text) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".tmp");
        try (FileChannel out = FileChannel.open(next, NEW, mode())) {
            write(out, text);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void write(FileChannel out, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    private static FileAttribute<?> mode() {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    }
}
