package org.okiagari.pcheck;

/** What the saver measures of itself, since its start, over all pchecks. Any thread adds and reads; nobody waits. */
public final class Measurements {
    private final Timing detection = new Timing();
    private final Timing restart = new Timing();
    private final Timing tick = new Timing();

    /** Returns the ages of deaths when they were acted on: from the kernel's word, or from the last sign of life by polling. */
    public Timing detection() {
        return detection;
    }

    /** Returns how long PENTs were down: from the death seen to Up, where a script ran between. */
    public Timing restart() {
        return restart;
    }

    /** Returns how long checks of one pcheck took. */
    public Timing tick() {
        return tick;
    }
}
