package org.okiagari.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.okiagari.api.files.SafeFiles;
import org.okiagari.pcheck.PcheckList;

/**
 * The kept pfiles in {@code state/pchecks}: one absolute path a line, {@code \n} and {@code \\} written so inside of it.
 *
 * <p>The file is replaced as a whole: after a crash it holds the old list or the new one.
 */
public final class PcheckListFile implements PcheckList {
    private static final Logger LOGGER = Logger.getLogger(PcheckListFile.class.getName());
    private static final String TITLE =
            "# pfiles started by a command, kept until they are ended. Okiagari writes this.";
    private static final long MOST_BYTES = 16L << 20;

    private final Path file;
    private final SafeFiles files;
    /** What was read or written last: where the file cannot be read for a moment nobody is to be lost by the next change. */
    private Set<Path> last = Set.of();

    /**
     * Makes the list of a home.
     *
     * @param home the server's home
     * @param files the rule for safe files: what root runs is not read from where others write
     */
    public PcheckListFile(Path home, SafeFiles files) {
        this.file = home.resolve("state").resolve("pchecks");
        this.files = files;
    }

    @Override
    public synchronized List<Path> kept() {
        return List.copyOf(read());
    }

    @Override
    public synchronized void keep(Path pfile) {
        Set<Path> paths = read();
        if (paths.add(pfile.toAbsolutePath())) {
            replace(paths);
        }
    }

    @Override
    public synchronized void forget(Path pfile) {
        Set<Path> paths = read();
        if (paths.remove(pfile.toAbsolutePath())) {
            replace(paths);
        }
    }

    private Set<Path> read() {
        Set<Path> paths = new LinkedHashSet<>();
        SafeFiles.Reading reading = files.read(file, MOST_BYTES);
        if (reading instanceof SafeFiles.Reading.Unusable unusable) {
            if (!unusable.isMissing()) {
                LOGGER.log(Level.WARNING, "The list of kept pfiles is not used: {0}", unusable.why());
                paths.addAll(last);
            }
            return paths;
        }
        byte[] bytes = ((SafeFiles.Reading.Content) reading).bytes();
        new String(bytes, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("/") && line.indexOf(0) < 0)
                .forEach(line -> paths.add(Path.of(ReplacedFile.unescaped(line))));
        last = paths;
        return new LinkedHashSet<>(paths);
    }

    private void replace(Set<Path> paths) {
        last = paths;
        List<String> lines = new ArrayList<>(List.of(TITLE));
        paths.forEach(path -> lines.add(ReplacedFile.escaped(path.toString())));
        try {
            ReplacedFile.write(file, String.join("\n", lines) + "\n", true);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "The list of kept pfiles is not written: " + file, e);
        }
    }
}
