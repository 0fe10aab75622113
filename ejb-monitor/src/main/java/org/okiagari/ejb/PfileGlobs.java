package org.okiagari.ejb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the pfiles that start with the server: PFILES, globs below conf/. */
final class PfileGlobs {
    private static final Logger LOGGER = Logger.getLogger(PfileGlobs.class.getName());

    /** What editors and packages leave beside a file; it was never meant to be started. */
    private static final Pattern LEFTOVER = Pattern.compile(".*(~|\\.sw[a-p]|\\.rpm(save|new|orig)|\\.dpkg-\\w+)");

    private PfileGlobs() {}

    /** Returns the files in the order of the globs, by name within each. */
    static List<Path> find(Path conf, List<String> globs) {
        Set<Path> found = new LinkedHashSet<>();
        for (String glob : globs) {
            found.addAll(find(conf, glob));
        }
        return new ArrayList<>(found);
    }

    private static List<Path> find(Path conf, String glob) {
        try {
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
            int depth = glob.contains("**") ? Integer.MAX_VALUE : Path.of(glob).getNameCount();
            try (Stream<Path> files = Files.walk(conf, depth)) {
                return files.filter(file -> matcher.matches(conf.relativize(file)))
                        .filter(file -> !Files.isDirectory(file))
                        .filter(PfileGlobs::isMeant)
                        .sorted()
                        .toList();
            }
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            LOGGER.warning("PFILES: " + glob + " below " + conf + " cannot be searched: " + e);
            return List.of();
        }
    }

    private static boolean isMeant(Path file) {
        boolean isLeftover = LEFTOVER.matcher(file.getFileName().toString()).matches();
        if (isLeftover) {
            LOGGER.info(file + " is not started: its name is that of a left-over copy");
        }
        return !isLeftover;
    }
}
