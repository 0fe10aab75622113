package org.okiagari.linux;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.okiagari.saver.SavedPent;
import org.okiagari.saver.StateReplay;

/** The state file of 1.0 before there was a log: a title, boot id, pfile, start or stop, then a line for each PENT. */
final class OldStateFile {
    private static final Logger LOGGER = Logger.getLogger(OldStateFile.class.getName());
    private static final String TITLE = "okiagari-state 1";
    private static final int HEAD_LINES = 4;

    private OldStateFile() {}

    static Optional<StateFile.Found> read(String text, Path pfile, String bootId) {
        List<String> lines = text.lines().toList();
        if (lines.size() < HEAD_LINES
                || !lines.get(0).equals(TITLE)
                || !lines.get(2).equals(ReplacedFile.escaped(pfile.toString()))) {
            return Optional.empty();
        }
        try {
            List<SavedPent> pents =
                    lines.stream().skip(HEAD_LINES).map(SavedPentLine::parse).toList();
            boolean sameBoot = !bootId.isEmpty() && lines.get(1).equals(bootId);
            return Optional.of(new StateFile.Found(new StateReplay(lines.get(3).equals("start"), pents, 0), sameBoot));
        } catch (IllegalArgumentException e) {
            LOGGER.log(Level.WARNING, "The saved state is broken, monitoring begins anew", e);
            return Optional.empty();
        }
    }
}
