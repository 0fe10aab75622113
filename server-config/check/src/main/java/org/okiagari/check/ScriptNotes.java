package org.okiagari.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What restart scripts write down of their runs, with the time: {@code start PENT PID RUN SECONDS}, {@code end PENT PID RUN
 * SECONDS}; the seconds since the boot, right to 10 ms.
 *
 * @param file where they write it
 */
public record ScriptNotes(Path file) {
    /** The clocks are right to 10 ms each. */
    private static final Duration CLOCKS = Duration.ofMillis(50);

    /** Returns the line of sh that writes down the word; it makes no process. */
    public String line(String word) {
        return "read up rest </proc/uptime; echo \"" + word + " $OKIAGARI_PNAME $$ $OKIAGARI_RUN $up\" >>" + file;
    }

    /** Returns what was written, in words. */
    public List<String[]> all() {
        try {
            String text = Files.exists(file) ? Files.readString(file) : "";
            // A line in the making has no end yet.
            return text.substring(0, text.lastIndexOf('\n') + 1)
                    .lines()
                    .map(line -> line.split(" "))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns how many scripts have started. */
    public long starts() {
        return all().stream().filter(note -> note[0].equals("start")).count();
    }

    /**
     * Returns how many scripts ran at the same time that were younger than this; each PENT has run one.
     *
     * @param begun when the saver told the attempt, by pname: a busy machine lets a script say so itself much later
     */
    public int mostAtOnce(Map<String, Instant> begun, Duration young) {
        Map<String, Instant> ended = ends();
        return begun.values().stream()
                .mapToInt(now -> (int) begun.entrySet().stream()
                        .filter(run -> !run.getValue().isAfter(now)
                                && run.getValue().plus(young).isAfter(now))
                        .filter(run ->
                                ended.getOrDefault(run.getKey(), Instant.MAX).isAfter(now))
                        .count())
                .max()
                .orElse(0);
    }

    /** By the wall clock, early rather than late. */
    private Map<String, Instant> ends() {
        try {
            double uptime =
                    Double.parseDouble(Files.readString(Path.of("/proc/uptime")).split(" ")[0]);
            Instant now = Instant.now().minus(CLOCKS);
            Map<String, Instant> ends = new HashMap<>();
            for (String[] note : all()) {
                if (note[0].equals("end")) {
                    ends.put(note[1], now.minusMillis((long) ((uptime - Double.parseDouble(note[4])) * 1000)));
                }
            }
            return ends;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
