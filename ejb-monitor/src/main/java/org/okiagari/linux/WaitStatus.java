package org.okiagari.linux;

import org.okiagari.saver.ExitStatus;
import org.okiagari.saver.ScriptOutcome;

/** The number that wait(2) gives: 0x2a00 = exit 42, 0x9 = SIGKILL, 0x86 = SIGABRT with a core. */
final class WaitStatus {
    private WaitStatus() {}

    static ExitStatus exitStatus(int status) {
        int signal = status & 0x7F;
        return signal == 0 ? new ExitStatus.Exited(status >> 8 & 0xFF) : new ExitStatus.Signalled(signal);
    }

    static ScriptOutcome outcome(int status) {
        int signal = status & 0x7F;
        return signal == 0 ? new ScriptOutcome.Exited(status >> 8 & 0xFF) : new ScriptOutcome.Signalled(signal);
    }
}
