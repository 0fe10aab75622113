package org.okiagari.linux;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.okiagari.pcheck.MonitorThread;

/**
 * One thread that waits for the death of any number of processes, by epoll on their pidfds.
 *
 * <p>Edge-triggered: a zombie that nobody reaps stays readable for ever. The kernel is given numbers of our own, for
 * descriptors and pids are used again.
 */
final class DeathWatch implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(DeathWatch.class.getName());
    private static final int EPOLL_CLOEXEC = 0x80000;
    private static final int EFD_CLOEXEC_NONBLOCK = 0x80800;
    private static final int CTL_ADD = 1;
    private static final int CTL_DEL = 2;
    private static final int EPOLLIN = 1;
    private static final int EPOLLET = 1 << 31;
    /** The structure is packed on x86_64 alone. */
    private static final int EVENT_SIZE = JnrOs.isAmd64() ? 12 : 16;

    private static final int EVENT_DATA = JnrOs.isAmd64() ? 4 : 8;
    private static final int MOST_EVENTS = 256;
    private static final long WAKE = 0;
    private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Os os;
    private final LongSupplier clock;
    private final int epoll;
    private final int wake;
    private final Os.Memory number;
    private final Os.Memory control;
    private final AtomicLong ids = new AtomicLong(WAKE);
    private final Map<Long, LongConsumer> watched = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Runnable> posted = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean isClosed;
    /** Known to the thread alone. */
    private boolean isRefused;

    private DeathWatch(Os os, LongSupplier clock, int epoll, int wake) {
        this.os = os;
        this.clock = clock;
        this.epoll = epoll;
        this.wake = wake;
        number = os.allocate(Long.BYTES);
        number.bytes().putLong(0, 1);
        control = os.allocate(EVENT_SIZE);
        thread = new MonitorThread("okiagari-deaths", this::run);
    }

    /**
     * Starts watching.
     *
     * @param clock in nanoseconds; it tells when a death was told
     * @throws CannotLook if the kernel gives no descriptors for it
     */
    static DeathWatch start(Os os, LongSupplier clock) throws CannotLook {
        int epoll = descriptor(os, os.call(Sys.EPOLL_CREATE1, EPOLL_CLOEXEC, 0, 0));
        int wake = descriptor(os, os.call(Sys.EVENTFD2, 0, EFD_CLOEXEC_NONBLOCK, 0));
        DeathWatch watch = new DeathWatch(os, clock, epoll, wake);
        watch.control(CTL_ADD, wake, WAKE);
        watch.thread.start();
        return watch;
    }

    private static int descriptor(Os os, long result) throws CannotLook {
        if (result < 0) {
            throw new CannotLook("no epoll: " + os.message((int) -result));
        }
        return (int) result;
    }

    /**
     * Calls {@code onDeath} once, from the watching thread, when the pidfd becomes readable, or at once if it is.
     *
     * @param onDeath is given the time at which the kernel told it
     * @return a number for {@link #forget}, or a negative error number
     */
    long add(int pidfd, LongConsumer onDeath) {
        long id = ids.incrementAndGet();
        watched.put(id, onDeath);
        long result = control(CTL_ADD, pidfd, id);
        if (result < 0) {
            watched.remove(id);
            return result;
        }
        return id;
    }

    /** Returns a descriptor that is no pidfd and lives as long as this. */
    int descriptor() {
        return epoll;
    }

    /** Ends the watch; to be called before the descriptor is closed. */
    void forget(long id, int pidfd) {
        watched.remove(id);
        control(CTL_DEL, pidfd, id);
    }

    /** Runs work on the watching thread. */
    void post(Runnable work) {
        posted.add(work);
        wakeUp();
    }

    private long control(int operation, int fd, long id) {
        synchronized (control) {
            control.bytes().putInt(0, EPOLLIN | (id == WAKE ? 0 : EPOLLET)).putLong(EVENT_DATA, id);
            return os.call(Sys.EPOLL_CTL, epoll, operation, fd, control.address(), 0);
        }
    }

    private void wakeUp() {
        os.call(Sys.WRITE, wake, number.address(), Long.BYTES);
    }

    private void run() {
        Os.Memory events = os.allocate(MOST_EVENTS * EVENT_SIZE);
        Os.Memory count = os.allocate(Long.BYTES);
        while (!isClosed) {
            long ready = os.call(Sys.EPOLL_PWAIT, epoll, events.address(), MOST_EVENTS, -1, 0);
            if (ready < 0 && ready != -Errno.EINTR) {
                complain((int) -ready);
                LockSupport.parkNanos(AGAIN_NANOS);
            } else {
                isRefused = false;
                MonitorThread.hear(deaths(events.bytes(), ready, count, clock.getAsLong()));
            }
        }
    }

    /** The kernel keeps what it has to tell: whoever asks again hears it. Ends of scripts are heard nowhere else. */
    private void complain(int errno) {
        if (!isRefused) {
            isRefused = true;
            LOG.warning("The kernel does not tell deaths now (" + os.message(errno) + "); it is asked again and again");
        }
    }

    private List<Runnable> deaths(ByteBuffer events, long ready, Os.Memory count, long toldNanos) {
        List<Runnable> deaths = new ArrayList<>();
        for (int i = 0; i < ready; i++) {
            long id = events.getLong(i * EVENT_SIZE + EVENT_DATA);
            if (id == WAKE) {
                os.call(Sys.READ, wake, count.address(), Long.BYTES);
                Runnable work;
                while ((work = posted.poll()) != null) {
                    deaths.add(safely(work));
                }
            } else {
                // A second event tells that it was reaped, and one of a watch just ended may still be under way.
                LongConsumer onDeath = watched.remove(id);
                if (onDeath != null) {
                    deaths.add(safely(() -> onDeath.accept(toldNanos)));
                }
            }
        }
        return deaths;
    }

    /** Errors too: with this thread all watching by event would end without a word. */
    private static Runnable safely(Runnable death) {
        return () -> {
            try {
                death.run();
            } catch (RuntimeException | Error e) {
                LOG.log(Level.SEVERE, "A death could not be handed on; the next check sees it", e);
            }
        };
    }

    @Override
    public void close() {
        isClosed = true;
        wakeUp();
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!thread.isAlive()) {
            os.close(epoll);
            os.close(wake);
        }
    }
}
