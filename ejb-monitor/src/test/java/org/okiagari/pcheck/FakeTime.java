package org.okiagari.pcheck;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import org.okiagari.saver.Now;

/** Time that passes only when a test says so; everything due then happens in order. */
abstract class FakeTime implements Clock, Scheduler {
    /** Another thread does what is handed over before the turn of the pcheck is over. */
    boolean executesAtOnce;

    final PriorityQueue<Alarm> alarms = new PriorityQueue<>(
            Comparator.<Alarm>comparingLong(alarm -> alarm.at).thenComparingLong(alarm -> alarm.order));
    long nanos = 1_000_000_000L;
    private Instant wall = Instant.parse("2007-01-18T04:33:33Z");
    private long order;
    /** Something that is due is being done. */
    boolean running;

    static final class Alarm implements Cancellable {
        final long at;
        final long order;
        final Runnable work;
        boolean cancelled;

        Alarm(long at, long order, Runnable work) {
            this.at = at;
            this.order = order;
            this.work = work;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    void pass(Duration time) {
        long until = nanos + time.toNanos();
        settle();
        while (!alarms.isEmpty() && alarms.peek().at <= until) {
            Alarm alarm = alarms.remove();
            moveTo(Math.max(nanos, alarm.at));
            if (!alarm.cancelled) {
                alarm.work.run();
            }
        }
        moveTo(until);
    }

    private void moveTo(long to) {
        wall = wall.plusNanos(to - nanos);
        nanos = to;
    }

    /** Runs what is due now. */
    void settle() {
        if (running) {
            return;
        }
        running = true;
        try {
            while (!alarms.isEmpty() && alarms.peek().at <= nanos) {
                Alarm alarm = alarms.remove();
                if (!alarm.cancelled) {
                    alarm.work.run();
                }
            }
        } finally {
            running = false;
        }
    }

    @Override
    public Now now() {
        return new Now(nanos, wall);
    }

    @Override
    public void execute(Runnable work) {
        if (executesAtOnce) {
            CompletableFuture.runAsync(work).join();
            return;
        }
        alarms.add(new Alarm(nanos, order++, work));
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable work) {
        Alarm alarm = new Alarm(nanos + delay.toNanos(), order++, work);
        alarms.add(alarm);
        return alarm;
    }
}
