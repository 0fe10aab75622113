package org.okiagari.api.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The lines of a text file, whatever its encoding.
 *
 * <p>A line that is UTF-8 is read as such. Any other (EUC-JP, Shift_JIS: in comments, mostly) is read byte by byte as
 * ISO-8859-1: the characters that make the grammar are ASCII and never the second half of another one there, but for
 * the backslash. Lines end with LF, CRLF or CR; a BOM is left out.
 */
public final class Lines implements Iterator<Lines.Line> {
    /** Longest line that is read, in bytes. */
    public static final int MAX_LENGTH = 64 * 1024;

    private final byte[] content;
    private int next;
    private int number;

    /** Makes one that begins behind a BOM. */
    public Lines(byte[] content) {
        this.content = content;
        this.next = startsWithBom(content) ? 3 : 0;
    }

    /**
     * One line.
     *
     * @param number from 1
     * @param text without its end; only the beginning if it is too long
     * @param isUtf8 it was read as UTF-8, ASCII included
     * @param isTooLong it is longer than any line may be
     */
    public record Line(int number, String text, boolean isUtf8, boolean isTooLong) {}

    @Override
    public boolean hasNext() {
        return next < content.length;
    }

    @Override
    public Line next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        int from = next;
        int end = from;
        while (end < content.length && content[end] != '\n' && content[end] != '\r') {
            end++;
        }
        boolean isCrlf = end + 1 < content.length && content[end] == '\r' && content[end + 1] == '\n';
        next = end + (isCrlf ? 2 : 1);
        number++;
        boolean isTooLong = end - from > MAX_LENGTH;
        return decode(number, content, from, isTooLong ? 2 * Escaper.MAX_LENGTH : end - from, isTooLong);
    }

    /** Returns one line whose bytes are known. */
    public static Line of(int number, byte[] bytes) {
        return decode(number, bytes, 0, bytes.length, false);
    }

    private static Line decode(int number, byte[] content, int from, int length, boolean isTooLong) {
        for (int i = from; i < from + length; i++) {
            if (content[i] < 0) {
                return decodeWide(number, content, from, length, isTooLong);
            }
        }
        return new Line(number, new String(content, from, length, StandardCharsets.US_ASCII), true, isTooLong);
    }

    private static Line decodeWide(int number, byte[] content, int from, int length, boolean isTooLong) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(content, from, length);
            String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            return new Line(number, text, true, isTooLong);
        } catch (CharacterCodingException notUtf8) {
            String text = new String(content, from, length, StandardCharsets.ISO_8859_1);
            return new Line(number, text, false, isTooLong);
        }
    }

    private static boolean startsWithBom(byte[] b) {
        return b.length >= 3 && b[0] == (byte) 0xef && b[1] == (byte) 0xbb && b[2] == (byte) 0xbf;
    }
}
