package org.okiagari.jmx;

import java.util.stream.Stream;
import org.okiagari.api.SelfMeasurement;
import org.okiagari.api.TimingRow;
import org.okiagari.pcheck.Pcheck;
import org.okiagari.pcheck.PcheckSnapshot;
import org.okiagari.pcheck.Pchecks;
import org.okiagari.pcheck.Timing;
import org.okiagari.pfile.Param;

/** What the monitor measures of itself, as numbers that a console can draw. */
class MeasuredBean implements SelfMeasurement {
    private static final double MEDIAN = 0.5;
    private static final double P99 = 0.99;
    private static final long NANOS_PER_MILLI = 1_000_000;
    /** From a death told by the kernel on a quiet machine to a restart that takes an hour. */
    private static final long[] BOUNDS_MICROS = {
        100,
        250,
        500,
        1_000,
        2_500,
        5_000,
        10_000,
        25_000,
        50_000,
        100_000,
        250_000,
        500_000,
        1_000_000,
        2_500_000,
        5_000_000,
        10_000_000,
        30_000_000,
        60_000_000,
        300_000_000,
        3_600_000_000L
    };

    private final Pchecks pchecks;
    private final Figures figures;

    MeasuredBean(Pchecks pchecks, Figures figures) {
        this.pchecks = pchecks;
        this.figures = figures;
    }

    @Override
    public long getDetectionLatencyCount() {
        return detection().count();
    }

    @Override
    public long getDetectionLatencyMedianMicros() {
        return detection().quantileMicros(MEDIAN);
    }

    @Override
    public long getDetectionLatencyP99Micros() {
        return detection().quantileMicros(P99);
    }

    @Override
    public long getDetectionLatencyMaxMicros() {
        return maxMicros(detection());
    }

    @Override
    public long getRestartDurationCount() {
        return restart().count();
    }

    @Override
    public long getRestartDurationMedianMillis() {
        return millis(restart().quantileMicros(MEDIAN));
    }

    @Override
    public long getRestartDurationP99Millis() {
        return millis(restart().quantileMicros(P99));
    }

    @Override
    public long getRestartDurationMaxMillis() {
        return millis(maxMicros(restart()));
    }

    @Override
    public long getTickLengthCount() {
        return tick().count();
    }

    @Override
    public long getTickLengthMedianMicros() {
        return tick().quantileMicros(MEDIAN);
    }

    @Override
    public long getTickLengthP99Micros() {
        return tick().quantileMicros(P99);
    }

    @Override
    public long getTickLengthMaxMicros() {
        return maxMicros(tick());
    }

    @Override
    public long getScanCount() {
        return figures.scans().get().looks();
    }

    @Override
    public long getFailedScanCount() {
        return figures.scans().get().failed();
    }

    @Override
    public long getLastScanCpuMicros() {
        return figures.scans().get().lastCpuNanos() / 1_000;
    }

    @Override
    public long getScanCpuMillis() {
        return figures.scans().get().cpuNanos() / NANOS_PER_MILLI;
    }

    @Override
    public int getProcessCount() {
        return figures.scans().get().processes();
    }

    @Override
    public int getWatchedByEvent() {
        return snapshots().mapToInt(snapshot -> Rows.watched(snapshot, true)).sum();
    }

    @Override
    public int getWatchedByPoll() {
        return snapshots().mapToInt(snapshot -> Rows.watched(snapshot, false)).sum();
    }

    @Override
    public int getFellBackToPoll() {
        return snapshots()
                .filter(snapshot -> snapshot.param().detect() == Param.Detect.EVENT)
                .mapToInt(snapshot -> Rows.watched(snapshot, false))
                .sum();
    }

    @Override
    public long getDescriptorsOpen() {
        return figures.descriptors().get().open();
    }

    @Override
    public long getDescriptorsLimit() {
        return figures.descriptors().get().limit();
    }

    @Override
    public long getDescriptorsWatching() {
        return figures.descriptors().get().watching();
    }

    @Override
    public long getMonitoringCpuMillis() {
        return figures.cpuNanos().getAsLong() / NANOS_PER_MILLI;
    }

    @Override
    public long getStateLogBehind() {
        return figures.backlog().stateLogBehind().getAsLong();
    }

    @Override
    public int getSyslogBacklog() {
        return figures.backlog().syslogBacklog().getAsInt();
    }

    @Override
    public long getSyslogDrops() {
        return figures.backlog().syslogDrops().getAsLong();
    }

    @Override
    public TimingRow[] getTimings() {
        return new TimingRow[] {
            histogram("detection", detection()), histogram("restart", restart()), histogram("tick", tick())
        };
    }

    Stream<PcheckSnapshot> snapshots() {
        return pchecks.running().stream().map(Pcheck::snapshot);
    }

    private Timing detection() {
        return figures.timings().detection();
    }

    private Timing restart() {
        return figures.timings().restart();
    }

    private Timing tick() {
        return figures.timings().tick();
    }

    /** Counted from the shortest on: one that is added meanwhile makes no bucket smaller than the one before it. */
    private static TimingRow histogram(String name, Timing timing) {
        long[] counts = new long[BOUNDS_MICROS.length + 1];
        for (int i = 0; i < BOUNDS_MICROS.length; i++) {
            counts[i] = timing.atMostMicros(BOUNDS_MICROS[i]);
        }
        counts[BOUNDS_MICROS.length] = timing.count();
        return new TimingRow(name, BOUNDS_MICROS, counts, timing.sumNanos() / 1_000);
    }

    private static long maxMicros(Timing timing) {
        return timing.count() == 0 ? -1 : timing.maxNanos() / 1_000;
    }

    /** Rounded up: what took less than a millisecond was not nothing. */
    private static long millis(long micros) {
        return micros < 0 ? -1 : (micros + 999) / 1_000;
    }
}
