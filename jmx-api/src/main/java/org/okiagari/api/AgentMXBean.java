package org.okiagari.api;

/** The server as a whole: all its pchecks, its health, its journal. Reads take no lock and do no I/O. */
@Description("Okiagari on this server: all pchecks, its health and its journal.")
public interface AgentMXBean extends SelfMeasurement {
    /** Returns the version of Okiagari. */
    @Description("Version of Okiagari.")
    String getVersion();

    /** Returns the pid of this server, the mypid of all its pchecks. */
    @Description("Pid of this server, the mypid of all its pchecks.")
    long getPid();

    /** Returns when monitoring started: ISO-8601 with offset. */
    @Description("When monitoring started, ISO-8601 with offset.")
    String getStartTime();

    /** Returns the absolute path of the home directory. */
    @Description("Home directory: conf, log, state and run lie below it.")
    String getHome();

    /** Returns one row for each running pcheck, by name. */
    @Description("One row for each running pcheck.")
    PcheckRow[] getPchecks();

    /** Returns the number of running pchecks. */
    @Description("Number of running pchecks.")
    int getPcheckCount();

    /** Returns the number of PENTs of all pchecks. */
    @Description("Number of PENTs of all pchecks.")
    int getPentCount();

    /** Returns the number of PENTs in DOWN, RESTART or RETRY_OVER. */
    @Description("Number of PENTs in DOWN, RESTART or RETRY_OVER.")
    int getFailCount();

    /** Returns how deaths are seen: event, poll, or mixed. */
    @Description("How deaths are seen: event, poll or mixed.")
    String getDetectionMode();

    /** Returns how many checks were skipped because the one before still ran, since the start. */
    @Description("Checks skipped because the one before still ran, since the start.")
    long getMissedTicks();

    /**
     * Returns the age in ms of the last check that saw all it had to see, of the pcheck that is furthest behind its own
     * MONITOR_INTERVAL (ADR 0160); since its start where it has seen nothing yet; -1 where no pcheck runs. By which means it
     * looked does not matter: while all is well that is each held process, and not the process table (ADR 0069).
     */
    @Description(
            "Age in ms of the last check that saw all it had to see, of the pcheck that is furthest behind its MONITOR_INTERVAL; -1 where none runs.")
    long getLastLookAgeMillis();

    /** Returns the number of events that wait to be written. */
    @Description("Events that wait to be written.")
    int getEventQueueDepth();

    /** Returns the number of events lost because the queue was full, since the start. */
    @Description("Events lost because the queue was full, since the start.")
    long getEventDrops();

    /** Returns one row for each PENT of all pchecks: one read for a console, however many. */
    @Description("One row for each PENT of all pchecks.")
    PentRow[] getAllPents();

    /**
     * Starts the pcheck of a pfile and keeps it: it comes back with the server until it is ended.
     *
     * @return the name of the pcheck
     * @throws IllegalArgumentException with every problem of the pfile, or why it is refused
     */
    @Description("Starts the pcheck of a pfile; over HTTP the base name of a file in conf/bin. Answers its name.")
    String start(@Description("Absolute path of the pfile, or the base name of a file in conf/bin.") String pfile);

    /**
     * Checks a pfile and starts nothing.
     *
     * @return its problems, errors and warnings, one a row; empty if it is good
     */
    @Description("Checks a pfile and starts nothing. Answers its problems, one a row; none if it is good.")
    String[] check(@Description("Absolute path of the pfile, or the base name of a file in conf/bin.") String pfile);

    /**
     * Returns events after a number, oldest first.
     *
     * @param afterSeq events with a greater seq; -1 = the newest {@code max}
     * @param max at most so many, 1 to 10,000
     */
    @Description("Events with a seq greater than the one given (-1 = the newest), oldest first.")
    EventRow[] events(
            @Description("Events with a greater seq; -1 = the newest ones.") long afterSeq,
            @Description("At most so many, 1 to 10000.") int max);

    /**
     * Attaches the command with this pid to the pcheck of a pfile, which is started first if it does not run.
     *
     * <p>For the local socket only. While that process lives no other command can attach.
     *
     * @return the name of the pcheck
     * @throws IllegalArgumentException with every problem of the pfile
     * @throws IllegalStateException if it is refused: another command is attached, the key or file is in use
     */
    @Description("Attaches a foreground pcheck command (local socket only). Answers the name of the pcheck.")
    String attach(
            @Description("Absolute path of the pfile.") String pfile, @Description("Pid of the command.") long pid);

    /**
     * Waits for the end of the pcheck that the command with this pid is attached to.
     *
     * <p>For the local socket only.
     *
     * @param waitMillis at most so long in ms, 0 to 60,000
     * @return -1 while it runs, -2 if nothing is attached under this pid, else the exit code of the command: 0 after an
     *     orderly end, 1 after the action exit
     */
    @Description("Waits for the end of an attached pcheck (local socket only): -1 = it runs, else its exit code.")
    int await(
            @Description("Absolute path of the pfile.") String pfile,
            @Description("Pid of the command.") long pid,
            @Description("At most so long in ms.") long waitMillis);

    /**
     * Writes an event {@code audit} for what does not reach a bean: log-in, log-out, a role that is missing. Who asked, and
     * from where, is the {@link Caller} of this thread.
     *
     * <p>For the web tier in the same JVM; neither the local socket nor HTTP reaches it.
     *
     * @param pcheck name of the pcheck that was meant, empty for none
     * @param command log-in, log-out, or the operation that was refused
     * @param outcome done or refused
     * @param why of a refusal, else empty
     */
    @Description("Writes an audit event for a log-in or a refusal (the web tier of this server only).")
    void audit(
            @Description("Name of the pcheck that was meant, empty for none.") String pcheck,
            @Description("log-in, log-out, or the operation that was refused.") String command,
            @Description("done or refused.") String outcome,
            @Description("Why it was refused, else empty.") String why);
}
