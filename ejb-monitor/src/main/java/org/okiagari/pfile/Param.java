package org.okiagari.pfile;

import java.time.Duration;
import java.util.Optional;

/**
 * The PARAM section of a pfile (manual, chapter on the pfile; ours are SCRIPT_TIMEOUT, SETTLE and DETECT).
 *
 * @param ipckey IPCKEY, 0 to 0xffffffff, unique on the host
 * @param msgCheckInterval MSG_CHECK_INTERVAL, 5 s; kept and shown only
 * @param monitorInterval MONITOR_INTERVAL, 10 s: time between two checks
 * @param monitorTryCount MONITOR_TRY_COUNT, 2: looks inside one check before "not found"
 * @param shmDumpFile SHM_DUMP_FILE as written; none = {@code log/pcheck_dump_<p>} below the home
 * @param detect DETECT, event
 * @param scriptTimeout SCRIPT_TIMEOUT, 300 s; zero = none
 * @param settle SETTLE as written; none = 1000 ms, and only where the kernel tells how a process ended
 */
public record Param(
        long ipckey,
        Duration msgCheckInterval,
        Duration monitorInterval,
        int monitorTryCount,
        Optional<String> shmDumpFile,
        Detect detect,
        Duration scriptTimeout,
        Optional<Duration> settle) {

    /** How a death is seen. */
    public enum Detect {
        /** The kernel tells it at once; each check verifies. */
        EVENT,
        /** Each check looks, as the original does. */
        POLL
    }

    /** Returns the IPCKEY as the manual prints it. */
    public String ipckeyText() {
        return String.format("0x%08x", ipckey);
    }
}
