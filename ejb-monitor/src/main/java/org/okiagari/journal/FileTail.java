package org.okiagari.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.okiagari.api.text.Escaper;
import org.okiagari.pcheck.Refused;
import org.okiagari.pcheck.ScriptOutput;

/** Reads the end of a script's output file. */
public final class FileTail implements ScriptOutput {
    @Override
    public String tail(Path file, int maxBytes) {
        if (!Files.isRegularFile(file)) {
            return "";
        }
        try {
            return Escaper.block(Tail.last(file, maxBytes));
        } catch (IOException e) {
            throw new Refused(file + " cannot be read: " + e.getMessage());
        }
    }
}
