package org.okiagari.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.okiagari.pcheck.RecordedEvent;
import org.okiagari.saver.LogLine;

/** okiagari.log: the lines of events and of the program, for people. What cannot be written now is left out. */
final class HumanLog implements AutoCloseable {
    private final RotatingFile file;
    private final long mypid;

    HumanLog(RotatingFile file, long mypid) {
        this.file = file;
        this.mypid = mypid;
    }

    void write(List<EventQueue.Entry> entries) throws IOException {
        file.open();
        for (EventQueue.Entry entry : entries) {
            if (entry.event() != null) {
                write(entry.event());
            }
            if (entry.line() != null) {
                append(entry.line());
            }
        }
    }

    @Override
    public void close() {
        file.close();
    }

    private void write(RecordedEvent event) throws IOException {
        for (LogLine line : event.event().lines()) {
            append(new HumanLine(event.time(), line.ident().text(), line.pid() == 0 ? mypid : line.pid(), line.text()));
        }
    }

    private void append(HumanLine line) throws IOException {
        file.append(line.format().getBytes(StandardCharsets.UTF_8));
    }
}
