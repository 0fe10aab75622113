package org.okiagari.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The files of a directory that somebody works in: what vanishes during the look, as temporary files do, was never there. */
public final class LiveFiles {
    private LiveFiles() {}

    /**
     * Returns the mode bits, without the file's type, of the directory and of all below it; links are left out.
     *
     * @throws IOException if one cannot be looked at for another reason than that it has gone
     */
    public static SortedMap<Path, Integer> modesBelow(Path directory) throws IOException {
        return below(directory, attributes -> !attributes.isSymbolicLink(), LiveFiles::mode);
    }

    /**
     * Returns the texts of the regular files below a directory, as UTF-8.
     *
     * @throws IOException if one cannot be read for another reason than that it has gone
     */
    public static SortedMap<Path, String> textsBelow(Path directory) throws IOException {
        return below(
                directory,
                BasicFileAttributes::isRegularFile,
                file -> new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    }

    private static int mode(Path file) throws IOException {
        return (int) Files.getAttribute(file, "unix:mode") & 07777;
    }

    private static <T> SortedMap<Path, T> below(Path directory, Predicate<BasicFileAttributes> wanted, Look<T> look)
            throws IOException {
        SortedMap<Path, T> seen = new TreeMap<>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) throws IOException {
                return visitFile(each, attributes);
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                try {
                    if (wanted.test(attributes)) {
                        seen.put(file, look.at(file));
                    }
                } catch (NoSuchFileException e) {
                    // Gone since it was listed.
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException && !file.equals(directory)) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }
        });
        return Collections.unmodifiableSortedMap(seen);
    }

    private interface Look<T> {
        T at(Path file) throws IOException;
    }
}
