package org.okiagari.linux;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.okiagari.api.health.SegmentWriter;
import org.okiagari.api.health.ServerProcess;

/** A process that writes one segment as fast as it can until it is killed. */
final class SegmentAtFullLoad {
    static final int LONGEST = 64 * 1024;

    private SegmentAtFullLoad() {}

    /** Writes to the file that is named; a payload holds one letter again and again, and each has another. */
    public static void main(String[] args) throws Exception {
        ServerProcess self = ServerProcess.self();
        SegmentWriter writer = SegmentWriter.create(Path.of(args[0]), self, LONGEST, payload(0, 1), 0, 0);
        Random random = new Random();
        for (int letter = 1; ; letter = (letter + 1) % 26) {
            writer.write(payload(letter, 1 + random.nextInt(LONGEST)), System.nanoTime() / 1_000_000, 0);
        }
    }

    private static SegmentWriter.Payload payload(int letter, int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) ('a' + letter));
        return new SegmentWriter.Payload(List.of(bytes));
    }
}
