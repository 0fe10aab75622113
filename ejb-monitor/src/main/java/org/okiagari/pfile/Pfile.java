package org.okiagari.pfile;

import java.util.List;
import org.okiagari.api.text.Problem;

/**
 * A good pfile.
 *
 * @param param its parameters
 * @param pents its entries, in the order of the file, at least one
 * @param warnings what was found odd
 */
public record Pfile(Param param, List<Pent> pents, List<Problem> warnings) {
    /** Copies the lists. */
    public Pfile {
        pents = List.copyOf(pents);
        warnings = List.copyOf(warnings);
    }
}
