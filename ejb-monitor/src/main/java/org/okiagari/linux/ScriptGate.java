package org.okiagari.linux;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.okiagari.api.files.SafeFiles;

/** Says whether a file may be run at all: the safe files of CONTRACT section 2. Asked before each run. */
@FunctionalInterface
public interface ScriptGate {
    /** Lets everything pass. */
    ScriptGate OPEN = file -> Optional.empty();

    /** Most unsafe paths that are remembered as said. */
    int MOST_REMARKS = 10_000;

    /** Returns why a file is not run, nothing if it may be. */
    Optional<String> refusal(Path file);

    /**
     * Returns the gate of a rule. Where unsafe paths are allowed, it says once for each what is wrong with it.
     *
     * @param warnings takes the sentences
     */
    static ScriptGate of(SafeFiles files, Consumer<String> warnings) {
        if (!files.allowsUnsafe()) {
            return files::whyUnsafe;
        }
        Set<String> said = ConcurrentHashMap.newKeySet();
        return file -> {
            files.remark(file)
                    .filter(remark -> said.size() < MOST_REMARKS && said.add(remark))
                    .ifPresent(warnings);
            return Optional.empty();
        };
    }
}
