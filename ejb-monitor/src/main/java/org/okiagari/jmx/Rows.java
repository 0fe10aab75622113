package org.okiagari.jmx;

import java.time.Duration;
import java.time.Instant;
import org.okiagari.api.EventRow;
import org.okiagari.api.PcheckRow;
import org.okiagari.api.PentRow;
import org.okiagari.api.RecoveryRow;
import org.okiagari.pcheck.EventText;
import org.okiagari.pcheck.PcheckSnapshot;
import org.okiagari.pcheck.PentSnapshot;
import org.okiagari.pcheck.Recovery;
import org.okiagari.pcheck.ShowText;
import org.okiagari.saver.ExitStatus;
import org.okiagari.saver.PentState;

/** Turns snapshots into the rows that beans answer; the one place that does. */
final class Rows {
    private Rows() {}

    static PcheckRow pcheck(PcheckSnapshot snapshot) {
        return new PcheckRow(
                snapshot.name(),
                snapshot.param().ipckeyText(),
                snapshot.mypid(),
                PcheckBean.MYNAME,
                snapshot.pfile(),
                ShowText.message(snapshot),
                snapshot.stopCount(),
                snapshot.failCount(),
                snapshot.pents().size());
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
                snapshot.pent().id(),
                ShowText.monitorSts(state),
                state.matchedPath(),
                upSince(state),
                lastExit(state),
                state.lastRestartMillis(),
                state.lastDetectionMillis(),
                watchedBy(snapshot));
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
