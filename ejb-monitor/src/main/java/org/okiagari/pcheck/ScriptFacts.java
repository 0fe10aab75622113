package org.okiagari.pcheck;

import java.util.Map;

/** What a script is told of the PENT it runs for: by its environment, never in the command's text (security). */
final class ScriptFacts {
    private ScriptFacts() {}

    /** Returns the variables for a script of this PENT, as it is now. */
    static Map<String, String> of(RunningPent pent, String pfile) {
        return Map.of(
                "OKIAGARI_PNAME", pent.pent().pname(),
                "OKIAGARI_PID", Long.toString(pent.state().pid()),
                "OKIAGARI_PENT_ID", Integer.toString(pent.pent().id()),
                "OKIAGARI_RETRY_COUNT", Integer.toString(pent.state().retryCount()),
                "OKIAGARI_PFILE", pfile);
    }
}
