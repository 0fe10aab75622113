package org.okiagari.pcheck;

import java.util.List;
import org.okiagari.pfile.Param;

/**
 * One pcheck at one moment: all that beans, padmin, console, metrics and dumps read.
 *
 * @param name base name of the pfile
 * @param pfile absolute path of the pfile, as it was named at the start
 * @param mypid pid of this server
 * @param param its parameters
 * @param shmDumpFile absolute path of the dump file
 * @param monitoring start (true) or stop (false)
 * @param pents its PENTs, in the order of the file
 * @param missedTicks ticks skipped because the one before still ran
 */
public record PcheckSnapshot(
        String name,
        String pfile,
        long mypid,
        Param param,
        String shmDumpFile,
        boolean monitoring,
        List<PentSnapshot> pents,
        long missedTicks) {
    /** Copies the list. */
    public PcheckSnapshot {
        pents = List.copyOf(pents);
    }

    /** Returns MONITOR_STOP_COUNT: PENTs whose monitor_sts is off. */
    public int stopCount() {
        return (int) pents.stream().filter(pent -> !pent.state().monitorOn()).count();
    }

    /** Returns FAIL_PROC_COUNT: PENTs in DOWN, RESTART or RETRY_OVER. */
    public int failCount() {
        return (int) pents.stream().filter(pent -> pent.state().isFail()).count();
    }
}
