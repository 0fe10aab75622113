package org.okiagari.web.jolokia;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.jolokia.core.api.LogHandler;
import org.jspecify.annotations.Nullable;

/** Jolokia's messages in the server's log. */
final class JolokiaLog implements LogHandler {
    private static final Logger LOG = Logger.getLogger("org.okiagari.web.jolokia");

    @Override
    public void debug(String message) {
        LOG.fine(message);
    }

    @Override
    public void info(String message) {
        LOG.fine(message);
    }

    @Override
    public void error(String message, @Nullable Throwable problem) {
        LOG.log(Level.WARNING, message, problem);
    }

    @Override
    public boolean isDebug() {
        return false;
    }
}
