package org.okiagari.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.okiagari.linux.OsLayer;
import org.okiagari.pcheck.ProcessTable;

/** One look at the real /proc, with as many processes as there are now. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ScanBenchmark {
    /** ALL = everybody's program is read again, CHANGES = only of those who are new. */
    @Param({"ALL", "CHANGES"})
    private ProcessTable.Depth depth = ProcessTable.Depth.ALL;

    private OsLayer os;

    /** Loads the native layer. */
    @Setup(Level.Trial)
    public void open() throws IOException {
        Path directory = Files.createTempDirectory("okiagari-jmh");
        os = OsLayer.open(directory);
        directory.toFile().deleteOnExit();
    }

    /** Unloads it. */
    @TearDown(Level.Trial)
    public void close() {
        os.close();
    }

    /** Looks. */
    @Benchmark
    public ProcessTable.Look look() {
        return os.table().look(depth, Duration.ZERO);
    }
}
