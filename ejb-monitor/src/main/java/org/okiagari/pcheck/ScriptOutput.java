package org.okiagari.pcheck;

import java.nio.file.Path;

/** Reads the end of what restart scripts wrote. */
public interface ScriptOutput {
    /** Returns the last bytes of a file as text with control characters escaped; empty if there is none. */
    String tail(Path file, int maxBytes);
}
