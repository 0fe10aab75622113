package org.okiagari.saver;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.okiagari.pfile.Pent;

/** Builds the events of one PENT, each with its line. */
final class PentEvents {
    private PentEvents() {}

    static Event up(Pent pent, Found found, int restartCount) {
        return new Event(
                EventType.PENT_UP,
                pent.pname(),
                pent.id(),
                found.id().pid(),
                Map.of("path", found.path(), "restart_count", restartCount),
                List.of(LogLines.up(pent.pname(), found.id().pid())));
    }

    /** None as {@code exit}: no process was there that could have ended (after a restart that did not help). */
    static Event down(Pent pent, long pid, Optional<ExitStatus> exit) {
        Map<String, Object> detail =
                exit.isPresent() ? Map.of("exit", exit.get().text()) : Map.of();
        return new Event(
                EventType.PENT_DOWN, pent.pname(), pent.id(), pid, detail, List.of(LogLines.down(pent.pname(), pid)));
    }

    static Event setPidFail(Pent pent) {
        return new Event(
                EventType.PENT_SETPIDFAIL,
                pent.pname(),
                pent.id(),
                0,
                Map.of(),
                List.of(LogLines.setPidFail(pent.pname())));
    }

    static Event restart(Pent pent, long pid, int attempt) {
        return new Event(
                EventType.PENT_RESTART,
                pent.pname(),
                pent.id(),
                pid,
                Map.of("attempt", attempt, "command", pent.command()),
                List.of(LogLines.tryToRestart(pent.pname())));
    }

    static Event retryOver(Pent pent, long pid) {
        return new Event(
                EventType.PENT_RETRYOVER,
                pent.pname(),
                pent.id(),
                pid,
                Map.of("action", pent.action().name().toLowerCase(Locale.ROOT)),
                List.of(LogLines.retryOver(pent.pname(), pent.action())));
    }

    /** A script that ran and said no; {@code status} is 128+signal if a signal ended it. */
    static Event scriptFailed(Pent pent, long pid, String reason, int status) {
        return failed(
                pent,
                pid,
                Map.of("reason", reason, "status", status, "command", pent.command()),
                LogLines.scriptFailed(pent.pname(), status, pent.command()));
    }

    static Event scriptTimedOut(Pent pent, long pid, long seconds) {
        return failed(
                pent,
                pid,
                Map.of("reason", "timeout after " + seconds + " s", "command", pent.command()),
                LogLines.scriptTimeout(pent.pname(), pent.command(), seconds));
    }

    static Event scriptCanNotExecute(Pent pent, long pid, String why) {
        return failed(
                pent,
                pid,
                Map.of("reason", why, "command", pent.command()),
                LogLines.scriptCanNotExecute(pent.pname(), pent.command(), why));
    }

    private static Event failed(Pent pent, long pid, Map<String, Object> detail, LogLine line) {
        return new Event(EventType.PENT_SCRIPTFAILED, pent.pname(), pent.id(), pid, detail, List.of(line));
    }
}
