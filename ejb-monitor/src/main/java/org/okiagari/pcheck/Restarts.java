package org.okiagari.pcheck;

/**
 * What all pchecks of a server share about restart scripts.
 *
 * @param slots how many may begin at once
 * @param starts where they are started, off the turn of any pcheck
 * @param running those that run now
 */
record Restarts(RestartSlots slots, Lanes starts, RunningScripts running) {
    /** Makes them; nothing runs yet. */
    static Restarts of(Environment environment) {
        Scheduler scheduler = environment.scheduler();
        return new Restarts(
                new RestartSlots(environment.restartParallel(), scheduler), new Lanes(scheduler), new RunningScripts());
    }
}
