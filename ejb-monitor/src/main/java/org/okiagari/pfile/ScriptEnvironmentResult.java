package org.okiagari.pfile;

import java.util.List;
import org.okiagari.api.text.Problem;

/**
 * What a parser made of psenv.
 *
 * @param environment the environment, without the lines that were not understood
 * @param warnings what was not understood, by line
 */
public record ScriptEnvironmentResult(ScriptEnvironment environment, List<Problem> warnings) {
    /** Copies the list. */
    public ScriptEnvironmentResult {
        warnings = List.copyOf(warnings);
    }
}
