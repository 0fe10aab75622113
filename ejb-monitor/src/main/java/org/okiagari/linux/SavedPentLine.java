package org.okiagari.linux;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.okiagari.saver.Exclusion.RunningScript;
import org.okiagari.saver.ProcSts;
import org.okiagari.saver.ProcessId;
import org.okiagari.saver.Progress.Phase;
import org.okiagari.saver.SavedPent;

/** One PENT as a line of the state file: fields between tabs, {@code -} for none. */
final class SavedPentLine {
    private static final String NONE = "-";
    private static final int FIELDS = 15;

    private SavedPentLine() {}

    static String print(SavedPent pent) {
        return String.join(
                "\t",
                ReplacedFile.escaped(pent.pname()),
                Integer.toString(pent.ordinal()),
                pent.procSts().name(),
                pent.phase().name(),
                pent.monitorOn() ? "on" : "off",
                Long.toString(pent.pid()),
                id(pent.watched()),
                ReplacedFile.escaped(pent.matchedPath()),
                instant(pent.upSince()),
                Integer.toString(pent.retryCount()),
                Integer.toString(pent.restartCount()),
                instant(pent.rerunTime()),
                pent.windowNanos().isPresent()
                        ? Long.toString(pent.windowNanos().getAsLong())
                        : NONE,
                id(pent.script().map(RunningScript::id)),
                ReplacedFile.escaped(pent.script().map(RunningScript::script).orElse("")));
    }

    /** Reads a line; IllegalArgumentException if it is none of ours. */
    static SavedPent parse(String line) {
        String[] field = line.split("\t", -1);
        if (field.length != FIELDS) {
            throw new IllegalArgumentException("not " + FIELDS + " fields: " + line);
        }
        return new SavedPent(
                ReplacedFile.unescaped(field[0]),
                Integer.parseInt(field[1]),
                ProcSts.valueOf(field[2]),
                Phase.valueOf(field[3]),
                field[4].equals("on"),
                Long.parseLong(field[5]),
                id(field[6]),
                ReplacedFile.unescaped(field[7]),
                instant(field[8]),
                Integer.parseInt(field[9]),
                Integer.parseInt(field[10]),
                instant(field[11]),
                field[12].equals(NONE) ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(field[12])),
                id(field[13]).map(id -> new RunningScript(id, ReplacedFile.unescaped(field[14]))));
    }

    private static String id(Optional<ProcessId> id) {
        return id.map(process -> process.pid() + "/" + process.startTime()).orElse(NONE);
    }

    private static Optional<ProcessId> id(String text) {
        if (text.equals(NONE)) {
            return Optional.empty();
        }
        int slash = text.indexOf('/');
        return Optional.of(new ProcessId(
                Long.parseLong(text, 0, Math.max(slash, 0), 10), Long.parseLong(text.substring(slash + 1))));
    }

    private static String instant(Optional<Instant> instant) {
        return instant.map(time -> Long.toString(time.toEpochMilli())).orElse(NONE);
    }

    private static Optional<Instant> instant(String text) {
        return text.equals(NONE) ? Optional.empty() : Optional.of(Instant.ofEpochMilli(Long.parseLong(text)));
    }
}
