package org.okiagari.journal;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.okiagari.pcheck.Clock;
import org.okiagari.pcheck.RecordedEvent;
import org.okiagari.saver.Event;

/**
 * Numbers events and keeps them for the writer; what does not fit is counted and later announced.
 *
 * <p>Its lock is held for moments only, never over anything that waits.
 */
final class EventQueue {
    /** Something to write: an event, or a line of okiagari.log alone. */
    record Entry(@Nullable RecordedEvent event, @Nullable HumanLine line) {}

    private final int capacity;
    private final String host;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private final AtomicLong drops = new AtomicLong();
    private volatile int depth;
    private volatile int extraRoom;
    private volatile long nextSeq;
    private @Nullable Hole hole;
    private long lostLines;
    private boolean closed;

    EventQueue(int capacity, String host, Clock clock, long nextSeq) {
        this.capacity = capacity;
        this.host = host;
        this.clock = clock;
        this.nextSeq = nextSeq;
    }

    void offer(String pcheck, Event event) {
        lock.lock();
        try {
            long seq = nextSeq;
            if (entries.size() >= capacity + extraRoom || closed) {
                nextSeq = seq + 1;
                drops.incrementAndGet();
                hole = hole == null ? Hole.of(seq) : hole.with(seq);
                return;
            }
            announceHole();
            add(pcheck, event);
        } finally {
            lock.unlock();
        }
    }

    /** Gives room for so many events more. */
    void setExtraRoom(int events) {
        extraRoom = events;
    }

    /** Takes a line for okiagari.log; lines never take the place of events. */
    void offerLine(HumanLine line) {
        lock.lock();
        try {
            if (entries.size() >= capacity / 2 || closed) {
                lostLines++;
                return;
            }
            entries.add(new Entry(null, line));
            filled.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Takes all that waits; waits itself at most so long for the first. */
    List<Entry> take(Duration atMost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = atMost.toNanos();
            while (entries.isEmpty() && hole == null && !closed && left > 0) {
                left = filled.awaitNanos(left);
            }
            announceHole();
            List<Entry> taken = new ArrayList<>(entries);
            entries.clear();
            depth = 0;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more; what waits can still be taken. */
    void close() {
        lock.lock();
        try {
            closed = true;
            filled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Tells whether it is closed and nothing waits. */
    boolean isEnded() {
        lock.lock();
        try {
            return closed && entries.isEmpty() && hole == null;
        } finally {
            lock.unlock();
        }
    }

    /** Returns how many lines of okiagari.log were lost since the last call. */
    long takeLostLines() {
        lock.lock();
        try {
            long lost = lostLines;
            lostLines = 0;
            return lost;
        } finally {
            lock.unlock();
        }
    }

    int depth() {
        return depth;
    }

    long drops() {
        return drops.get();
    }

    /** Returns the number that the next event will have. */
    long nextSeq() {
        return nextSeq;
    }

    private void announceHole() {
        if (hole != null) {
            Event gap = hole.announcement("queue full");
            hole = null;
            add("", gap);
        }
    }

    private void add(String pcheck, Event event) {
        long seq = nextSeq;
        nextSeq = seq + 1;
        OffsetDateTime time = OffsetDateTime.ofInstant(clock.now().wall(), ZoneId.systemDefault());
        entries.add(new Entry(new RecordedEvent(seq, time, host, pcheck, event), null));
        depth = entries.size();
        filled.signal();
    }
}
