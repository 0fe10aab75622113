package org.okiagari.jmx;

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
 */
public record Figures(
        Measurements timings,
        Supplier<ProcessTable.Cost> scans,
        Supplier<Descriptors> descriptors,
        LongSupplier cpuNanos) {}
