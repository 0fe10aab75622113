package org.okiagari.web.live;

import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One open page. What is to be said waits in two bits, whatever happens meanwhile: a client that does not read costs one
 * thread and no memory. Before each word it is asked whether its user still may look.
 */
final class LiveStream implements Runnable {
    /** The connection. */
    interface Wire {
        /** Sends a text now; may block. */
        void send(String text) throws IOException;

        /** Ends the answer. */
        void end();
    }

    private static final Logger LOG = Logger.getLogger("org.okiagari.web");
    private static final String CHANGE = "event: change\ndata: \n\n";
    private static final String BEAT = "event: beat\ndata: \n\n";

    private final String user;
    private final String session;
    private final BooleanSupplier mayLook;
    private final Consumer<LiveStream> onEnd;

    private @Nullable Wire wire;
    private boolean hasChange;
    private boolean hasBeat;
    private boolean isWriting;
    private boolean isOver;
    private boolean isEnded;

    /**
     * Makes one that says nothing before it is connected.
     *
     * @param session id of the session that it belongs to, empty for none
     * @param mayLook asked before each word
     * @param onEnd called once, when nothing will be written any more
     */
    LiveStream(String user, String session, BooleanSupplier mayLook, Consumer<LiveStream> onEnd) {
        this.user = user;
        this.session = session;
        this.mayLook = mayLook;
        this.onEnd = onEnd;
    }

    String user() {
        return user;
    }

    String session() {
        return session;
    }

    /** Gives it its connection. */
    void connect(Wire connection) {
        synchronized (this) {
            wire = connection;
            if (!isOver) {
                return;
            }
        }
        connection.end();
    }

    /** Notes what is to be said, and returns true if nobody writes now, so that the caller must have it {@link #run}. */
    synchronized boolean wants(boolean change) {
        hasChange |= change;
        hasBeat = true;
        if (isOver || isWriting || wire == null) {
            return false;
        }
        isWriting = true;
        return true;
    }

    /** Writes until there is nothing to say. */
    @Override
    public void run() {
        for (Optional<String> text = next(); text.isPresent(); text = next()) {
            if (!mayLook.getAsBoolean() || !isSent(text.get())) {
                end();
            }
        }
    }

    /** Ends it; while somebody writes, he does it when he is done. */
    void end() {
        synchronized (this) {
            isOver = true;
            if (isWriting) {
                return;
            }
        }
        finish(true);
    }

    /** The container has ended it already. */
    void gone() {
        synchronized (this) {
            isOver = true;
        }
        finish(false);
    }

    private Optional<String> next() {
        synchronized (this) {
            if (!isOver && hasBeat) {
                String text = hasChange ? CHANGE : BEAT;
                hasChange = false;
                hasBeat = false;
                return Optional.of(text);
            }
            isWriting = false;
            if (!isOver) {
                return Optional.empty();
            }
        }
        finish(true);
        return Optional.empty();
    }

    private boolean isSent(String text) {
        Wire connection = wire();
        try {
            if (connection != null) {
                connection.send(text);
            }
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.FINE, "A page has gone", e);
            return false;
        }
    }

    private void finish(boolean isOurs) {
        synchronized (this) {
            if (isEnded) {
                return;
            }
            isEnded = true;
        }
        onEnd.accept(this);
        Wire connection = wire();
        if (!isOurs || connection == null) {
            return;
        }
        try {
            connection.end();
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, "The answer had ended already", e);
        }
    }

    private synchronized @Nullable Wire wire() {
        return wire;
    }
}
