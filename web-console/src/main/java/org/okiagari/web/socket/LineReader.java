package org.okiagari.web.socket;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads lines of bounded length. */
final class LineReader {
    /** Thrown for a line that is longer than allowed. */
    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1;

        TooLong(int max) {
            super("A request is one line of at most " + max + " bytes.");
        }
    }

    private final InputStream in;
    private final int max;
    private final byte[] buffer = new byte[8192];
    private int position;
    private int end;

    LineReader(InputStream in, int max) {
        this.in = in;
        this.max = max;
    }

    /** Returns the next line without its end; empty when the other side has closed. */
    Optional<String> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (fill()) {
            int start = position;
            while (position < end && buffer[position] != '\n') {
                position++;
            }
            if (line.size() + position - start > max) {
                throw new TooLong(max);
            }
            line.write(buffer, start, position - start);
            if (position < end) {
                position++;
                return Optional.of(line.toString(StandardCharsets.UTF_8));
            }
        }
        return Optional.empty();
    }

    private boolean fill() throws IOException {
        if (position == end) {
            position = 0;
            end = Math.max(in.read(buffer), 0);
        }
        return position < end;
    }
}
