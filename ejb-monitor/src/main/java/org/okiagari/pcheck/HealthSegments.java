package org.okiagari.pcheck;

import org.okiagari.saver.Now;

/** Where the last known state of each pcheck lies, to be read while this server is stopped, hung or dead. */
public interface HealthSegments {
    /** Returns the segment of a key; the one of an earlier server stays readable until this one is first written. */
    Segment open(String ipckey);

    /** Removes what servers that ended suddenly left behind of pchecks that do not run any more. */
    void sweep();

    /** The segment of one pcheck. */
    interface Segment {
        /**
         * Makes a state the last known one, or says that it still is: that is the heartbeat. A change costs what has changed,
         * and a copy of the whole in memory.
         *
         * @throws java.io.UncheckedIOException if there is no room for it; what was there is still readable
         */
        void show(PcheckSnapshot snapshot, Now now);

        /** Removes it: the pcheck has ended. */
        void remove();
    }
}
