package org.okiagari.dist;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The distribution that the build has made, unpacked once for all JVMs of tests. */
final class Distribution {
    private static final Path ARCHIVE = Path.of(System.getProperty("okiagari.distribution", ""));
    private static final Path BASE = ARCHIVE.resolveSibling("it");

    private Distribution() {}

    /** Returns the directory below which tests work. */
    static Path base() {
        return BASE;
    }

    /** Returns the tree; another JVM that is unpacking it is waited for, and one of an older build is replaced. */
    static Path tree() throws IOException {
        Path tree = BASE.resolve("tree");
        Path which = BASE.resolve("tree.which");
        String archive = ARCHIVE + " " + Files.getLastModifiedTime(ARCHIVE) + "\n";
        Files.createDirectories(BASE);
        try (FileChannel channel = FileChannel.open(
                        BASE.resolve("tree.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock alone = channel.lock()) {
            if (alone.isValid()
                    && !(Files.exists(which) && Files.readString(which).equals(archive))) {
                Host.run(List.of("rm", "-rf", tree.toString()));
                Files.createDirectories(tree);
                Host.run(List.of("tar", "xzf", ARCHIVE.toString(), "--strip-components=1", "-C", tree.toString()));
                Files.writeString(which, archive);
            }
        }
        return tree;
    }
}
