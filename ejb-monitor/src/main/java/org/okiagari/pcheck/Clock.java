package org.okiagari.pcheck;

import org.okiagari.saver.Now;

/** The two clocks, read together. */
public interface Clock {
    /** Returns the present time on both clocks. */
    Now now();
}
