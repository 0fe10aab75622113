package org.okiagari.pcheck;

/**
 * What all pchecks of a server share about restart scripts.
 *
 * @param slots how many may begin at once
 * @param running those that run now
 */
record Restarts(RestartSlots slots, RunningScripts running) {
    /** Makes them; nothing runs yet. */
    static Restarts of(Environment environment) {
        return new Restarts(
                new RestartSlots(environment.restartParallel(), environment.scheduler()), new RunningScripts());
    }
}
