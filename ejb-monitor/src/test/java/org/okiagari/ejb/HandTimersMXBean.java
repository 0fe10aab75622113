package org.okiagari.ejb;

/** The timers of a test, in this JVM or another one. */
public interface HandTimersMXBean {
    /** Does one check of a pcheck, and returns when it is done. */
    void tick(String pcheck);

    /** Returns how many checks of a pcheck were done: those of its timer, and {@link #tick}. */
    long ticks(String pcheck);
}
