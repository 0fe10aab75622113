package org.okiagari.journal;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.okiagari.pcheck.Clock;
import org.okiagari.pcheck.RecordedEvent;
import org.okiagari.saver.Event;
import org.okiagari.saver.EventType;
import org.okiagari.saver.LogLine;
import org.okiagari.saver.Now;

/** Events and a clock that stands still. */
final class TestEvents {
    static final Instant WALL = Instant.parse("2007-01-18T04:34:43Z");
    static final Clock CLOCK = () -> new Now(0, WALL);

    private TestEvents() {}

    static Event down(long pid) {
        return new Event(
                EventType.PENT_DOWN,
                "crond",
                1,
                pid,
                Map.of("exit", "signal 9"),
                List.of(new LogLine(
                        LogLine.Ident.PCHECK, 0, LogLine.Priority.ERR, "Process [crond, pid=" + pid + "] Down")));
    }

    static RecordedEvent recorded(long seq, Event event) {
        return new RecordedEvent(
                seq, OffsetDateTime.ofInstant(WALL, ZoneOffset.ofHours(9)), "host1", "pfile_crond", event);
    }
}
