package org.okiagari.api;

/**
 * What the monitor measures of itself, of all pchecks together. Reads take no lock and do no I/O.
 *
 * <p>Medians and the like are since the start and right to 12 %; the greatest is exact. Plain numbers, so that a console can
 * draw each.
 */
public interface SelfMeasurement {
    /** Returns deaths whose age was known when they were acted on, since the start. */
    @Description("Deaths whose age was known when they were acted on, since the start.")
    long getDetectionLatencyCount();

    /**
     * Returns the median age of deaths when they were acted on in us, -1 before the first; by polling it is counted
     * from the last sign of life.
     */
    @Description(
            "Median age of deaths when they were acted on in us, -1 before the first. By polling: from the last sign of life.")
    long getDetectionLatencyMedianMicros();

    /** Returns the age of deaths that 99 of 100 did not exceed in us, -1 before the first. */
    @Description("Age of deaths when they were acted on that 99 of 100 did not exceed, in us, -1 before the first.")
    long getDetectionLatencyP99Micros();

    /** Returns the greatest age of a death in us, -1 before the first. */
    @Description("Greatest age of a death when it was acted on in us, -1 before the first.")
    long getDetectionLatencyMaxMicros();

    /** Returns PENTs that came back by their script, since the start. */
    @Description("Restarts that came to Up, since the start.")
    long getRestartDurationCount();

    /** Returns the median time from a death seen to Up in ms, -1 before the first. */
    @Description("Median time from death seen to Up in ms, -1 before the first.")
    long getRestartDurationMedianMillis();

    /** Returns the time from a death seen to Up that 99 of 100 did not exceed in ms, -1 before the first. */
    @Description("Time from death seen to Up that 99 of 100 did not exceed, in ms, -1 before the first.")
    long getRestartDurationP99Millis();

    /** Returns the longest time from a death seen to Up in ms, -1 before the first. */
    @Description("Longest time from death seen to Up in ms, -1 before the first.")
    long getRestartDurationMaxMillis();

    /** Returns checks done since the start, of all pchecks. */
    @Description("Checks done since the start, of all pchecks.")
    long getTickLengthCount();

    /** Returns the median length of a check of one pcheck in us, -1 before the first. */
    @Description("Median length of a check of one pcheck in us, -1 before the first.")
    long getTickLengthMedianMicros();

    /** Returns the length of a check that 99 of 100 did not exceed in us, -1 before the first. */
    @Description("Length of a check that 99 of 100 did not exceed, in us, -1 before the first.")
    long getTickLengthP99Micros();

    /** Returns the length of the longest check in us, -1 before the first. */
    @Description("Length of the longest check in us, -1 before the first.")
    long getTickLengthMaxMicros();

    /** Returns complete looks at the process table since the start; while all is well there are none. */
    @Description("Complete looks at the process table since the start; none are taken while all is well.")
    long getScanCount();

    /** Returns looks at the process table that failed since the start; none is a death. */
    @Description("Looks at the process table that failed, since the start.")
    long getFailedScanCount();

    /** Returns the CPU time of the last look at the process table in us, 0 before the first. */
    @Description("CPU time of the last look at the process table in us, 0 before the first.")
    long getLastScanCpuMicros();

    /**
     * Returns the CPU time of all looks at the process table since the start in ms; it is part of MonitoringCpuMillis.
     */
    @Description("CPU time of all looks at the process table since the start in ms, part of MonitoringCpuMillis.")
    long getScanCpuMillis();

    /** Returns how many processes the last look at the process table saw, 0 before the first. */
    @Description("Processes that the last look at the process table saw, 0 before the first.")
    int getProcessCount();

    /** Returns how many PENTs are AVAIL and watched by event: the kernel tells their death at once. */
    @Description("PENTs in AVAIL whose death the kernel tells at once.")
    int getWatchedByEvent();

    /** Returns how many PENTs are AVAIL and looked at by each check only. */
    @Description("PENTs in AVAIL that only the checks look at.")
    int getWatchedByPoll();

    /**
     * Returns how many of WatchedByPoll should be watched by event (DETECT = event) and can not be; PolledBecause of
     * the PENT says why.
     */
    @Description("PENTs of WatchedByPoll that should be watched by event; PolledBecause says why they are not.")
    int getFellBackToPoll();

    /**
     * Returns the open file descriptors of this server, the watched processes' included; -1 if unknown. Some seconds
     * old.
     */
    @Description("Open file descriptors of this server, -1 if unknown; some seconds old.")
    long getDescriptorsOpen();

    /** Returns how many file descriptors this server may open, -1 if unknown. Some seconds old. */
    @Description("File descriptors that this server may open, -1 if unknown; some seconds old.")
    long getDescriptorsLimit();

    /** Returns the file descriptors that are held to watch processes. */
    @Description("File descriptors held to watch processes.")
    long getDescriptorsWatching();

    /**
     * Returns the CPU time of all monitoring since the start in ms: our threads, those that ended too, and the checks
     * in the server's threads. Not in it: what serves readers, the server itself, the JVM's compiler and collector.
     */
    @Description(
            "CPU time of all monitoring since the start in ms: our threads, and the checks in the server's threads.")
    long getMonitoringCpuMillis();

    /**
     * Returns how often a state or an attempt could not be handed to the kernel, or not in time, since the start: a
     * disk that is full or slow. It holds up no restart.
     */
    @Description("How often a state or an attempt could not be saved, or not in time, since the start.")
    long getStateLogBehind();

    /** Returns how many lines wait for syslog; 0 where SYSLOG is off. */
    @Description("Lines that wait for syslog.")
    int getSyslogBacklog();

    /** Returns how many lines syslog did not get because too many waited, since the start; a GAP line tells it there. */
    @Description("Lines that syslog did not get because too many waited, since the start.")
    long getSyslogDrops();

    /** Returns the histograms behind the figures above: detection, restart, tick. */
    @Description("Histograms of detection latency, restart duration and tick length.")
    TimingRow[] getTimings();
}
