package org.okiagari.pcheck;

import java.nio.file.Path;

/** One monitor per pfile, IPCKEY and SHM_DUMP_FILE on a host, in one server or two, in one home or two. */
public interface Claims {
    /** Takes the key and the file for a pcheck, until the claim is closed or the server dies. */
    Answer claim(long ipckey, Path realPath);

    /** Takes a dump file for the pcheck of a pfile, until the claim is closed or the server dies. */
    Answer claimDump(Path dumpFile, Path pfile);

    /** What came of it. */
    sealed interface Answer {
        /** They are ours until it is closed. */
        non-sealed interface Claim extends Answer, AutoCloseable {
            @Override
            void close();
        }

        /**
         * Somebody else holds one of them.
         *
         * @param isKey the IPCKEY is in use; else the file is
         * @param holder who: pid and pfile, for people
         */
        record Held(boolean isKey, String holder) implements Answer {}

        /**
         * It could not be told.
         *
         * @param why one sentence
         */
        record Failed(String why) implements Answer {}
    }
}
