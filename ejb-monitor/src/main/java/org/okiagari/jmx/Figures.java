package org.okiagari.jmx;

import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.okiagari.pcheck.Measurements;
import org.okiagari.pcheck.ProcessTable;

/**
 * Where the agent's bean reads what the monitor measures of itself; none of it waits or does I/O.
 *
 * @param timings histograms of all pchecks
 * @param scans what looking at the process table has cost
 * @param descriptors the last count
 * @param cpuNanos CPU time of all monitoring since the start
 * @param backlog what is behind
 */
public record Figures(
        Measurements timings,
        Supplier<ProcessTable.Cost> scans,
        Supplier<Descriptors> descriptors,
        LongSupplier cpuNanos,
        Backlog backlog) {
    /**
     * What waits for a disk or for syslog, and what was lost meanwhile.
     *
     * @param stateLogBehind how often a saved state was late
     * @param syslogBacklog lines that wait for syslog
     * @param syslogDrops lines that syslog did not get
     */
    public record Backlog(LongSupplier stateLogBehind, IntSupplier syslogBacklog, LongSupplier syslogDrops) {
        /** Nothing waits. */
        public static final Backlog NONE = new Backlog(() -> 0, () -> 0, () -> 0);
    }
}
