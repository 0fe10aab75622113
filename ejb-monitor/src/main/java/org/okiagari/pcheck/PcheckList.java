package org.okiagari.pcheck;

import java.nio.file.Path;
import java.util.List;

/** The pfiles that a command added, kept over restarts of the server until they are ended. */
public interface PcheckList {
    /** Returns the kept pfiles. */
    List<Path> kept();

    /** Keeps one. Failures are logged, never thrown. */
    void keep(Path pfile);

    /** Forgets one. */
    void forget(Path pfile);
}
