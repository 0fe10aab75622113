package org.okiagari.pcheck;

import org.okiagari.saver.Event;

/** Where events go. Offering never waits and never fails; what does not fit is counted. */
public interface EventLog {
    /**
     * Hands over an event in order.
     *
     * @param pcheck name of the pcheck, empty for the agent's own
     */
    void offer(String pcheck, Event event);
}
