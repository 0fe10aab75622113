package org.okiagari.saver;

import java.time.Duration;

/** The rule of GRACE and retry count: how many restarts fit into one window. */
final class GraceWindow {
    private GraceWindow() {}

    /**
     * Tells whether a window of this age is over. Exactly GRACE old is still inside; GRACE 0 never ends.
     *
     * @param age time since the window's first attempt
     * @param grace GRACE of a PENT that has a command
     */
    static boolean isOver(Duration age, Duration grace) {
        return !grace.isZero() && age.compareTo(grace) > 0;
    }

    /** Tells whether there is no attempt left in the window. */
    static boolean isUsedUp(int restartCount, int retry) {
        return restartCount >= retry;
    }
}
