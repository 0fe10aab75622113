package org.okiagari.pcheck;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.okiagari.saver.Event;
import org.okiagari.saver.EventType;
import org.okiagari.saver.LogLine;
import org.okiagari.saver.LogLines;

/** Tells the journal what happens to one pcheck as a whole: its commands, its start and its end. */
final class Reports {
    private final EventLog events;
    private final String name;
    private final String pfile;

    Reports(EventLog events, String name, String pfile) {
        this.events = events;
        this.name = name;
        this.pfile = pfile;
    }

    void started(Requester requester) {
        offer(EventType.PCHECK_START, by(requester), List.of());
    }

    /** A command that was obeyed: its line stands where the manual has it. */
    void executed(EventType type, String word, Requester requester, Map<String, Object> more) {
        Map<String, Object> detail = by(requester);
        detail.putAll(more);
        offer(type, detail, List.of(commandLine(word, requester)));
    }

    void failed(String word, Requester requester, String why) {
        Map<String, Object> detail = by(requester);
        detail.put("command", word);
        detail.put("outcome", "failed");
        detail.put("why", why);
        offer(
                EventType.AUDIT,
                detail,
                List.of(LogLines.commandFail(requester.ident(), requester.pid(), word, pfile, why)));
    }

    /** The manual has no line for it: whoever kills all is named in the events. */
    void testedRecovery(Requester requester) {
        Map<String, Object> detail = by(requester);
        detail.put("command", "recoveryTest");
        detail.put("outcome", "started");
        offer(EventType.AUDIT, detail, List.of());
    }

    /** The end: pcheck's own line first, then padmin's where a command asked. */
    void ended(End end, Requester requester, boolean byOwnCommand) {
        Map<String, Object> detail = by(requester);
        detail.put("reason", end.name().toLowerCase(Locale.ROOT));
        List<LogLine> lines = new ArrayList<>();
        if (end.isOrderly) {
            lines.add(LogLines.shutdownPcheck());
        }
        if (end == End.COMMAND && !byOwnCommand) {
            lines.add(commandLine("shutdown", requester));
        }
        offer(EventType.PCHECK_SHUTDOWN, detail, lines);
    }

    void dumped(String path, Requester requester) {
        Map<String, Object> detail = by(requester);
        detail.put("path", path);
        // A dump that nobody asked for is written beside the manual's lines, not between them.
        List<LogLine> lines = requester == Requester.SERVER ? List.of() : List.of(LogLines.shmDump(path));
        offer(EventType.PCHECK_DUMP, detail, lines);
    }

    void switched(String pname, int pentId, String command, int status) {
        events.offer(
                name,
                new Event(
                        EventType.PCHECK_SWITCH,
                        pname,
                        pentId,
                        0,
                        Map.of("command", command, "status", status),
                        List.of(LogLines.switchRequest(pname, command, status))));
    }

    void offer(Event event) {
        events.offer(name, event);
    }

    private LogLine commandLine(String word, Requester requester) {
        return LogLines.commandExecute(requester.ident(), requester.pid(), word, pfile);
    }

    private Map<String, Object> by(Requester requester) {
        Map<String, Object> detail = new HashMap<>();
        detail.put("pfile", pfile);
        detail.put("who", requester.who());
        detail.put("from", requester.from());
        return detail;
    }

    private void offer(EventType type, Map<String, Object> detail, List<LogLine> lines) {
        events.offer(name, new Event(type, "", 0, 0, detail, lines));
    }
}
