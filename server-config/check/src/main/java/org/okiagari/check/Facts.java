package org.okiagari.check;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/** What a test knows of its run besides the journal. */
final class Facts {
    /** A busy machine is granted this beyond each bound of time. */
    static final Duration SLACK = Duration.ofSeconds(Integer.getInteger("okiagari.check.slack", 15));

    /** A process that the test ended. */
    record Death(long pid, Instant time) {}

    /** A time in which the saver stood still (SIGSTOP). */
    record Pause(Instant from, Optional<Instant> to) {}

    /** The longest tick of a pcheck by its own measurement. */
    record Tick(String pcheck, Duration longest, Duration interval) {}

    /** Two things that must be equal. */
    record Pair(String what, Object before, Object after) {}

    /** What a process held before and after a load. */
    record Held(Footprint before, Footprint after) {}

    final List<String[]> scripts = new ArrayList<>();
    final Set<String> killedScripts = new HashSet<>();
    final List<Death> deaths = new ArrayList<>();
    final List<Pause> pauses = new ArrayList<>();
    final List<Tick> ticks = new ArrayList<>();
    final List<Pair> unchanged = new ArrayList<>();
    final List<Held> held = new ArrayList<>();
    final List<String> aliveThoughDown = new ArrayList<>();
    final Map<String, String> suspended = new TreeMap<>();
    OptionalInt retry = OptionalInt.empty();
    boolean areAllDeathsTold;
    Pfiles pfiles = new Pfiles();

    /** Returns how long the saver stood still in a span of time. */
    Duration paused(Instant from, Instant to) {
        Duration sum = Duration.ZERO;
        for (Pause pause : pauses) {
            Instant begin = pause.from().isAfter(from) ? pause.from() : from;
            Instant end = pause.to().filter(time -> time.isBefore(to)).orElse(to);
            if (end.isAfter(begin)) {
                sum = sum.plus(Duration.between(begin, end));
            }
        }
        return sum;
    }
}
