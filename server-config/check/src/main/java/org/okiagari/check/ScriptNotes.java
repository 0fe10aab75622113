package org.okiagari.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    /** Returns the line of sh that writes down the word; it makes no process. */
    public String line(String word) {
        return "read up rest </proc/uptime; echo \"" + word + " $OKIAGARI_PNAME $$ $OKIAGARI_RUN $up\" >>" + file;
    }

    /** Returns what was written, in words. */
    public List<String[]> all() {
        try {
            return Files.exists(file)
                    ? Files.readAllLines(file).stream()
                            .map(line -> line.split(" "))
                            .toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns how many scripts have started. */
    public long starts() {
        return all().stream().filter(note -> note[0].equals("start")).count();
    }

    /** Returns how many scripts ran at the same time that were younger than this. */
    public int mostAtOnce(double youngSeconds) {
        Map<String, Double> running = new HashMap<>();
        int most = 0;
        for (String[] note : all()) {
            double now = Double.parseDouble(note[4]);
            running.values().removeIf(since -> now - since > youngSeconds);
            if (note[0].equals("start")) {
                running.put(note[3], now);
            } else {
                running.remove(note[3]);
            }
            most = Math.max(most, running.size());
        }
        return most;
    }
}
