package org.okiagari.pcheck;

import java.nio.file.Path;
import java.util.List;
import org.okiagari.pfile.Pfile;

/** Reads pfiles by the rule for safe files (CONTRACT section 2). */
public interface PfileSource {
    /** Reads a file once, or says why not. */
    Content read(Path path);

    /** Returns what is unsafe about the files that the restart commands name, one sentence each; it is asked again before each run. */
    default List<String> remarks(Pfile pfile) {
        return List.of();
    }

    /** What reading gave. */
    sealed interface Content {
        /**
         * The bytes.
         *
         * @param realPath its real path
         * @param bytes what it holds
         * @param warning why it is unsafe where ALLOW_UNSAFE_PATHS lets it pass, else empty
         */
        record Bytes(Path realPath, byte[] bytes, String warning) implements Content {}

        /**
         * It cannot be used.
         *
         * @param why one sentence: what is wrong and what to do
         */
        record Unusable(String why) implements Content {}
    }
}
