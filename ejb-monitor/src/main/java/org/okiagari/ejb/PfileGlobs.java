package org.okiagari.ejb;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Logger;
import java.util.regex.Pattern;

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
            List<Path> found = new ArrayList<>();
            Files.walkFileTree(conf, Set.of(), depth, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (matcher.matches(conf.relativize(file)) && !Files.isDirectory(file) && isMeant(file)) {
                        found.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                    return goOnWithout(conf, file, e);
                }
            });
            Collections.sort(found);
            return found;
        } catch (IOException | IllegalArgumentException e) {
            LOGGER.warning("PFILES: " + glob + " below " + conf + " cannot be searched: " + e);
            return List.of();
        }
    }

    /** One file that vanishes during the look, as an editor's copy does, must not cost all others their saver. */
    private static FileVisitResult goOnWithout(Path conf, Path file, IOException e) throws IOException {
        if (file.equals(conf)) {
            throw e;
        }
        if (!(e instanceof NoSuchFileException)) {
            LOGGER.warning("PFILES: " + file + " cannot be searched: " + e);
        }
        return FileVisitResult.CONTINUE;
    }

    private static boolean isMeant(Path file) {
        boolean isLeftover = LEFTOVER.matcher(file.getFileName().toString()).matches();
        if (isLeftover) {
            LOGGER.info(file + " is not started: its name is that of a left-over copy");
        }
        return !isLeftover;
    }
}
