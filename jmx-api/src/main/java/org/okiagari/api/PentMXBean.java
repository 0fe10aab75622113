package org.okiagari.api;

/** One PENT: the fields of {@code show pent}, what we know beyond, and suspend and resume. */
@Description("One monitored process entry of a pfile.")
public interface PentMXBean {
    /** Returns the process as the pfile names it. */
    @Description("The process as the pfile names it.")
    String getPname();

    /** Returns the last known pid, 0 if it was never seen; it is kept after a death. */
    @Description("Last known pid, 0 if it was never seen; kept after a death.")
    long getPid();

    /** Returns the restarts not yet followed by Up. */
    @Description("Restarts not yet followed by Up.")
    int getRetryCount();

    /** Returns the restarts in the present GRACE window. */
    @Description("Restarts in the present GRACE window.")
    int getRestartCount();

    /** Returns WAIT, AVAIL, DOWN, RESTART or RETRY_OVER. */
    @Description("WAIT, AVAIL, DOWN, RESTART or RETRY_OVER.")
    String getProcSts();

    /** Returns the action on retry over as the pfile writes it. */
    @Description("Action on retry over, as the pfile writes it.")
    String getRetryOverAct();

    /** Returns the time of the window's first restart as padmin prints it, {@code -----} for none. */
    @Description("Time of the window's first restart, ----- for none.")
    String getRerunTime();

    /** Returns the number in the pfile, from 1. */
    @Description("Number in the pfile, from 1.")
    int getPentId();

    /** Returns on, or off while it is suspended. */
    @Description("on, or off while it is suspended.")
    String getMonitorSts();

    /** Returns what the process was recognised by, empty if it was never seen. */
    @Description("Path of the program or script it was recognised by, empty if never seen.")
    String getMatchedPath();

    /** Returns the wall clock of the last Up in ms since 1970, 0 while it is not AVAIL. */
    @Description("Wall clock of the last Up in ms since 1970, 0 while it is not AVAIL.")
    long getUpSince();

    /** Returns how the last process ended: {@code exit 3}, {@code signal 9}, {@code unknown}; empty if none died. */
    @Description("How the last process ended: exit 3, signal 9, unknown; empty if none died.")
    String getLastExitStatus();

    /** Returns the duration of the last restart from death seen to Up in ms, -1 for none. */
    @Description("Duration of the last restart from death seen to Up in ms, -1 for none.")
    long getLastRestartMillis();

    /** Returns the age of the last death when it was seen in ms, -1 if not known. */
    @Description("Age of the last death when it was seen in ms, -1 if not known.")
    long getLastDetectionMillis();

    /** Returns event if the kernel tells a death at once, poll if each check looks. */
    @Description("event if the kernel tells a death at once, poll if each check looks.")
    String getWatchedBy();

    /** Returns why no event tells its death: {@code DETECT = poll}, or what the kernel refused; empty by event. */
    @Description("Why no event tells its death: DETECT = poll, or what the kernel refused; empty by event.")
    String getPolledBecause();

    /** Returns the restart command as the pfile writes it, {@code -} for none. */
    @Description("Restart command as the pfile writes it, - for none.")
    String getRestartCommand();

    /** Returns GRACE in s; 0 with a command = the window never closes. */
    @Description("GRACE in s; 0 with a command = the window never closes.")
    long getGrace();

    /** Returns the most restarts inside one GRACE window. */
    @Description("Most restarts inside one GRACE window.")
    int getRetry();

    /** Returns the wall clock of the window's first restart in ms since 1970, 0 for none: RerunTime as a number. */
    @Description("Wall clock of the window's first restart in ms since 1970, 0 for none.")
    long getWindowSince();

    /** Suspends monitoring of this PENT; a running script ends in peace. */
    @Description("Suspends monitoring of this PENT.")
    void stop();

    /** Resumes monitoring of this PENT. */
    @Description("Resumes monitoring of this PENT.")
    void start();

    /**
     * Returns the end of the output of this pcheck's restart scripts, escaped.
     *
     * @param maxBytes at most so many bytes, 1 to 65,536
     */
    @Description("The end of the restart scripts' output.")
    String scriptOutput(@Description("At most so many bytes, 1 to 65536.") int maxBytes);
}
