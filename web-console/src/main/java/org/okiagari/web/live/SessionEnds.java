package org.okiagari.web.live;

import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;

/** Ends the streams of a session with it: after a log-out nothing is told any more. */
public final class SessionEnds implements HttpSessionListener {
    @Override
    public void sessionDestroyed(HttpSessionEvent event) {
        Object streams = event.getSession().getServletContext().getAttribute(LiveStreams.ATTRIBUTE);
        if (streams instanceof LiveStreams) {
            ((LiveStreams) streams).sessionEnded(event.getSession().getId());
        }
    }
}
