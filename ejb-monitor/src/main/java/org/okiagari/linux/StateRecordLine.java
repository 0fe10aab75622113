package org.okiagari.linux;

import java.util.List;
import org.okiagari.saver.StateRecord;

/** A record of a state log as a line: its kind, its version and its fields, between tabs. */
final class StateRecordLine {
    private static final int PARTS = 3;

    private StateRecordLine() {}

    static String print(StateRecord record) {
        if (record instanceof StateRecord.Present present) {
            return "pent\t" + present.version() + "\t" + SavedPentLine.print(present.pent());
        }
        if (record instanceof StateRecord.Gone gone) {
            return "gone\t" + gone.version() + "\t" + gone.ordinal() + "\t" + ReplacedFile.escaped(gone.pname());
        }
        StateRecord.Monitoring monitoring = (StateRecord.Monitoring) record;
        return "pcheck\t" + monitoring.version() + "\t" + (monitoring.isOn() ? "start" : "stop");
    }

    /** Reads a line; IllegalArgumentException if it is none of ours. */
    static StateRecord parse(String line) {
        List<String> part = List.of(line.split("\t", PARTS));
        if (part.size() != PARTS) {
            throw new IllegalArgumentException("not " + PARTS + " parts: " + line);
        }
        long version = Long.parseLong(part.get(1));
        String rest = part.get(2);
        return switch (part.get(0)) {
            case "pent" -> new StateRecord.Present(version, SavedPentLine.parse(rest));
            case "pcheck" -> new StateRecord.Monitoring(version, rest.equals("start"));
            case "gone" -> {
                int tab = rest.indexOf('\t');
                yield new StateRecord.Gone(
                        version,
                        ReplacedFile.unescaped(rest.substring(tab + 1)),
                        Integer.parseInt(rest, 0, Math.max(tab, 0), 10));
            }
            default -> throw new IllegalArgumentException("unknown kind: " + line);
        };
    }
}
