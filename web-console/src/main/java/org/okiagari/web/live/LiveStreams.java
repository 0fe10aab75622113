package org.okiagari.web.live;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.management.MBeanServer;

/**
 * All open pages: told that something changed, at most four times a second, and every 3 s that the server lives.
 *
 * <p>Bounded in number, in all and for one user. Whoever tells of a change never waits: a clock thread passes it on, and each
 * page is written to by a thread of its own, which ends when there is nothing to say.
 */
public final class LiveStreams implements AutoCloseable {
    /** Name of the context attribute that holds it. */
    public static final String ATTRIBUTE = LiveStreams.class.getName();

    static final int MOST = 64;
    static final int MOST_OF_A_USER = 16;

    private static final Logger LOG = Logger.getLogger("org.okiagari.web");
    private static final Duration BEAT = Duration.ofSeconds(3);

    /** A change is told of by an event, which comes a moment before what can be read. */
    private static final Duration FIRST = Duration.ofMillis(30);

    private static final Duration BETWEEN = Duration.ofMillis(250);

    private final Set<LiveStream> streams = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean isToTell = new AtomicBoolean();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(thread("okiagari-live"));
    private final ExecutorService writers = Executors.newCachedThreadPool(thread("okiagari-live-writer"));
    private volatile long lastTold = System.nanoTime() - BETWEEN.toNanos();

    private final BeanChanges changes;

    /** Starts the clock and begins to listen to the beans of {@code server}. */
    public LiveStreams(MBeanServer server) {
        clock.scheduleWithFixedDelay(() -> say(false), BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
        changes = new BeanChanges(server, this::changed);
    }

    /** Something changed. Returns at once. */
    void changed() {
        if (streams.isEmpty() || !isToTell.compareAndSet(false, true)) {
            return;
        }
        long wait = Math.max(FIRST.toNanos(), lastTold + BETWEEN.toNanos() - System.nanoTime());
        try {
            clock.schedule(this::tell, wait, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.FINE, "The pages are told nothing more", e);
        }
    }

    /** Ends the streams of a session. */
    void sessionEnded(String session) {
        streams.stream().filter(stream -> stream.session().equals(session)).forEach(LiveStream::end);
    }

    /** Adds a page, still without its connection, or returns nothing if there are too many. It leaves by itself when it ends. */
    Optional<LiveStream> add(String user, String session, BooleanSupplier mayLook) {
        synchronized (streams) {
            long ofUser =
                    streams.stream().filter(other -> other.user().equals(user)).count();
            if (clock.isShutdown() || streams.size() >= MOST || ofUser >= MOST_OF_A_USER) {
                return Optional.empty();
            }
            LiveStream stream = new LiveStream(user, session, mayLook, streams::remove);
            streams.add(stream);
            return Optional.of(stream);
        }
    }

    int count() {
        return streams.size();
    }

    @Override
    public void close() {
        changes.close();
        clock.shutdownNow();
        streams.forEach(LiveStream::end);
        writers.shutdownNow();
    }

    private void tell() {
        isToTell.set(false);
        lastTold = System.nanoTime();
        say(true);
    }

    private void say(boolean change) {
        for (LiveStream stream : streams) {
            if (stream.wants(change)) {
                try {
                    writers.execute(stream);
                } catch (RejectedExecutionException e) {
                    LOG.log(Level.FINE, "The pages are told nothing more", e);
                }
            }
        }
    }

    private static ThreadFactory thread(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
