package org.okiagari.linux;

import org.okiagari.pcheck.WatchedProcess;
import org.okiagari.saver.ProcessId;

/** Takes hold of processes. */
interface Watches {
    /** See {@link org.okiagari.pcheck.ProcessTable#watch}. */
    WatchedProcess watch(ProcessId id, Runnable onDeath);

    /** Tells whether a process with this pid is held that has not died: then its pid is nobody else's. */
    boolean isHeld(long pid);
}
