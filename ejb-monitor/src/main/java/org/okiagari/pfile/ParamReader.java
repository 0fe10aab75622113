package org.okiagari.pfile;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.okiagari.api.text.Escaper;
import org.okiagari.api.text.KeyValue;
import org.okiagari.api.text.Lines;
import org.okiagari.api.text.Numbers;
import org.okiagari.api.text.Problems;
import org.okiagari.api.text.Text;
import org.okiagari.pfile.Param.Detect;

/** Reads the lines of the PARAM section. */
final class ParamReader {
    private static final long MAX_IPCKEY = 0xffffffffL;
    private static final int DAY_SECONDS = 86400;

    private final Problems problems;
    private final Map<String, Integer> seenAt = new HashMap<>();

    private int headLine;
    private Optional<Long> ipckey = Optional.empty();
    private long msgCheckSeconds = 5;
    private long monitorSeconds = 10;
    private long tryCount = 2;
    private Optional<String> shmDumpFile = Optional.empty();
    private Detect detect = Detect.EVENT;
    private long scriptTimeoutSeconds = 300;
    private Optional<Duration> settle = Optional.empty();

    ParamReader(Problems problems) {
        this.problems = problems;
    }

    /** Notes where the section is. */
    void head(int line) {
        headLine = line;
    }

    /** Reads one line that is no comment and not empty. */
    void line(Lines.Line line) {
        KeyValue pair = KeyValue.read(line.text());
        String seen = Text.withoutComment(line.text());
        if (pair.key().isEmpty()) {
            problems.error(line.number(), "there is no key before =", seen);
            return;
        }
        if (!isKnown(pair.key())) {
            problems.warning(line.number(), "unknown PARAM key " + Escaper.escape(pair.key()) + " is ignored", seen);
            return;
        }
        Integer before = seenAt.putIfAbsent(pair.key(), line.number());
        if (before != null) {
            problems.error(line.number(), pair.key() + " is given twice, first in line " + before, seen);
        } else if (!pair.problem().isEmpty()) {
            problems.error(line.number(), pair.problem(), seen);
        } else if (pair.value().isEmpty()) {
            problems.error(line.number(), pair.key() + " has no value", seen);
        } else {
            take(new Entry(line.number(), pair.key(), pair.value(), seen));
        }
    }

    /** Returns the parameters; what is missing is said. */
    Param finish() {
        if (!seenAt.containsKey("IPCKEY")) {
            problems.error(
                    headLine, "IPCKEY is missing in the PARAM section: write one that is unique on this host", "");
        }
        return new Param(
                ipckey.orElse(0L),
                Duration.ofSeconds(msgCheckSeconds),
                Duration.ofSeconds(monitorSeconds),
                (int) tryCount,
                shmDumpFile,
                detect,
                Duration.ofSeconds(scriptTimeoutSeconds),
                settle);
    }

    private record Entry(int line, String key, String value, String seen) {}

    private static boolean isKnown(String key) {
        return switch (key) {
            case "IPCKEY",
                    "MSG_CHECK_INTERVAL",
                    "MONITOR_INTERVAL",
                    "MONITOR_TRY_COUNT",
                    "SHM_DUMP_FILE",
                    "DETECT",
                    "SCRIPT_TIMEOUT",
                    "SETTLE" -> true;
            default -> false;
        };
    }

    private void take(Entry entry) {
        switch (entry.key()) {
            case "IPCKEY" -> takeIpckey(entry);
            case "MSG_CHECK_INTERVAL" -> msgCheckSeconds = number(entry, 1, DAY_SECONDS, "seconds", msgCheckSeconds);
            case "MONITOR_INTERVAL" -> monitorSeconds = number(entry, 1, DAY_SECONDS, "seconds", monitorSeconds);
            case "MONITOR_TRY_COUNT" -> tryCount = number(entry, 1, 100, "looks", tryCount);
            case "SHM_DUMP_FILE" -> takeDumpFile(entry);
            case "DETECT" -> takeDetect(entry);
            case "SCRIPT_TIMEOUT" ->
                scriptTimeoutSeconds = number(entry, 0, DAY_SECONDS, "seconds, 0 = none", scriptTimeoutSeconds);
            case "SETTLE" -> settle = Optional.of(Duration.ofMillis(number(entry, 0, 600_000, "milliseconds", 0)));
            default -> throw new IllegalStateException("key " + entry.key() + " is known but not read");
        }
    }

    private long number(Entry entry, long least, long most, String unit, long otherwise) {
        OptionalLong value = Numbers.decimal(entry.value(), least, most);
        if (value.isEmpty()) {
            String what = entry.key() + " must be a whole number from " + least + " to " + most + " (" + unit + ")";
            problems.error(entry.line(), what, entry.seen());
        }
        return value.orElse(otherwise);
    }

    private void takeIpckey(Entry entry) {
        OptionalLong value = Numbers.hexOrDecimal(entry.value(), 0, MAX_IPCKEY);
        if (value.isPresent()) {
            ipckey = Optional.of(value.getAsLong());
        } else {
            String what = "IPCKEY must be a hexadecimal or decimal number from 0x0 to 0xffffffff";
            problems.error(entry.line(), what, entry.seen());
        }
    }

    private void takeDumpFile(Entry entry) {
        if (entry.value().endsWith("/")) {
            problems.error(entry.line(), "SHM_DUMP_FILE must name a file, not a directory", entry.seen());
        } else {
            shmDumpFile = Optional.of(entry.value());
        }
    }

    private void takeDetect(Entry entry) {
        switch (entry.value().toLowerCase(Locale.ROOT)) {
            case "event" -> detect = Detect.EVENT;
            case "poll" -> detect = Detect.POLL;
            default -> problems.error(entry.line(), "DETECT must be event or poll", entry.seen());
        }
    }
}
