package org.okiagari.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.okiagari.saver.Exclusion;
import org.okiagari.saver.Found;
import org.okiagari.saver.ProcessId;
import org.okiagari.saver.ProcessIndex;
import org.okiagari.saver.ProcessName;
import org.okiagari.saver.Seen;

/** One PENT looked up among M processes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MatchBenchmark {
    /** How many processes there are. */
    @Param({"100", "10000"})
    private int processes;

    private List<Seen> seen = List.of();
    private ProcessIndex index = ProcessIndex.of(List.of());
    private final ProcessName path = new ProcessName("/opt/d00050", "/opt/d00050");
    private final ProcessName name = new ProcessName("d00050", "");
    private final ProcessName absent = new ProcessName("crond", "");

    /** Makes the look. */
    @Setup(Level.Trial)
    public void fill() {
        List<Seen> all = new ArrayList<>();
        for (int i = 0; i < processes; i++) {
            String program = String.format("/opt/d%05d", i);
            all.add(new Seen(new ProcessId(1_000 + i, i), 1, 1_000 + i, 1_000 + i, program, program, ""));
        }
        seen = List.copyOf(all);
        index = ProcessIndex.of(seen);
    }

    /** A path that is there. */
    @Benchmark
    public Optional<Found> path() {
        return index.match(path, Exclusion.NONE);
    }

    /** A bare name that is there. */
    @Benchmark
    public Optional<Found> name() {
        return index.match(name, Exclusion.NONE);
    }

    /** A bare name that is not there. */
    @Benchmark
    public Optional<Found> absent() {
        return index.match(absent, Exclusion.NONE);
    }

    /** What a full look pays before the first match. */
    @Benchmark
    public ProcessIndex build() {
        return ProcessIndex.of(seen);
    }
}
