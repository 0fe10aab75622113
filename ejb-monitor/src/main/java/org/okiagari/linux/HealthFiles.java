package org.okiagari.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.okiagari.api.health.LastKnown;
import org.okiagari.api.health.ServerProcess;
import org.okiagari.pcheck.HealthSegments;
import org.okiagari.pcheck.PcheckSnapshot;
import org.okiagari.saver.Now;

/** Health segments as mapped files of the owner alone, {@code run/<IPCKEY>.health} (ADR 0009). */
public final class HealthFiles implements HealthSegments {
    private static final Logger LOGGER = Logger.getLogger(HealthFiles.class.getName());

    private final Path run;
    private final String bootId = LastKnown.bootId();
    private final @Nullable ServerProcess self;
    private final Set<Path> ours = ConcurrentHashMap.newKeySet();

    /** Makes segments in the directory {@code run} of a home. */
    public HealthFiles(Path run) {
        this.run = run;
        this.self = self();
    }

    private static @Nullable ServerProcess self() {
        try {
            return ServerProcess.self();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "No health segments: /proc does not tell when this process was started", e);
            return null;
        }
    }

    @Override
    public Segment open(String ipckey) {
        Path file = LastKnown.file(run, ipckey);
        ours.add(file);
        return self == null ? new NoSegment() : new HealthFile(file, self, bootId);
    }

    @Override
    public void sweep() {
        for (LastKnown known : LastKnown.all(run)) {
            boolean isAbandoned = !ours.contains(known.file()) && known.life() == ServerProcess.Life.GONE;
            if (isAbandoned) {
                try {
                    Files.deleteIfExists(known.file());
                } catch (IOException e) {
                    LOGGER.log(Level.WARNING, "An old health segment cannot be deleted: " + known.file(), e);
                }
            }
        }
    }

    /** Where a process cannot say who it is, nobody could tell what its segment is worth. */
    private static final class NoSegment implements Segment {
        @Override
        public void show(PcheckSnapshot snapshot, Now now) {
            // Nothing is shown.
        }

        @Override
        public void remove() {
            // Nothing is there.
        }
    }
}
