package org.okiagari;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * okiagari-check: reads what a run left, and proves the invariants of the product over all savers of that run.
 *
 * <p>It needs {@code events.jsonl} alone, with the numbers of retries for I-4; and for I-1 what restart scripts themselves wrote,
 * one line each when they start and when they end: {@code start PENT PID RUN}, {@code end PENT PID RUN}.
 *
 * <p>After a {@code kill -9} of the saver an event may be told again, or may be missing: the killed one had told it and not
 * saved it, or saved it and not told it. A {@code pcheck.start} says that this may be so.
 */
public final class OkiagariCheck {
    private static final Pattern FIELD =
            Pattern.compile("\"(event|pcheck|pent|pid|attempt|seq)\":\"?((?:[^\"\\\\,}]|\\\\.)*)\"?");
    private static final Set<String> OUTCOMES = Set.of("pent.up", "pent.restart", "pent.retryover");

    private final List<Map<String, String>> events = new ArrayList<>();
    private final List<String[]> scripts = new ArrayList<>();
    private final Set<String> killed = new HashSet<>();
    private final List<String> violations = new ArrayList<>();
    private int retry = Integer.MAX_VALUE;

    /** Reads the events of a log directory, rotated files too. */
    public static OkiagariCheck of(Path logDirectory) throws IOException {
        OkiagariCheck check = new OkiagariCheck();
        try (Stream<Path> files = Files.list(logDirectory)) {
            List<String> lines = new ArrayList<>();
            for (Path file : files.filter(path -> path.getFileName().toString().startsWith("events.jsonl"))
                    .toList()) {
                lines.addAll(Files.readAllLines(file));
            }
            lines.stream()
                    .map(OkiagariCheck::fields)
                    .filter(fields -> fields.containsKey("seq"))
                    .sorted((a, b) -> Long.compare(seq(a), seq(b)))
                    .forEach(check.events::add);
        }
        return check;
    }

    private static Map<String, String> fields(String line) {
        Map<String, String> fields = new HashMap<>();
        Matcher field = FIELD.matcher(line);
        while (field.find()) {
            fields.putIfAbsent(field.group(1), field.group(2));
        }
        return fields;
    }

    private static long seq(Map<String, String> event) {
        return Long.parseLong(event.getOrDefault("seq", "0"));
    }

    /** Adds what the scripts wrote. */
    public OkiagariCheck scripts(Path journal) throws IOException {
        if (Files.exists(journal)) {
            Files.readAllLines(journal).stream().map(line -> line.split(" ")).forEach(scripts::add);
        }
        return this;
    }

    /** A script of this run was killed, and could not write its end. */
    public OkiagariCheck killed(String run) {
        killed.add(run);
        return this;
    }

    /** Says how many restarts fit into one window, for all PENTs. */
    public OkiagariCheck retry(int count) {
        retry = count;
        return this;
    }

    /** Returns how many scripts started. */
    public long scriptStarts() {
        return scripts.stream().filter(line -> line[0].equals("start")).count();
    }

    /** Returns what is wrong, one line each; nothing if all is well. */
    public List<String> violations() {
        violations.clear();
        oneScript();
        numbers();
        Map<String, List<Map<String, String>>> byPent = new LinkedHashMap<>();
        for (Map<String, String> event : events) {
            String pent = event.getOrDefault("pent", "");
            if (!pent.isEmpty()) {
                byPent.computeIfAbsent(event.get("pcheck") + " " + pent, any -> new ArrayList<>())
                        .add(event);
            } else if (event.getOrDefault("event", "").startsWith("pcheck.")) {
                byPent.forEach((key, list) -> {
                    if (key.startsWith(event.get("pcheck") + " ")) {
                        list.add(event);
                    }
                });
            }
        }
        byPent.forEach(this::attempts);
        byPent.forEach(this::outcomes);
        return List.copyOf(violations);
    }

    /** I-1: at most one script of a PENT at any moment, and none of them twice. */
    private void oneScript() {
        Map<String, String> running = new HashMap<>();
        Set<String> seen = new HashSet<>();
        for (String[] line : scripts) {
            String pent = line[1];
            String run = line[3];
            if (line[0].equals("start")) {
                String other = running.put(pent, run);
                if (other != null && !killed.contains(other)) {
                    violations.add("I-1: script " + run + " of " + pent + " started while " + other + " ran");
                }
                if (!seen.add(run)) {
                    violations.add("I-1: attempt " + run + " of " + pent + " ran twice");
                }
            } else {
                running.remove(pent, run);
            }
        }
    }

    private void numbers() {
        for (int i = 1; i < events.size(); i++) {
            if (seq(events.get(i)) == seq(events.get(i - 1))) {
                violations.add("seq " + seq(events.get(i)) + " is there twice");
            }
        }
    }

    /** I-4: attempts of a window are numbered without a gap, never more than there may be, and none after RETRY_OVER. */
    private void attempts(String pent, List<Map<String, String>> story) {
        int last = 0;
        boolean isOver = false;
        boolean isNewSaver = false;
        for (Map<String, String> event : story) {
            switch (event.getOrDefault("event", "")) {
                case "pcheck.start" -> isNewSaver = true;
                case "pcheck.reload" -> {
                    isOver = false;
                    last = 0;
                }
                case "pent.retryover" -> isOver = true;
                case "pent.restart" -> {
                    int attempt = Integer.parseInt(event.getOrDefault("attempt", "0"));
                    boolean isNext = attempt == last + 1 || attempt == 1;
                    // Of a killed saver the last attempt may be untold, or told and not made.
                    boolean mayBe = isNewSaver && (attempt == last || attempt == last + 2);
                    if (!isNext && !mayBe) {
                        violations.add("I-4: attempt " + attempt + " after " + last + " of " + pent);
                    }
                    if (attempt > retry) {
                        violations.add("I-4: attempt " + attempt + " of " + retry + " of " + pent);
                    }
                    if (isOver && !isNewSaver) {
                        violations.add("I-4: an attempt after RETRY_OVER of " + pent);
                    }
                    last = attempt;
                    isNewSaver = false;
                }
                default -> {
                    // Says nothing of attempts.
                }
            }
        }
    }

    /** I-5: between two Downs there is an outcome, and there is none without a reason. */
    private void outcomes(String pent, List<Map<String, String>> story) {
        boolean isDown = false;
        boolean isUp = false;
        for (Map<String, String> event : story) {
            String type = event.getOrDefault("event", "");
            if (type.equals("pent.down")) {
                if (isDown) {
                    violations.add("I-5: two Downs of " + pent + " with nothing between, at seq " + seq(event));
                }
                isDown = true;
                isUp = false;
            } else if (OUTCOMES.contains(type)) {
                if (type.equals("pent.up") && isUp) {
                    violations.add("I-5: two Ups of " + pent + " with nothing between, at seq " + seq(event));
                }
                isDown = false;
                isUp = type.equals("pent.up");
            } else if (type.startsWith("pcheck.")) {
                isDown = false;
                isUp = false;
            }
        }
    }
}
