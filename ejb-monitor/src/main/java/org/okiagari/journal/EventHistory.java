package org.okiagari.journal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.okiagari.pcheck.EventText;

/** Reads old events back from the files. */
final class EventHistory {
    private final RotatingFile file;

    EventHistory(RotatingFile file) {
        this.file = file;
    }

    /** Returns at most {@code max} events after a number, oldest first; torn lines are left out. */
    List<EventText> after(long afterSeq, int max) throws IOException {
        List<EventText> found = new ArrayList<>();
        List<InputStream> streams = file.readers();
        try {
            List<Piece> pieces = new ArrayList<>();
            for (InputStream stream : streams) {
                pieces.add(new Piece(stream));
            }
            for (int i = firstNeeded(pieces, afterSeq); i < pieces.size() && found.size() < max; i++) {
                pieces.get(i).read(afterSeq, max, found);
            }
        } finally {
            for (InputStream stream : streams) {
                stream.close();
            }
        }
        return found;
    }

    /** A piece is not needed if the one after it begins early enough. */
    private static int firstNeeded(List<Piece> pieces, long afterSeq) {
        for (int i = pieces.size() - 1; i > 0; i--) {
            if (pieces.get(i).firstSeq() <= afterSeq + 1) {
                return i;
            }
        }
        return 0;
    }

    /** One file, of which the first line is read at once. */
    private static final class Piece {
        private final BufferedReader lines;
        private @Nullable String line;

        Piece(InputStream stream) throws IOException {
            lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
            line = lines.readLine();
        }

        long firstSeq() {
            return line == null ? Long.MAX_VALUE : EventLine.seq(line).orElse(Long.MAX_VALUE);
        }

        void read(long afterSeq, int max, List<EventText> found) throws IOException {
            while (line != null && found.size() < max) {
                if (EventLine.seq(line).orElse(-1) > afterSeq) {
                    EventLine.parse(line).ifPresent(found::add);
                }
                line = lines.readLine();
            }
        }
    }
}
