package org.okiagari.pcheck;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.okiagari.saver.ProcSts;

/** {@code pcheck -k}: kills what can be restarted and watches it come back (field note, recovery test). */
final class RecoveryTest {
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final Clock clock;
    private final Supplier<PcheckSnapshot> snapshots;
    private final List<Recovery> rows = new ArrayList<>();
    private long killedNanos;

    RecoveryTest(Clock clock, Supplier<PcheckSnapshot> snapshots) {
        this.clock = clock;
        this.snapshots = snapshots;
    }

    /** Kills, in the pcheck's turn. */
    void kill(List<RunningPent> pents) {
        killedNanos = clock.now().nanos();
        for (RunningPent pent : pents) {
            rows.add(killed(pent));
        }
    }

    private static Recovery killed(RunningPent pent) {
        long pid = pent.state().pid();
        String leftAlone = reasonToLeaveAlone(pent, pid);
        if (leftAlone.isEmpty() && pent.kill()) {
            return row(pent, pid, "");
        }
        return row(pent, 0, leftAlone.isEmpty() ? "left alone: it was gone already" : leftAlone);
    }

    private static Recovery row(RunningPent pent, long killedPid, String outcome) {
        return new Recovery(pent.pent().id(), pent.pent().pname(), killedPid, 0, -1, outcome);
    }

    private static String reasonToLeaveAlone(RunningPent pent, long pid) {
        if (!pent.pent().hasCommand()) {
            return "left alone: it has no restart command";
        }
        if (pid == 1) {
            return "left alone: pid 1 is never killed";
        }
        if (!pent.state().monitorOn()) {
            return "left alone: monitor_sts is off";
        }
        return pent.state().procSts() == ProcSts.AVAIL
                ? ""
                : "left alone: it is not AVAIL but " + pent.state().procSts();
    }

    /** Waits until each killed one is back or given up, at most so long. */
    List<Recovery> await(Duration timeout) {
        long deadline = killedNanos + timeout.toNanos();
        while (true) {
            PcheckSnapshot snapshot = snapshots.get();
            rows.replaceAll(row -> row.outcome().isEmpty() ? judged(row, snapshot) : row);
            boolean over =
                    clock.now().isAtOrAfter(deadline) || Thread.currentThread().isInterrupted();
            if (over || rows.stream().noneMatch(row -> row.outcome().isEmpty())) {
                return rows.stream().map(RecoveryTest::finished).toList();
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private Recovery judged(Recovery row, PcheckSnapshot snapshot) {
        // pent_ids are 1, 2, 3 ... in the order of the file.
        boolean isThere = row.pentId() <= snapshot.pents().size();
        return isThere
                ? judged(row, snapshot.pents().get(row.pentId() - 1))
                : outcome(row, 0, "not recovered: the pcheck no longer has it");
    }

    private Recovery judged(Recovery row, PentSnapshot pent) {
        if (pent.state().procSts() == ProcSts.RETRY_OVER) {
            return outcome(row, 0, "not recovered: retry over");
        }
        boolean back = pent.state().procSts() == ProcSts.AVAIL && pent.state().pid() != row.killedPid();
        return back ? outcome(row, pent.state().pid(), "recovered") : row;
    }

    private Recovery outcome(Recovery row, long newPid, String outcome) {
        long millis = newPid == 0 ? -1 : clock.now().since(killedNanos).toMillis();
        return new Recovery(row.pentId(), row.pname(), row.killedPid(), newPid, millis, outcome);
    }

    private static Recovery finished(Recovery row) {
        return row.outcome().isEmpty()
                ? new Recovery(row.pentId(), row.pname(), row.killedPid(), 0, -1, "not recovered in time")
                : row;
    }
}
