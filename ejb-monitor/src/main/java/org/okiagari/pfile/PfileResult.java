package org.okiagari.pfile;

import java.util.List;
import java.util.Optional;
import org.okiagari.api.text.Problem;

/**
 * What a parser made of a pfile.
 *
 * @param pfile the pfile, none if there is an error
 * @param problems every error and warning, by line
 */
public record PfileResult(Optional<Pfile> pfile, List<Problem> problems) {
    /** Copies the list. */
    public PfileResult {
        problems = List.copyOf(problems);
    }
}
