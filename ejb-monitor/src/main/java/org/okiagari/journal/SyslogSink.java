package org.okiagari.journal;

import java.time.Instant;
import org.okiagari.pcheck.Clock;
import org.okiagari.pcheck.EventSink;
import org.okiagari.pcheck.RecordedEvent;
import org.okiagari.pcheck.SyslogSender;
import org.okiagari.saver.LogLine;

/** Sends the lines of events to syslog, from a thread and a queue of its own. */
public final class SyslogSink implements EventSink, AutoCloseable {
    private record Line(Instant time, LogLine line) {}

    private final Delivery<Line> delivery;

    /** Starts the thread. */
    public SyslogSink(SyslogSender sender, int queueSize, long mypid, Clock clock) {
        this.delivery = new Delivery<>("okiagari-syslog", queueSize, new Target(sender, mypid, clock));
    }

    @Override
    public void accept(RecordedEvent event) {
        for (LogLine line : event.event().lines()) {
            delivery.offer(new Line(event.time().toInstant(), line));
        }
    }

    @Override
    public void close() {
        delivery.close();
    }

    private record Target(SyslogSender sender, long mypid, Clock clock) implements Delivery.Target<Line> {
        @Override
        public boolean deliver(Line item) {
            LogLine line = item.line();
            return send(item.time(), line);
        }

        @Override
        public void dropped(long count) {
            send(
                    clock.now().wall(),
                    new LogLine(
                            LogLine.Ident.OKIAGARI,
                            0,
                            LogLine.Priority.WARNING,
                            count + " lines were lost because syslog did not take them; log/okiagari.log has them"));
        }

        private boolean send(Instant time, LogLine line) {
            long pid = line.pid() == 0 ? mypid : line.pid();
            return sender.send(line.ident().text(), pid, line.priority().severity(), time, line.text());
        }
    }
}
