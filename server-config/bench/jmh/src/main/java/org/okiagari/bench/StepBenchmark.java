package org.okiagari.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.okiagari.pfile.Pent;
import org.okiagari.pfile.RetryOverAction;
import org.okiagari.saver.ExitStatus;
import org.okiagari.saver.Found;
import org.okiagari.saver.Now;
import org.okiagari.saver.Observation;
import org.okiagari.saver.PentMachine;
import org.okiagari.saver.PentRule;
import org.okiagari.saver.PentState;
import org.okiagari.saver.ProcessId;
import org.okiagari.saver.Sight;
import org.okiagari.saver.Step;

/** One step of the machine of one PENT. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class StepBenchmark {
    private static final long MINUTE = 60_000_000_000L;

    private final PentRule rule = new PentRule(
            new Pent(
                    1, 8, "crond", "/bin/restart", Duration.ofSeconds(86_400), 3, RetryOverAction.CONTINUE, "continue"),
            Duration.ofSeconds(10),
            2,
            Optional.empty());
    private final Now start = new Now(0, Instant.EPOCH);
    private final Now later = new Now(MINUTE, Instant.EPOCH.plusSeconds(60));
    private final Observation same = new Observation.Looked(new Sight.Same());
    private final Observation death = new Observation.Looked(
            new Sight.Nothing(true, Optional.of(new ExitStatus.Signalled(9))));
    private PentState up = PentState.fresh();

    /** Brings the PENT up. */
    @Setup(Level.Trial)
    public void bringUp() {
        Observation found = new Observation.Looked(
                new Sight.Other(new Found(new ProcessId(4711, 1), "/usr/sbin/crond"), Optional.empty()));
        up = PentMachine.step(rule, PentState.fresh(), found, start).state();
    }

    /** Nothing happened. */
    @Benchmark
    public Step same() {
        return PentMachine.step(rule, up, same, later);
    }

    /** It died: Down, Try to restart, the order to run the script. */
    @Benchmark
    public Step death() {
        return PentMachine.step(rule, up, death, later);
    }
}
