package org.okiagari.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.okiagari.pcheck.Clock;
import org.okiagari.pcheck.EventSink;
import org.okiagari.pcheck.MonitorThread;
import org.okiagari.pcheck.RecordedEvent;
import org.okiagari.pcheck.SyslogSender;
import org.okiagari.saver.LogLine;

/**
 * Sends the lines of events to syslog, in order, from a thread and a queue of its own (ADR 0010).
 *
 * <p>While syslog does not take them lines wait, over our own death too. What finds no room is counted; once all that waits
 * is delivered one line tells the number, and then things go on.
 */
public final class SyslogSink implements EventSink, AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(SyslogSink.class.getName());
    private static final long FIRST_PAUSE_MILLIS = 5;
    private static final long LAST_PAUSE_MILLIS = 5_000;
    private static final Duration END = Duration.ofSeconds(2);
    /** A kill may repeat so many lines of a burst. */
    private static final int LINES_PER_CURSOR = 16;

    private static final long MOST_BYTES = 1 << 20;

    private final SyslogSender sender;
    private final int capacity;
    private final long mypid;
    private final Clock clock;
    private final LineSpool spool;
    private final Complaint complaint;
    private final ArrayDeque<LineSpool.Line> queue = new ArrayDeque<>();
    private final MonitorThread thread;
    private volatile int extraRoom;
    private long lastNumber;
    private long lost;
    private LineSpool.Cursor kept = new LineSpool.Cursor(0, 0);
    private long delivered;
    private boolean isBroken;
    private long rewrittenBytes;
    private boolean closed;
    private volatile int backlog;
    private volatile long drops;

    /**
     * Takes up what an earlier server could not deliver, and starts the thread.
     *
     * @param capacity so many lines wait, and {@link #setExtraRoom} more
     */
    public SyslogSink(SyslogSender sender, Path state, int capacity, long mypid, Clock clock) {
        this.sender = sender;
        this.capacity = capacity;
        this.mypid = mypid;
        this.clock = clock;
        this.spool = new LineSpool(state, "syslog");
        this.complaint = new Complaint(LOGGER, clock);
        takeUp();
        this.thread = new MonitorThread("okiagari-syslog", this::run);
        thread.start();
    }

    private void takeUp() {
        try {
            kept = spool.cursor();
            delivered = kept.delivered();
            lost = kept.lost();
            queue.addAll(spool.after(delivered));
            backlog = queue.size();
            lastNumber = queue.isEmpty() ? delivered : queue.getLast().number();
            spool.rewrite(queue);
        } catch (IOException e) {
            isBroken = true;
            complaint.fails(sentence(e));
        }
    }

    /** Gives room for so many lines more: all PENTs may change at once. */
    public void setExtraRoom(int lines) {
        extraRoom = lines;
    }

    /** Returns how many lines wait; takes no lock. */
    public int backlog() {
        return backlog;
    }

    /** Returns how many lines found no room since the start; takes no lock. */
    public long drops() {
        return drops;
    }

    @Override
    public synchronized void accept(RecordedEvent event) {
        for (LogLine line : event.event().lines()) {
            accept(event, line);
        }
        backlog = queue.size();
        notifyAll();
    }

    /** After a loss nothing more is taken until the loss is told: the lines stay in order, and it is told once. */
    private void accept(RecordedEvent event, LogLine text) {
        if (closed || lost > 0 || queue.size() >= capacity + extraRoom) {
            lost++;
            drops = drops + 1;
            if (lost == 1) {
                keepCursor();
            }
            return;
        }
        lastNumber++;
        LineSpool.Line line = new LineSpool.Line(
                lastNumber,
                event.time().toInstant(),
                text.ident().text(),
                text.pid() == 0 ? mypid : text.pid(),
                text.priority().severity(),
                text.text());
        queue.add(line);
        try {
            if (isBroken || spool.size() > Math.max(MOST_BYTES, 2 * rewrittenBytes)) {
                rewrittenBytes = spool.rewrite(queue);
                isBroken = false;
                complaint.works("Lines that wait for syslog are kept on disk again");
            } else {
                spool.append(line);
            }
        } catch (IOException e) {
            isBroken = true;
            complaint.fails(sentence(e));
        }
    }

    /** Delivers what waits, within a bound, and ends the thread; what is left waits for the next server. */
    @Override
    public void close() {
        long deadline = System.nanoTime() + END.toNanos();
        synchronized (this) {
            long left = END.toMillis();
            while ((!queue.isEmpty() || lost > 0) && left > 0 && thread.isAlive()) {
                try {
                    wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    break;
                }
                left = (deadline - System.nanoTime()) / 1_000_000;
            }
            closed = true;
            notifyAll();
        }
        try {
            thread.join(END.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            keepCursor();
            spool.close();
        }
    }

    private void run() {
        long pause = FIRST_PAUSE_MILLIS;
        while (awaitWork()) {
            LineSpool.@Nullable Line next = first();
            if (next == null ? sendLoss() : send(next)) {
                done(next);
                pause = FIRST_PAUSE_MILLIS;
            } else {
                rest(pause);
                pause = Math.min(pause * 2, LAST_PAUSE_MILLIS);
            }
        }
    }

    private synchronized boolean awaitWork() {
        while (queue.isEmpty() && lost == 0 && !closed) {
            try {
                wait();
            } catch (InterruptedException e) {
                return false;
            }
        }
        return !closed;
    }

    private synchronized LineSpool.@Nullable Line first() {
        return queue.peek();
    }

    /** Never throws: a line that makes the sender fail would do so each time, and is left out. */
    private boolean send(LineSpool.Line line) {
        try {
            return sender.send(line.ident(), line.pid(), line.severity(), line.time(), line.text());
        } catch (RuntimeException e) {
            LOGGER.warning("A line for syslog is left out: " + e);
            return true;
        }
    }

    private boolean sendLoss() {
        long count;
        synchronized (this) {
            count = lost;
        }
        return send(new LineSpool.Line(
                        0,
                        clock.now().wall(),
                        LogLine.Ident.OKIAGARI.text(),
                        mypid,
                        LogLine.Priority.WARNING.severity(),
                        "GAP: " + count
                                + " lines were lost because syslog did not take them; log/okiagari.log has them"))
                && told(count);
    }

    private synchronized boolean told(long count) {
        lost -= count;
        return true;
    }

    private synchronized void done(LineSpool.@Nullable Line line) {
        if (line != null) {
            queue.remove();
            delivered = line.number();
            backlog = queue.size();
        }
        if (queue.isEmpty() || delivered - kept.delivered() >= LINES_PER_CURSOR) {
            keepCursor();
        }
        if (queue.isEmpty()) {
            trim();
            notifyAll();
        }
    }

    private synchronized void rest(long millis) {
        keepCursor();
        try {
            if (!closed) {
                long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
                for (long left = millis; left > 0 && !closed; left = (end - System.nanoTime()) / 1_000_000) {
                    wait(left);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void trim() {
        try {
            spool.trim();
        } catch (IOException e) {
            complaint.fails(sentence(e));
        }
    }

    private void keepCursor() {
        LineSpool.Cursor present = new LineSpool.Cursor(delivered, lost);
        if (!present.equals(kept)) {
            try {
                spool.keep(present);
                kept = present;
            } catch (IOException e) {
                complaint.fails(sentence(e));
            }
        }
    }

    private static String sentence(IOException e) {
        return "What waits for syslog cannot be kept on disk: " + e
                + "; it is delivered all the same, unless this server is killed meanwhile";
    }
}
