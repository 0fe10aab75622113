package org.okiagari.pcheck;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.okiagari.api.text.Escaper;
import org.okiagari.saver.PentState;

/**
 * Exactly what padmin prints (manual, the commands; CONTRACT section 5): every line ends with a newline, one blank line
 * between blocks.
 */
public final class ShowText {
    private static final DateTimeFormatter CTIME =
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH);
    private static final String NO_TIME = "-----";

    private ShowText() {}

    /** Returns what {@code padmin -l} prints. */
    public static String list(List<PcheckSnapshot> pchecks) {
        return pchecks.stream().map(ShowText::listBlock).collect(Collectors.joining("\n"));
    }

    /** Returns what {@code padmin -c show param} prints. */
    public static String param(PcheckSnapshot pcheck) {
        return line(18, "MSG_CHECK_INTERVAL", pcheck.param().msgCheckInterval().toSeconds())
                + line(18, "MONITOR_INTERVAL", pcheck.param().monitorInterval().toSeconds())
                + line(18, "MONITOR_TRY_COUNT", pcheck.param().monitorTryCount())
                + line(18, "SHM_DUMP_FILE", pcheck.shmDumpFile())
                + line(18, "PFILE", pcheck.pfile())
                + line(18, "MESSAGE_BOX", message(pcheck))
                + line(18, "MONITOR_STOP_COUNT", pcheck.stopCount())
                + line(18, "FAIL_PROC_COUNT", pcheck.failCount())
                + line(18, "ALL_PROC_COUNT", pcheck.pents().size());
    }

    /** Returns what {@code padmin -c show pent} prints, times in the zone of this host. */
    public static String pent(PcheckSnapshot pcheck) {
        return pent(pcheck, ZoneId.systemDefault());
    }

    static String pent(PcheckSnapshot pcheck, ZoneId zone) {
        return pcheck.pents().stream().map(pent -> pentBlock(pent, zone)).collect(Collectors.joining("\n"));
    }

    /** Returns the block of one PENT as {@code show pent} prints it, times in the zone of this host. */
    public static String pent(PentSnapshot pent) {
        return pentBlock(pent, ZoneId.systemDefault());
    }

    /** Returns MESSAGE_BOX: start, or stop while the pcheck is suspended. */
    public static String message(PcheckSnapshot pcheck) {
        return pcheck.monitoring() ? "start" : "stop";
    }

    /** Returns monitor_sts: on or off. */
    public static String monitorSts(PentState state) {
        return state.monitorOn() ? "on" : "off";
    }

    /** Returns rerun_time in the form of ctime(3), local time, {@code -----} for none. */
    public static String rerunTime(Optional<Instant> time) {
        return rerunTime(time, ZoneId.systemDefault());
    }

    private static String rerunTime(Optional<Instant> time, ZoneId zone) {
        return time.map(instant -> CTIME.format(instant.atZone(zone))).orElse(NO_TIME);
    }

    private static String listBlock(PcheckSnapshot pcheck) {
        return line(8, "ipckey", pcheck.param().ipckeyText())
                + line(8, "mypid", pcheck.mypid())
                + line(8, "myname", "pcheck")
                + line(8, "pfile", pcheck.pfile())
                + line(8, "message", message(pcheck));
    }

    private static String pentBlock(PentSnapshot pent, ZoneId zone) {
        PentState state = pent.state();
        return line(14, "pname", pent.pent().pname())
                + line(14, "pid", state.pid())
                + line(14, "retry_count", state.retryCount())
                + line(14, "restart_count", state.restartCount())
                + line(14, "proc_sts", state.procSts())
                + line(14, "retry_over_act", pent.pent().actionText())
                + line(14, "rerun_time", rerunTime(state.rerunTime(), zone))
                + line(14, "pent_id", pent.pent().id())
                + line(14, "monitor_sts", monitorSts(state));
    }

    private static String line(int width, String key, Object value) {
        return key + " ".repeat(Math.max(0, width - key.length())) + " = " + Escaper.line(String.valueOf(value)) + "\n";
    }
}
