package org.okiagari.linux;

import java.nio.file.Path;
import java.util.Optional;

/** Says whether a file may be run at all: the safe files of CONTRACT section 2. Asked before each run. */
@FunctionalInterface
public interface ScriptGate {
    /** Lets everything pass. */
    ScriptGate OPEN = file -> Optional.empty();

    /** Returns why a file is not run, nothing if it may be. */
    Optional<String> refusal(Path file);
}
