package org.okiagari.jmx;

import java.util.Locale;
import java.util.OptionalInt;
import org.okiagari.api.PcheckMXBean;
import org.okiagari.api.PentRow;
import org.okiagari.api.PfileRow;
import org.okiagari.api.RecoveryRow;
import org.okiagari.pcheck.Pcheck;
import org.okiagari.pcheck.PcheckSnapshot;
import org.okiagari.pcheck.ShowText;
import org.okiagari.pfile.Param;

/** One pcheck: a view on its newest snapshot, and padmin's commands. */
final class PcheckBean implements PcheckMXBean {
    static final String MYNAME = "pcheck";
    private static final int DEFAULT_SETTLE_MILLIS = 1000;
    private static final int MAX_CHARS = 262_144;
    private static final int MAX_RECOVERY_SECONDS = 3600;

    private final Pcheck pcheck;
    private final Audit audit;

    PcheckBean(Pcheck pcheck, Audit audit) {
        this.pcheck = pcheck;
        this.audit = audit;
    }

    @Override
    public String getIpckey() {
        return param().ipckeyText();
    }

    @Override
    public long getMypid() {
        return now().mypid();
    }

    @Override
    public String getMyname() {
        return MYNAME;
    }

    @Override
    public String getMessage() {
        return ShowText.message(now());
    }

    @Override
    public int getMsgCheckInterval() {
        return Rows.seconds(param().msgCheckInterval());
    }

    @Override
    public int getMonitorInterval() {
        return Rows.seconds(param().monitorInterval());
    }

    @Override
    public int getMonitorTryCount() {
        return param().monitorTryCount();
    }

    @Override
    public String getShmDumpFile() {
        return now().shmDumpFile();
    }

    @Override
    public String getPfile() {
        return now().pfile();
    }

    @Override
    public String getMessageBox() {
        return getMessage();
    }

    @Override
    public int getMonitorStopCount() {
        return now().stopCount();
    }

    @Override
    public int getFailProcCount() {
        return now().failCount();
    }

    @Override
    public int getAllProcCount() {
        return now().pents().size();
    }

    @Override
    public String getDetect() {
        return param().detect().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public int getScriptTimeout() {
        return Rows.seconds(param().scriptTimeout());
    }

    @Override
    public int getSettle() {
        return param().settle()
                .map(settle -> Math.toIntExact(settle.toMillis()))
                .orElse(DEFAULT_SETTLE_MILLIS);
    }

    @Override
    public PentRow[] getPents() {
        return Rows.pents(now());
    }

    @Override
    public String getParamText() {
        return ShowText.param(now());
    }

    @Override
    public String getPentText() {
        return ShowText.pent(now());
    }

    @Override
    public void reload() {
        Asked.steer(audit, "reload", () -> pcheck.reload(Asked.requester()));
    }

    @Override
    public String[] checkReload() {
        return Asked.answer(() -> pcheck.checkReload().toArray(String[]::new));
    }

    @Override
    public PfileRow readPfile(int maxChars) {
        Asked.range("maxChars", maxChars, 1, MAX_CHARS);
        return Asked.answer(() -> Rows.pfile(pcheck.readPfile(maxChars)));
    }

    @Override
    public void shutdown() {
        Asked.steer(audit, "shutdown", () -> pcheck.shutdown(Asked.requester()));
    }

    @Override
    public void stop() {
        Asked.steer(audit, "stop", () -> pcheck.stop(Asked.requester(), OptionalInt.empty()));
    }

    @Override
    public void start() {
        Asked.steer(audit, "start", () -> pcheck.start(Asked.requester(), OptionalInt.empty()));
    }

    @Override
    public String dump() {
        return Asked.steer(audit, "dump", () -> pcheck.dump(Asked.requester()));
    }

    @Override
    public RecoveryRow[] recoveryTest(int timeoutSeconds) {
        Asked.range("timeoutSeconds", timeoutSeconds, 1, MAX_RECOVERY_SECONDS);
        return Asked.steer(
                audit,
                "recoveryTest",
                () -> pcheck.recoveryTest(Asked.requester(), timeoutSeconds).stream()
                        .map(Rows::recovery)
                        .toArray(RecoveryRow[]::new));
    }

    private PcheckSnapshot now() {
        return pcheck.snapshot();
    }

    private Param param() {
        return now().param();
    }
}
