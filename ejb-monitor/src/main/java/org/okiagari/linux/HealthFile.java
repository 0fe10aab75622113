package org.okiagari.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.okiagari.api.health.PcheckHealth;
import org.okiagari.api.health.SegmentWriter;
import org.okiagari.api.health.ServerProcess;
import org.okiagari.pcheck.HealthSegments;
import org.okiagari.pcheck.PcheckSnapshot;
import org.okiagari.pcheck.PentSnapshot;
import org.okiagari.pcheck.ShowText;
import org.okiagari.pfile.Param;
import org.okiagari.saver.Now;

/** The segment of one pcheck: the texts of PENTs that did not change are kept, not made again. One thread at a time. */
final class HealthFile implements HealthSegments.Segment {
    private static final int ROOM = 4096;
    private static final long DEFAULT_SETTLE_MILLIS = 1000;
    private static final long MILLI = 1_000_000;

    private final Path file;
    private final ServerProcess self;
    private final String bootId;
    private @Nullable SegmentWriter segment;
    private @Nullable PcheckSnapshot last;
    private PentSnapshot[] pents = {};
    private byte[][] pieces = {};
    private byte[] head = {};
    private boolean isWritten;

    HealthFile(Path file, ServerProcess self, String bootId) {
        this.file = file;
        this.self = self;
        this.bootId = bootId;
    }

    @Override
    public void show(PcheckSnapshot snapshot, Now now) {
        // A heartbeat of the same snapshot makes no text anew: it comes each second, for ever.
        boolean isOther = snapshot != last && (update(snapshot.pents()) | updateHead(snapshot));
        last = snapshot;
        isWritten = isWritten && !isOther;
        SegmentWriter present = Files.exists(file) ? segment : null;
        if (isWritten && present != null) {
            present.beat(millis(now), now.wall().toEpochMilli());
        } else {
            write(payload(), present, now);
            isWritten = true;
        }
    }

    /** Makes the pieces of what changed; tells whether anything did. */
    private boolean update(List<PentSnapshot> present) {
        boolean isOther = present.size() != pents.length;
        if (isOther) {
            pents = Arrays.copyOf(pents, present.size());
            pieces = Arrays.copyOf(pieces, present.size());
        }
        int i = 0;
        for (PentSnapshot pent : present) {
            if (pents[i] != pent) {
                byte[] piece = PcheckHealth.bytes(ShowText.pent(pent));
                isOther |= !Arrays.equals(pieces[i], piece);
                pents[i] = pent;
                pieces[i] = piece;
            }
            i++;
        }
        return isOther;
    }

    private boolean updateHead(PcheckSnapshot snapshot) {
        byte[] present = PcheckHealth.bytes(
                new PcheckHealth.Head(
                        bootId,
                        snapshot.name(),
                        snapshot.pfile(),
                        ShowText.list(List.of(snapshot)),
                        ShowText.param(snapshot),
                        more(snapshot.param())),
                pieces.length);
        boolean isOther = !Arrays.equals(head, present);
        head = present;
        return isOther;
    }

    private static String more(Param param) {
        return "DETECT = " + param.detect().name().toLowerCase(Locale.ROOT) + "\nSCRIPT_TIMEOUT = "
                + param.scriptTimeout().toSeconds() + "\nSETTLE = "
                + param.settle().map(Duration::toMillis).orElse(DEFAULT_SETTLE_MILLIS) + "\n";
    }

    private SegmentWriter.Payload payload() {
        List<byte[]> parts = new ArrayList<>(pieces.length + 1);
        parts.add(head);
        parts.addAll(Arrays.asList(pieces));
        return new SegmentWriter.Payload(parts);
    }

    private void write(SegmentWriter.Payload payload, @Nullable SegmentWriter present, Now now) {
        long wall = now.wall().toEpochMilli();
        int length = payload.length();
        if (present != null && present.fits(length)) {
            present.write(payload, millis(now), wall);
            return;
        }
        try {
            segment = SegmentWriter.create(file, self, length + length / 4 + ROOM, payload, millis(now), wall);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void remove() {
        segment = null;
        isWritten = false;
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long millis(Now now) {
        return now.nanos() / MILLI;
    }
}
