package org.okiagari.journal;

import java.time.Duration;
import java.util.logging.Logger;
import org.okiagari.pcheck.EventSink;
import org.okiagari.pcheck.RecordedEvent;

/** Puts a thread and a bounded queue in front of a sink that others may make slow. */
public final class QueuedSink implements EventSink, AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(QueuedSink.class.getName());

    private final Delivery<RecordedEvent> delivery;

    /** Starts the thread. */
    public QueuedSink(String threadName, int queueSize, EventSink sink) {
        this.delivery = new Delivery<>(threadName, queueSize, new Delivery.Target<>() {
            @Override
            public boolean deliver(RecordedEvent event) {
                sink.accept(event);
                return true;
            }

            @Override
            public void dropped(long count) {
                LOGGER.warning(threadName + ": " + count + " events were left out, a listener is too slow");
            }
        });
    }

    @Override
    public void accept(RecordedEvent event) {
        delivery.offer(event);
    }

    /** Waits until all that was accepted so far is delivered, at most so long; tells whether it is. */
    public boolean flush(Duration atMost) {
        return delivery.flush(atMost);
    }

    @Override
    public void close() {
        delivery.close();
    }
}
