package org.okiagari.pcheck;

import java.time.Duration;
import java.util.List;

/** What the journal tells about itself. */
public interface EventReader {
    /**
     * Returns events with a greater number, oldest first; old ones are read from the files.
     *
     * @param afterSeq -1 = the newest {@code max}
     * @param max at most so many
     */
    List<EventText> events(long afterSeq, int max);

    /** Returns how many events wait to be written; takes no lock. */
    int depth();

    /** Returns how many events were lost since the start; takes no lock. */
    long drops();

    /** Waits until every event offered so far has reached all sinks, at most so long; tells whether it has. */
    boolean flush(Duration atMost);
}
