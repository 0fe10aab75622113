package org.okiagari.jmx;

import java.time.Duration;
import java.time.Instant;
import org.okiagari.api.EventRow;
import org.okiagari.api.PcheckRow;
import org.okiagari.api.PentRow;
import org.okiagari.api.PfileRow;
import org.okiagari.api.ProblemRow;
import org.okiagari.api.RecoveryRow;
import org.okiagari.pcheck.EventText;
import org.okiagari.pcheck.Pcheck;
import org.okiagari.pcheck.PcheckSnapshot;
import org.okiagari.pcheck.PentSnapshot;
import org.okiagari.pcheck.PfileReport;
import org.okiagari.pcheck.Recovery;
import org.okiagari.pcheck.ShowText;
import org.okiagari.saver.ExitStatus;
import org.okiagari.saver.PentState;
import org.okiagari.saver.ProcSts;

/** Turns snapshots into the rows that beans answer; the one place that does. */
final class Rows {
    private Rows() {}

    static PcheckRow pcheck(Pcheck pcheck) {
        PcheckSnapshot snapshot = pcheck.snapshot();
        return new PcheckRow(
                snapshot.name(),
                snapshot.param().ipckeyText(),
                snapshot.mypid(),
                PcheckBean.MYNAME,
                snapshot.pfile(),
                ShowText.message(snapshot),
                snapshot.stopCount(),
                snapshot.failCount(),
                snapshot.pents().size(),
                seconds(snapshot.param().monitorInterval()),
                watched(snapshot, true),
                watched(snapshot, false),
                pcheck.lastLookAgeMillis());
    }

    static PentRow[] pents(PcheckSnapshot snapshot) {
        return snapshot.pents().stream()
                .map(pent -> pent(snapshot.name(), pent))
                .toArray(PentRow[]::new);
    }

    static PentRow pent(String pcheck, PentSnapshot snapshot) {
        PentState state = snapshot.state();
        return new PentRow(
                pcheck,
                snapshot.pent().pname(),
                state.pid(),
                state.retryCount(),
                state.restartCount(),
                state.procSts().name(),
                snapshot.pent().actionText(),
                ShowText.rerunTime(state.rerunTime()),
                windowSince(state),
                snapshot.pent().id(),
                ShowText.monitorSts(state),
                state.matchedPath(),
                upSince(state),
                lastExit(state),
                state.lastRestartMillis(),
                state.lastDetectionMillis(),
                watchedBy(snapshot),
                snapshot.polledBecause());
    }

    /** Returns how many PENTs are AVAIL and watched in this way. */
    static int watched(PcheckSnapshot snapshot, boolean byEvent) {
        return (int) snapshot.pents().stream()
                .filter(pent -> pent.state().procSts() == ProcSts.AVAIL)
                .filter(pent -> pent.watchedByEvent() == byEvent)
                .count();
    }

    static EventRow event(EventText event) {
        return new EventRow(
                event.seq(),
                event.time(),
                event.host(),
                event.pcheck(),
                event.pent(),
                event.pentId(),
                event.event(),
                event.pid(),
                event.detail());
    }

    static PfileRow pfile(PfileReport report) {
        return new PfileRow(
                report.text(),
                report.isWhole(),
                report.isUsable(),
                report.problems().stream()
                        .map(problem ->
                                new ProblemRow(problem.line(), problem.isError(), problem.what(), problem.seen()))
                        .toArray(ProblemRow[]::new),
                report.changes().toArray(String[]::new));
    }

    static RecoveryRow recovery(Recovery recovery) {
        return new RecoveryRow(
                recovery.pentId(),
                recovery.pname(),
                recovery.killedPid(),
                recovery.newPid(),
                recovery.millis(),
                recovery.outcome());
    }

    static long upSince(PentState state) {
        return state.upSince().map(Instant::toEpochMilli).orElse(0L);
    }

    static long windowSince(PentState state) {
        return state.rerunTime().map(Instant::toEpochMilli).orElse(0L);
    }

    static String lastExit(PentState state) {
        return state.lastExit().map(ExitStatus::text).orElse("");
    }

    static String watchedBy(PentSnapshot snapshot) {
        return snapshot.watchedByEvent() ? AgentBean.EVENT : AgentBean.POLL;
    }

    static int seconds(Duration duration) {
        return Math.toIntExact(duration.toSeconds());
    }
}
