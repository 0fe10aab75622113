package org.okiagari.check;

import java.util.List;
import java.util.Optional;

/**
 * What happened to one PENT, and to its pcheck meanwhile.
 *
 * @param pcheck name of the pcheck
 * @param pent pname
 * @param isFromTheBeginning whether nothing of it can be missing before its first event
 * @param loaded what the pcheck told last before this PENT was told of
 * @param events in order
 */
record Story(String pcheck, String pent, boolean isFromTheBeginning, Optional<Told> loaded, List<Told> events) {
    @Override
    public String toString() {
        return pcheck + " " + pent;
    }
}
