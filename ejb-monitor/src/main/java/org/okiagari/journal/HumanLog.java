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
        StringBuilder chunk = new StringBuilder();
        for (EventQueue.Entry entry : entries) {
            if (entry.event() != null) {
                appendTo(chunk, entry.event());
            }
            if (entry.line() != null) {
                chunk.append(entry.line().format());
            }
            if (chunk.length() >= RotatingFile.CHUNK) {
                append(chunk);
                chunk.setLength(0);
            }
        }
        append(chunk);
    }

    @Override
    public void close() {
        file.close();
    }

    private void appendTo(StringBuilder chunk, RecordedEvent event) {
        for (LogLine line : event.event().lines()) {
            long pid = line.pid() == 0 ? mypid : line.pid();
            chunk.append(new HumanLine(event.time(), line.ident().text(), pid, line.text()).format());
        }
    }

    private void append(StringBuilder lines) throws IOException {
        if (lines.length() > 0) {
            file.append(lines.toString().getBytes(StandardCharsets.UTF_8));
        }
    }
}
