package org.okiagari.api;

/**
 * One running pcheck: its parameters, its counts, its PENTs, and the commands of padmin.
 *
 * <p>All values of one read of one attribute are of one moment. Reads take no lock and do no I/O.
 */
@Description("One running pcheck, made from one pfile.")
public interface PcheckMXBean {
    /** Returns the key of the pfile as padmin prints it, {@code 0x%08x}. */
    @Description("IPCKEY of the pfile, as 0x%08x.")
    String getIpckey();

    /** Returns the pid of the server that monitors. */
    @Description("Pid of the server that monitors.")
    long getMypid();

    /** Returns the name that padmin prints: pcheck. */
    @Description("Always pcheck.")
    String getMyname();

    /** Returns start, or stop while the pcheck is suspended. */
    @Description("start while it monitors, stop while it is suspended.")
    String getMessage();

    /** Returns MSG_CHECK_INTERVAL in s; kept and shown, commands act at once. */
    @Description("MSG_CHECK_INTERVAL in s; kept and shown, commands act at once.")
    int getMsgCheckInterval();

    /** Returns MONITOR_INTERVAL in s: the time between two checks. */
    @Description("MONITOR_INTERVAL in s: time between two checks.")
    int getMonitorInterval();

    /** Returns MONITOR_TRY_COUNT: looks inside one check before "not found". */
    @Description("MONITOR_TRY_COUNT: looks inside one check before not found.")
    int getMonitorTryCount();

    /** Returns the absolute path of the dump file. */
    @Description("SHM_DUMP_FILE: where a dump is written.")
    String getShmDumpFile();

    /** Returns the absolute path of the pfile. */
    @Description("PFILE: absolute path of the pfile.")
    String getPfile();

    /** Returns the same as {@link #getMessage}. */
    @Description("MESSAGE_BOX: start or stop.")
    String getMessageBox();

    /** Returns the number of PENTs whose monitor_sts is off. */
    @Description("MONITOR_STOP_COUNT: PENTs whose monitor_sts is off.")
    int getMonitorStopCount();

    /** Returns the number of PENTs in DOWN, RESTART or RETRY_OVER. */
    @Description("FAIL_PROC_COUNT: PENTs in DOWN, RESTART or RETRY_OVER.")
    int getFailProcCount();

    /** Returns the number of PENTs. */
    @Description("ALL_PROC_COUNT: all PENTs.")
    int getAllProcCount();

    /** Returns how deaths are detected: event or poll. */
    @Description("DETECT: event or poll.")
    String getDetect();

    /** Returns the time limit of a restart script in s, 0 = none. */
    @Description("SCRIPT_TIMEOUT in s, 0 = none.")
    int getScriptTimeout();

    /** Returns how long after an orderly end another match is awaited, in ms. */
    @Description("SETTLE in ms: wait for another match after an orderly end.")
    int getSettle();

    /** Returns one row for each PENT, in the order of the pfile. */
    @Description("One row for each PENT, in the order of the pfile.")
    PentRow[] getPents();

    /** Returns exactly what {@code padmin -c show param} prints. */
    @Description("Exactly what padmin -c show param prints.")
    String getParamText();

    /** Returns exactly what {@code padmin -c show pent} prints. */
    @Description("Exactly what padmin -c show pent prints.")
    String getPentText();

    /**
     * Reads the pfile again: all PENTs go to WAIT with counters 0 and are looked at at once.
     *
     * @throws IllegalArgumentException with every problem of the file; then nothing is changed
     */
    @Description("Reads the pfile again; with an error in it nothing is changed.")
    void reload();

    /**
     * Says what a reload would change, one line each, without doing it.
     *
     * @throws IllegalArgumentException with every problem of the file
     */
    @Description("What a reload would change, one line each.")
    String[] checkReload();

    /**
     * Reads the pfile from the disk and says what is in it, without doing anything.
     *
     * @param maxChars at most so many characters of its text, 1 to 262,144
     */
    @Description("The pfile as it is on the disk now: its text, its problems, what a reload would change.")
    PfileRow readPfile(@Description("At most so many characters of its text, 1 to 262144.") int maxChars);

    /** Ends this pcheck in order; a running script ends in peace. */
    @Description("Ends this pcheck in order.")
    void shutdown();

    /** Suspends monitoring of all PENTs; a running script ends in peace. */
    @Description("Suspends monitoring of all PENTs.")
    void stop();

    /** Resumes monitoring of all PENTs. */
    @Description("Resumes monitoring of all PENTs.")
    void start();

    /**
     * Writes SHM_DUMP_FILE: parameters, all PENTs, last events, threads.
     *
     * @return the path that was written
     */
    @Description("Writes SHM_DUMP_FILE and answers its path.")
    String dump();

    /**
     * Kills (SIGKILL) every AVAIL PENT that has a restart command, never pid 1, and waits until each is back.
     *
     * @param timeoutSeconds at most so long in s, 1 to 3600
     */
    @Description("Kills every AVAIL PENT that has a restart command, never pid 1, and waits until each is back.")
    RecoveryRow[] recoveryTest(@Description("Wait at most so long in s, 1 to 3600.") int timeoutSeconds);
}
