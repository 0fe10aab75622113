package org.okiagari.linux;

import org.okiagari.pcheck.WatchedProcess;
import org.okiagari.saver.ProcessId;

/** Takes hold of processes. */
interface Watches {
    /** See {@link org.okiagari.pcheck.ProcessTable#watch}. */
    WatchedProcess watch(ProcessId id, Runnable onDeath);
}
