package org.okiagari.pcheck;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.okiagari.pfile.Param;
import org.okiagari.pfile.Pent;
import org.okiagari.pfile.RetryOverAction;
import org.okiagari.saver.PentState;
import org.okiagari.saver.ProcSts;
import org.okiagari.saver.Progress;

/** The manual's crond as snapshots, for tests of everything that shows one. */
public final class Snapshots {
    private Snapshots() {}

    /** Returns the manual's pcheck with these PENTs. */
    public static PcheckSnapshot pcheck(PentSnapshot... pents) {
        return pcheck("pfile_crond", 0x1f000501L, Arrays.asList(pents));
    }

    /** Returns a pcheck with a name and a key. */
    public static PcheckSnapshot pcheck(String name, long ipckey, List<PentSnapshot> pents) {
        Param param = new Param(
                ipckey,
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                2,
                Optional.empty(),
                Param.Detect.EVENT,
                Duration.ofSeconds(300),
                Optional.empty());
        return new PcheckSnapshot(
                name,
                "/var/opt/HA/PS/conf/bin/" + name,
                7750,
                param,
                "/var/opt/HA/PS/log/pcheck_dump_crond",
                true,
                pents,
                0);
    }

    /** Returns the manual's PENT in a state. */
    public static PentSnapshot pent(int id, String pname, PentState state) {
        Pent pent = new Pent(
                id,
                9,
                pname,
                "/var/opt/HA/PS/conf/bin/restart_crond.sh",
                Duration.ofSeconds(86400),
                3,
                RetryOverAction.CONTINUE,
                "continue");
        return new PentSnapshot(pent, state, "");
    }

    /** Returns a state with the fields that padmin shows. */
    public static PentState state(
            ProcSts procSts, boolean on, long pid, int retryCount, int restartCount, Optional<Instant> rerunTime) {
        return new PentState(
                procSts,
                on,
                pid,
                retryCount,
                restartCount,
                rerunTime,
                Optional.empty(),
                "",
                Optional.empty(),
                Optional.empty(),
                -1,
                -1,
                Progress.NONE);
    }
}
