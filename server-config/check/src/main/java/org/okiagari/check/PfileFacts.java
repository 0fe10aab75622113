package org.okiagari.check;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the oracle needs of a pfile, read in the plainest way: good pfiles of tests only.
 *
 * @param interval MONITOR_INTERVAL
 * @param tryCount MONITOR_TRY_COUNT
 * @param settle SETTLE
 * @param pents by pname
 * @param changed when the file was last written
 */
record PfileFacts(Duration interval, int tryCount, Duration settle, Map<String, PentFacts> pents, Instant changed) {
    /**
     * One PENT.
     *
     * @param isOnlyReported whether there is nothing to run and nothing to end
     * @param grace GRACE, zero = for ever
     * @param retry retry count
     */
    record PentFacts(boolean isOnlyReported, Duration grace, int retry) {}

    static PfileFacts of(String text, Instant changed) {
        Map<String, String> params = new HashMap<>();
        Map<String, PentFacts> pents = new HashMap<>();
        boolean isPent = false;
        for (String raw : text.split("\\R")) {
            String line = raw.strip();
            if (line.matches("#+\\s*(PARAM|PENT)\\b.*")) {
                isPent = line.contains("PENT");
            } else if (isPent && !line.isEmpty() && !line.startsWith("#")) {
                pent(line, pents);
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                String[] words = line.split("\\s*=\\s*|\\s+");
                params.put(words[0], words.length > 1 ? words[1].replace("\"", "") : "");
            }
        }
        return new PfileFacts(
                Duration.ofSeconds(number(params, "MONITOR_INTERVAL", 10)),
                number(params, "MONITOR_TRY_COUNT", 2),
                Duration.ofMillis(number(params, "SETTLE", 1000)),
                pents,
                changed);
    }

    private static int number(Map<String, String> params, String key, int other) {
        String text = params.getOrDefault(key, "");
        return text.matches("\\d+") ? Integer.parseInt(text) : other;
    }

    private static void pent(String line, Map<String, PentFacts> pents) {
        String[] fields = line.replaceFirst("\\s+#.*", "").split("\\s*(?<!\\\\):\\s*");
        int last = fields.length - 1;
        if (last > 4 && fields[last].contains("=")) {
            last--;
        }
        if (last < 4 || !fields[last - 2].matches("\\d+") || !fields[last - 1].matches("\\d+")) {
            return;
        }
        boolean isOnlyReported = fields[1].equals("-") && fields[last].equalsIgnoreCase("continue");
        pents.put(
                fields[0].replace("\\:", ":"),
                new PentFacts(
                        isOnlyReported,
                        Duration.ofSeconds(Long.parseLong(fields[last - 2])),
                        Integer.parseInt(fields[last - 1])));
    }

    /** Returns a PENT's part. */
    Optional<PentFacts> pent(String pname) {
        return Optional.ofNullable(pents.get(pname));
    }
}
