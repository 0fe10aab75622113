package org.okiagari.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.okiagari.pcheck.StateStore;
import org.okiagari.saver.SavedPent;

/**
 * The states of each pcheck in {@code state/<pcheck>.state}: three lines on the whole, then a line for each PENT.
 *
 * <p>It is replaced as a whole at each change and not forced to the disk: it survives the death of the saver, and after a
 * power cut the processes are gone too.
 */
public final class StateFiles implements StateStore {
    private static final Logger LOGGER = Logger.getLogger(StateFiles.class.getName());
    private static final String TITLE = "okiagari-state 1";
    private static final long MOST_BYTES = 64L << 20;
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    private final Path directory;
    private final SafeFiles files;
    private final String bootId;

    /**
     * Makes the store of a home.
     *
     * @param home the server's home
     * @param files the rule for safe files: what root decides by is not read from where others write
     */
    public StateFiles(Path home, SafeFiles files) {
        this.directory = home.resolve("state");
        this.files = files;
        this.bootId = bootId();
    }

    private static String bootId() {
        try {
            return Files.readString(BOOT_ID, StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }

    @Override
    public Optional<Saved> load(Path pfile) {
        SafeFiles.Reading reading = files.read(file(pfile), MOST_BYTES);
        if (reading instanceof SafeFiles.Reading.Content content) {
            return parsed(pfile, new String(content.bytes(), StandardCharsets.UTF_8));
        }
        SafeFiles.Reading.Unusable unusable = (SafeFiles.Reading.Unusable) reading;
        if (!unusable.isMissing()) {
            LOGGER.log(Level.WARNING, "The saved state is not used, monitoring begins anew: {0}", unusable.why());
        }
        return Optional.empty();
    }

    private Optional<Saved> parsed(Path pfile, String text) {
        try {
            List<String> lines = text.lines().toList();
            if (!lines.get(0).equals(TITLE) || !lines.get(2).equals(ReplacedFile.escaped(pfile.toString()))) {
                return Optional.empty();
            }
            boolean sameBoot = lines.get(1).equals(bootId) && !bootId.equals("unknown");
            List<SavedPent> pents = new ArrayList<>();
            lines.subList(4, lines.size()).forEach(line -> pents.add(SavedPentLine.parse(line)));
            return Optional.of(new Saved(lines.get(3).equals("start"), sameBoot, pents));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            LOGGER.log(Level.WARNING, "The saved state is broken, monitoring begins anew: " + file(pfile), e);
            return Optional.empty();
        }
    }

    @Override
    public void save(Path pfile, boolean monitoring, List<SavedPent> pents) {
        StringBuilder text = new StringBuilder(TITLE + "\n" + bootId + "\n")
                .append(ReplacedFile.escaped(pfile.toString()))
                .append(monitoring ? "\nstart\n" : "\nstop\n");
        pents.forEach(pent -> text.append(SavedPentLine.print(pent)).append('\n'));
        try {
            ReplacedFile.write(file(pfile), text.toString(), false);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "The state is not saved: " + file(pfile), e);
        }
    }

    @Override
    public void forget(Path pfile) {
        try {
            Files.deleteIfExists(file(pfile));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "The saved state cannot be deleted: " + file(pfile), e);
        }
    }

    private Path file(Path pfile) {
        return directory.resolve(pfile.getFileName() + ".state");
    }
}
