package org.okiagari.web.login;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes guessing slow: after {@value #FREE} failures a (source, name) must wait 1, 2, 4 ... 60 s before the next try.
 *
 * <p>A try while it must wait is not looked at and does not make the wait longer, and {@value #QUIET_MINUTES} quiet
 * minutes forget it all: nobody is locked out for good. At most {@value #MAX_ENTRIES} entries; the oldest goes first.
 */
final class Throttle {
    static final int FREE = 3;
    static final int MAX_ENTRIES = 10_000;
    static final int QUIET_MINUTES = 15;
    private static final int MAX_SECONDS = 60;

    private final Map<Key, Failures> entries = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Failures> eldest) {
            return size() > MAX_ENTRIES;
        }
    };

    /** Returns how long this one must wait before a try is looked at; zero if not at all. */
    synchronized Duration waitOf(String source, String name, long now) {
        Failures failures = entries.get(new Key(source, name));
        return failures == null ? Duration.ZERO : failures.waitOf(now);
    }

    synchronized void failed(String source, String name, long now) {
        entries.merge(
                new Key(source, name),
                new Failures(1, now),
                (old, first) -> old.isForgotten(now) ? first : new Failures(old.count + 1, now));
    }

    synchronized void succeeded(String source, String name) {
        entries.remove(new Key(source, name));
    }

    synchronized int size() {
        return entries.size();
    }

    private record Key(String source, String name) {}

    /** So many failures, the last one then, on the monotonic clock. */
    private record Failures(int count, long last) {
        boolean isForgotten(long now) {
            return now - last > Duration.ofMinutes(QUIET_MINUTES).toNanos();
        }

        Duration waitOf(long now) {
            if (count < FREE || isForgotten(now)) {
                return Duration.ZERO;
            }
            long seconds = Math.min(1L << Math.min(count - FREE, 10), MAX_SECONDS);
            Duration left = Duration.ofSeconds(seconds).minusNanos(now - last);
            return left.isNegative() ? Duration.ZERO : left;
        }
    }
}
