package org.okiagari.cli;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.okiagari.api.text.Escaper;

/** Prints what is appended to a pcheck's script log, from where it ends now; control characters are escaped. */
final class ScriptTail {
    private static final int CHUNK = 16_384;

    private final Path file;
    private final Terminal terminal;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final ByteBuffer bytes = ByteBuffer.allocate(CHUNK);
    private final CharBuffer chars = CharBuffer.allocate(CHUNK);
    private long position;

    ScriptTail(Path file, Terminal terminal) {
        this.file = file;
        this.terminal = terminal;
        this.position = size();
    }

    /** Prints what has come since the last call. */
    synchronized void print() {
        long size = size();
        if (size < position) {
            // Rotated or cut: what is there now is new.
            position = 0;
        }
        if (size == position) {
            return;
        }
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            in.seek(position);
            copy(in);
        } catch (IOException e) {
            // The file is a view only: the next call tries again.
        }
        terminal.flush();
    }

    private void copy(RandomAccessFile in) throws IOException {
        int length = in.getChannel().read(bytes);
        while (length > 0) {
            position += length;
            bytes.flip();
            decoder.decode(bytes, chars, false);
            bytes.compact();
            chars.flip();
            terminal.print(Escaper.block(chars.toString().replace("\r\n", "\n")));
            chars.clear();
            length = in.getChannel().read(bytes);
        }
    }

    private long size() {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }
}
