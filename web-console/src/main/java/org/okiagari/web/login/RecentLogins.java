package org.okiagari.web.login;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells a log-in by Basic from the next request of the same script: what comes within 15 minutes belongs to the log-in
 * before, as within a session.
 */
final class RecentLogins {
    static final Duration IDLE = Duration.ofMinutes(15);
    private static final int MAX_ENTRIES = 10_000;

    private final Map<String, Long> last = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MAX_ENTRIES;
        }
    };

    /** Remembers this request and tells whether it is a new log-in. */
    synchronized boolean isNew(String from, String name, long now) {
        Long before = last.put(from + "\0" + name, now);
        return before == null || now - before > IDLE.toNanos();
    }
}
