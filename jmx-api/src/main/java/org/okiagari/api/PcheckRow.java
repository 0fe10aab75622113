package org.okiagari.api;

/**
 * One running pcheck, as {@code padmin -l} shows it, with its counts.
 *
 * @param name the base name of the pfile, the value of the key {@code pcheck} in the bean's name
 * @param ipckey as padmin prints it, {@code 0x%08x}
 * @param mypid pid of the server that monitors
 * @param myname always {@code pcheck}
 * @param pfile absolute path of the pfile, as it was named at the start
 * @param message {@code start} while it monitors, {@code stop} while it is suspended
 * @param monitorStopCount PENTs whose monitor_sts is off
 * @param failProcCount PENTs in DOWN, RESTART or RETRY_OVER
 * @param allProcCount all PENTs
 * @param monitorInterval MONITOR_INTERVAL in s
 * @param watchedByEvent PENTs in AVAIL whose death the kernel tells at once
 * @param watchedByPoll PENTs in AVAIL that only the checks look at
 * @param lastLookAgeMillis age of its last check that saw all it had to see in ms, -1 before the first
 */
public record PcheckRow(
        String name,
        String ipckey,
        long mypid,
        String myname,
        String pfile,
        String message,
        int monitorStopCount,
        int failProcCount,
        int allProcCount,
        int monitorInterval,
        int watchedByEvent,
        int watchedByPoll,
        long lastLookAgeMillis) {}
