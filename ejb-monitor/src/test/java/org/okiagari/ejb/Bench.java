package org.okiagari.ejb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.okiagari.api.EventRow;
import org.okiagari.api.PentRow;
import org.okiagari.check.ScriptNotes;

/** A saver in a JVM of its own, its daemons, and scripts that write down when they run: what tests of faults stand on. */
final class Bench implements AutoCloseable {
    final Foreign foreign;
    final Saver saver;
    private final Path directory;
    final ScriptNotes scripts;

    private Bench(Path directory, Foreign foreign, Saver saver) {
        this.directory = directory;
        this.foreign = foreign;
        this.saver = saver;
        this.scripts = new ScriptNotes(directory.resolve("scripts"));
    }

    /** Starts the saver; {@code settings} = lines of psagent.conf. */
    static Bench start(Path directory, String... settings) throws IOException {
        return new Bench(directory, Foreign.below(directory), started(directory, settings));
    }

    private static Saver started(Path directory, String... settings) throws IOException {
        // As much as the product has by default; each thread's arena counts too.
        return Saver.inItsOwnJvm(
                List.of("env", "JAVA_TOOL_OPTIONS=-Xmx128m", "MALLOC_ARENA_MAX=2"), directory, settings);
    }

    /** Ends the saver in order, and starts the next one in its home. */
    Bench restarted() throws Exception {
        saver.close();
        return new Bench(directory, foreign, started(directory));
    }

    /** Writes a restart script that writes down that it runs, does this, and writes down its end. */
    Path script(String name, String... work) {
        List<String> lines = new ArrayList<>(List.of(scripts.line("start")));
        lines.addAll(Arrays.asList(work));
        lines.add(scripts.line("end"));
        return saver.script(name, lines.toArray(String[]::new));
    }

    /** Returns the line that starts a daemon. */
    static String daemon(Path program) {
        return "setsid -f " + program + " 1000000 </dev/null >/dev/null 2>&1";
    }

    /** Starts a daemon and returns its PENT, which is saved by a script that works. */
    String good(Path program) {
        foreign.start(program, "1000000");
        return pent(program, script("restart_" + program.getFileName(), daemon(program)), 100);
    }

    static String pent(Path program, Path script, int retry) {
        return program + " : " + script + " : 600 : " + retry + " : continue";
    }

    /** Waits as long as ten times what a quiet machine needs. */
    static ConditionFactory within(int quietSeconds) {
        return Foreign.await().atMost(Duration.ofSeconds(10L * quietSeconds));
    }

    void awaitState(Path program, String procSts) {
        within(3).until(() -> saver.row(program).procSts().equals(procSts));
    }

    /** Kills a daemon that is up, awaits its return, and returns how long it was away. */
    Duration isSaved(Path program) {
        PentRow row = saver.row(program);
        assertThat(row.procSts()).isEqualTo("AVAIL");
        long begin = System.nanoTime();
        foreign.signal("KILL", row.pid());
        within(3).until(() -> saver.isUpAgain(program, row.pid()));
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Lets some checks be done. */
    void passChecks(String pcheck, int count) {
        for (int i = 0; i < count; i++) {
            saver.tick(pcheck);
        }
    }

    /** Returns the events of a PENT, without their pids. */
    List<String> kinds(Path program) {
        return saver.events().stream()
                .filter(event -> event.pent().equals(program.toString()))
                .map(event -> event.event().replace("pent.", ""))
                .toList();
    }

    /** Returns when each PENT's last attempt was told, by pname. */
    static Map<String, Instant> begun(List<EventRow> events) {
        return events.stream()
                .filter(event -> event.event().equals("pent.restart"))
                .collect(Collectors.toMap(
                        EventRow::pent,
                        event -> OffsetDateTime.parse(event.time()).toInstant(),
                        (one, later) -> later));
    }

    /** Returns how much time passed between the last events of two kinds. */
    Duration between(Path program, String first, String second) {
        return Duration.between(time(program, first), time(program, second));
    }

    private OffsetDateTime time(Path program, String kind) {
        EventRow event = saver.lastEvent(program, kind);
        return OffsetDateTime.parse(event.time());
    }

    /** Returns how many threads of the monitor there are. */
    long threads() throws IOException {
        try (Stream<Path> tasks = Files.list(process().resolve("task"))) {
            return tasks.filter(task -> text(task.resolve("comm")).startsWith("okiagari"))
                    .count();
        }
    }

    /** Returns a line of /proc/PID/status of the saver as a number: KiB for memory. */
    long status(String field) throws IOException {
        return Files.readAllLines(process().resolve("status")).stream()
                .filter(line -> line.startsWith(field + ":"))
                .map(line -> Long.valueOf(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private Path process() {
        return Path.of("/proc", Long.toString(saver.agent().getPid()));
    }

    /** Returns the state of a process as proc(5) has it: R, S, D, T, Z; a blank if there is none. */
    static String state(long pid) {
        String stat = text(Path.of("/proc", Long.toString(pid), "stat"));
        return stat.isEmpty() ? " " : stat.substring(stat.lastIndexOf(')') + 2).substring(0, 1);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    /** Tells the oracle that the scripts of this PENT do not write down their end. */
    void areKilled(Path program) {
        scripts.all().stream()
                .filter(note -> note[1].equals(program.toString()))
                .forEach(note -> saver.check().killedScript(note[3]));
    }

    @Override
    public void close() throws Exception {
        saver.close();
        foreign.close();
    }
}
