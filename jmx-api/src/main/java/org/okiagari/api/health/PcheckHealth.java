package org.okiagari.api.health;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a segment tells of one pcheck: the very texts that padmin prints.
 *
 * @param head all but its PENTs
 * @param pents one block of {@code show pent} for each PENT, in the order of the pfile, without the blank line between
 */
public record PcheckHealth(Head head, List<String> pents) {
    /** Copies the list. */
    public PcheckHealth {
        pents = List.copyOf(pents);
    }

    /**
     * A pcheck without its PENTs.
     *
     * @param bootId boot of the kernel in which it was written; pids and clocks of another boot mean nothing
     * @param name base name of the pfile
     * @param pfile absolute path of the pfile, as it was named at the start
     * @param list its block of {@code padmin -l}
     * @param param what {@code show param} prints
     * @param more our own parameters, lines of the same form: DETECT, SCRIPT_TIMEOUT, SETTLE
     */
    public record Head(String bootId, String name, String pfile, String list, String param, String more) {}

    /** Returns the first piece of a payload. */
    public static byte[] bytes(Head head, int pents) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (String text : List.of(head.bootId, head.name, head.pfile, head.list, head.param, head.more)) {
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                out.writeInt(utf8.length);
                out.write(utf8);
            }
            out.writeInt(pents);
        } catch (IOException e) {
            throw new UncheckedIOException("Memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    /** Returns the piece of a payload for one PENT. */
    public static byte[] bytes(String pent) {
        byte[] utf8 = pent.getBytes(StandardCharsets.UTF_8);
        byte[] piece = new byte[Integer.BYTES + utf8.length];
        for (int i = 0; i < Integer.BYTES; i++) {
            piece[i] = (byte) (utf8.length >>> 8 * (Integer.BYTES - 1 - i));
        }
        System.arraycopy(utf8, 0, piece, Integer.BYTES, utf8.length);
        return piece;
    }

    /**
     * Reads a payload back.
     *
     * @throws IOException if it is none
     */
    public static PcheckHealth of(byte[] payload) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(payload));
        Head head = new Head(text(in), text(in), text(in), text(in), text(in), text(in));
        List<String> pents = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            pents.add(text(in));
        }
        return new PcheckHealth(head, pents);
    }

    private static String text(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("not the health of a pcheck");
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
