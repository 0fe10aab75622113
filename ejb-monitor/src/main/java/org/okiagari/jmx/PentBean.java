package org.okiagari.jmx;

import java.util.List;
import java.util.OptionalInt;
import org.okiagari.api.PentMXBean;
import org.okiagari.pcheck.EventLog;
import org.okiagari.pcheck.Pcheck;
import org.okiagari.pcheck.PentSnapshot;
import org.okiagari.pcheck.ScriptOutput;
import org.okiagari.pcheck.ShowText;

/** One PENT: a view on the newest snapshot of its pcheck. */
final class PentBean implements PentMXBean {
    private static final int MAX_OUTPUT = 65_536;

    private final Pcheck pcheck;
    private final int id;
    private final ScriptOutput output;
    private final EventLog events;

    PentBean(Pcheck pcheck, int id, ScriptOutput output, EventLog events) {
        this.pcheck = pcheck;
        this.id = id;
        this.output = output;
        this.events = events;
    }

    @Override
    public String getPname() {
        return now().pent().pname();
    }

    @Override
    public long getPid() {
        return now().state().pid();
    }

    @Override
    public int getRetryCount() {
        return now().state().retryCount();
    }

    @Override
    public int getRestartCount() {
        return now().state().restartCount();
    }

    @Override
    public String getProcSts() {
        return now().state().procSts().name();
    }

    @Override
    public String getRetryOverAct() {
        return now().pent().actionText();
    }

    @Override
    public String getRerunTime() {
        return ShowText.rerunTime(now().state().rerunTime());
    }

    @Override
    public int getPentId() {
        return id;
    }

    @Override
    public String getMonitorSts() {
        return ShowText.monitorSts(now().state());
    }

    @Override
    public String getMatchedPath() {
        return now().state().matchedPath();
    }

    @Override
    public long getUpSince() {
        return Rows.upSince(now().state());
    }

    @Override
    public String getLastExitStatus() {
        return Rows.lastExit(now().state());
    }

    @Override
    public long getLastRestartMillis() {
        return now().state().lastRestartMillis();
    }

    @Override
    public long getLastDetectionMillis() {
        return now().state().lastDetectionMillis();
    }

    @Override
    public String getWatchedBy() {
        return Rows.watchedBy(now());
    }

    @Override
    public String getPolledBecause() {
        return now().polledBecause();
    }

    @Override
    public String getRestartCommand() {
        return now().pent().command();
    }

    @Override
    public long getGrace() {
        return now().pent().grace().toSeconds();
    }

    @Override
    public int getRetry() {
        return now().pent().retry();
    }

    @Override
    public long getWindowSince() {
        return Rows.windowSince(now().state());
    }

    @Override
    public void stop() {
        Asked.steer(audit(), "stop", () -> pcheck.stop(Asked.requester(), OptionalInt.of(id)));
    }

    @Override
    public void start() {
        Asked.steer(audit(), "start", () -> pcheck.start(Asked.requester(), OptionalInt.of(id)));
    }

    @Override
    public String scriptOutput(int maxBytes) {
        Asked.range("maxBytes", maxBytes, 1, MAX_OUTPUT);
        return Asked.answer(() -> output.tail(pcheck.scriptLog(), maxBytes));
    }

    private Audit audit() {
        return new Audit(events, pcheck.name(), getPname(), id);
    }

    /** pent_ids are 1, 2, 3 ... in the order of the file. */
    private PentSnapshot now() {
        List<PentSnapshot> pents = pcheck.snapshot().pents();
        if (id > pents.size()) {
            throw new IllegalStateException("PENT " + id + " is no longer in the pfile");
        }
        return pents.get(id - 1);
    }
}
