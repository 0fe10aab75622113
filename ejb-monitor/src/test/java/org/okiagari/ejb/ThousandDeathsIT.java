package org.okiagari.ejb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.okiagari.api.EventRow;
import org.okiagari.api.PentRow;
import org.okiagari.check.Alone;

/** All of a thousand daemons die at once. */
@Alone(why = "it bounds a time and counts scripts by their age; a thousand starts leave a neighbour no processor")
class ThousandDeathsIT {
    private static final int ALL = 1000;
    private static final int PARALLEL = 8;
    private static final String PCHECK = "pfile_thousand";
    /** A script is young for a second after it was started, which is a moment before that is told. */
    private static final Duration SURELY_YOUNG = Duration.ofMillis(600);
    /** On a quiet machine a script takes 10 ms of a processor. */
    private static final Duration MOST = Duration.ofSeconds(10 * ALL / 100);

    private static final long MOST_GROWTH_KIB = 50 * 1024;

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private Bench bench;

    @BeforeEach
    void start() throws IOException {
        bench = Bench.start(directory, "RESTART_PARALLEL = " + PARALLEL);
    }

    @AfterEach
    void end() throws Exception {
        if (bench != null) {
            bench.close();
        }
    }

    @Test
    @DisplayName("R-16: 1,000 processes die within 100 ms: 1,000 Down, scripts within RESTART_PARALLEL, memory bounded")
    void aThousandDeathsAreToldAndAnswered() throws Exception {
        startPcheck();
        long[] pids = all().stream().mapToLong(PentRow::pid).toArray();
        long before = bench.status("VmRSS");

        long begin = System.nanoTime();
        bench.foreign.signal("KILL", pids);
        Duration killing = Duration.ofNanos(System.nanoTime() - begin);
        Map<Long, Boolean> dead = Arrays.stream(pids).boxed().collect(Collectors.toMap(Function.identity(), p -> true));
        Foreign.await()
                .atMost(MOST)
                .pollInterval(Duration.ofMillis(200))
                .until(() ->
                        all().stream().allMatch(row -> row.procSts().equals("AVAIL") && !dead.containsKey(row.pid())));
        Duration took = Duration.ofNanos(System.nanoTime() - begin);

        List<EventRow> events = bench.saver.events();
        Map<String, List<String>> stories = new HashMap<>();
        events.stream()
                .filter(event -> !event.pent().isEmpty())
                .forEach(event -> stories.computeIfAbsent(event.pent(), none -> new ArrayList<>())
                        .add(event.event()));
        assertThat(stories).hasSize(ALL);
        assertThat(stories.values())
                .allSatisfy(
                        story -> assertThat(story).containsExactly("pent.up", "pent.down", "pent.restart", "pent.up"));
        List<OffsetDateTime> downs = events.stream()
                .filter(event -> event.event().equals("pent.down"))
                .map(event -> OffsetDateTime.parse(event.time()))
                .sorted()
                .toList();
        Duration telling = Duration.between(downs.get(0), downs.get(ALL - 1));
        long growth = bench.status("VmHWM") - before;
        System.out.printf(
                "ThousandDeathsIT R-16: killed in %d ms, told within %d ms, all up after %d ms, memory + %d KiB%n",
                killing.toMillis(), telling.toMillis(), took.toMillis(), growth);
        assertThat(telling).isLessThan(Duration.ofSeconds(10));
        assertThat(bench.scripts.starts()).isEqualTo(ALL);
        assertThat(bench.scripts.mostAtOnce(Bench.begun(events), SURELY_YOUNG)).isLessThanOrEqualTo(PARALLEL);
        assertThat(growth).as("memory in KiB").isLessThan(MOST_GROWTH_KIB);
        assertThat(bench.saver.agent().getEventDrops()).isZero();
    }

    private List<PentRow> all() {
        return Arrays.asList(bench.saver.agent().getAllPents());
    }

    private void startPcheck() {
        Path script = bench.script("restart", Bench.daemon(Path.of("$1")));
        List<String> pents = new ArrayList<>();
        List<String> programs = new ArrayList<>();
        for (int i = 1; i <= ALL; i++) {
            Path program = bench.foreign.sleeper("one-of-many-" + i);
            programs.add(program.toString());
            pents.add(program + " : " + script + " " + program + " : 600 : 9 : continue");
        }
        bench.foreign.startAll(programs);
        bench.saver.start(PCHECK, "MONITOR_INTERVAL 1", pents.toArray(String[]::new));
        Bench.within(3).until(() -> all().stream().allMatch(row -> row.procSts().equals("AVAIL")));
    }
}
