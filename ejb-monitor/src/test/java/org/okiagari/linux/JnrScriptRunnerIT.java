package org.okiagari.linux;

import org.junit.jupiter.api.Test;

class JnrScriptRunnerIT extends ScriptRunnerContract {
    JnrScriptRunnerIT() {
        super(Providers.JNR);
    }

    /** The kernel knows its programs; a shell would make nonsense of one that is broken. */
    @Test
    void letsNoShellReadABrokenProgram() throws Exception {
        cannotRun(script("broken", "\u007fELF\0\1\2\n").toString(), "broken", "Exec format error");
    }
}
