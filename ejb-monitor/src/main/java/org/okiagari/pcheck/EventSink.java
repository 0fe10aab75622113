package org.okiagari.pcheck;

/** Is given every event once it is written, in order. It must not wait: what takes long has a queue of its own. */
public interface EventSink {
    /** Takes one event. */
    void accept(RecordedEvent event);
}
