package org.okiagari.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * okiagari-check: reads what the savers of one home left, takes what the test knows besides, and proves the invariants of
 * docs/reliability.md over all of it.
 *
 * <p>A test gets it from {@link Checks}, mostly through the helper that makes its home; then it is evaluated at the end of each
 * test by itself. What a test does not tell is not proven: journals say nothing of scripts (I-1), of ticks (I-7), of memory
 * (I-10).
 */
public final class OkiagariCheck {
    /** All that a run can prove; I-9 is a matrix of files and has its own tests. */
    private static final List<Invariant> INVARIANTS = List.of(
            new OneScript(),
            new ProvenDeath(),
            new NoDeathMissed(),
            new RetriesInWindow(),
            new OneOutcome(),
            new EveryNumber(),
            new QuickTick(),
            new AllOrNothing(),
            new NothingLeft());

    private final Path home;
    private final Path log;
    private final Facts facts = new Facts();
    private final List<Path> scripts = new ArrayList<>();

    private OkiagariCheck(Path home) {
        this.home = home;
        this.log = home.resolve("log");
    }

    /** Returns one for a home, which need not be there yet. */
    public static OkiagariCheck of(Path home) {
        return new OkiagariCheck(home);
    }

    /** I-1: names the file where restart scripts write {@code start PENT PID RUN} and {@code end PENT PID RUN}. */
    public OkiagariCheck scripts(Path file) {
        if (!scripts.contains(file)) {
            scripts.add(file);
        }
        return this;
    }

    /**
     * I-1: returns the text of a shell script that does these lines and writes down its start and its end. The lines must not
     * {@code exec} another program, whose end nobody would write.
     */
    public String recordingScript(String... lines) {
        Path file = home.resolve("scripts-of-the-test");
        scripts(file);
        String line = " $OKIAGARI_PNAME $$ $OKIAGARI_RUN";
        return String.join(
                "\n",
                "#!/bin/sh",
                "if [ -n \"$OKIAGARI_RUN\" ]; then",
                "    echo \"start" + line + "\" >>'" + file + "'",
                "    trap 'echo \"end" + line + "\" >>\"" + file + "\"' EXIT",
                "fi",
                String.join("\n", lines),
                "");
    }

    /** I-1: a script of this run was killed, and could not write its end. */
    public OkiagariCheck killedScript(String run) {
        facts.killedScripts.add(run);
        return this;
    }

    /** I-3: the test ends these processes now, for certain. */
    public OkiagariCheck dies(long... pids) {
        return diesAt(Instant.now(), pids);
    }

    OkiagariCheck diesAt(Instant time, long... pids) {
        for (long pid : pids) {
            facts.deaths.add(new Facts.Death(pid, time));
        }
        return this;
    }

    /** I-2: the test told every death with {@link #dies}: any other Down of a process is wrong. */
    public OkiagariCheck allDeathsAreTold() {
        facts.areAllDeathsTold = true;
        return this;
    }

    /** I-3: the saver stands still from now on (SIGSTOP). */
    public OkiagariCheck standsStill() {
        facts.pauses.add(new Facts.Pause(Instant.now(), Optional.empty()));
        return this;
    }

    OkiagariCheck pausedAt(Instant from, Instant to) {
        facts.pauses.add(new Facts.Pause(from, Optional.of(to)));
        return this;
    }

    /** I-3: the saver goes on. */
    public OkiagariCheck goesOn() {
        Instant now = Instant.now();
        facts.pauses.replaceAll(
                pause -> pause.to().isPresent() ? pause : new Facts.Pause(pause.from(), Optional.of(now)));
        return this;
    }

    /** I-4: says how many restarts fit into one window, for all PENTs; else it is read from the pfile. */
    public OkiagariCheck retry(int count) {
        facts.retry = OptionalInt.of(count);
        return this;
    }

    /** I-7: tells the longest tick of a pcheck by its own measurement. */
    public OkiagariCheck longestTick(String pcheck, Duration longest, Duration interval) {
        facts.ticks.add(new Facts.Tick(pcheck, longest, interval));
        return this;
    }

    /** I-8: tells what was there before and after something that must change nothing. */
    public OkiagariCheck unchanged(String what, Object before, Object after) {
        facts.unchanged.add(new Facts.Pair(what, before, after));
        return this;
    }

    /** I-10: tells what a process held before a load and after it. */
    public OkiagariCheck held(Footprint before, Footprint after) {
        facts.held.add(new Facts.Held(before, after));
        return this;
    }

    /** This run breaks an invariant on purpose. */
    public OkiagariCheck suspend(String invariant, String why) {
        if (INVARIANTS.stream().noneMatch(known -> known.name().equals(invariant)) || why.isBlank()) {
            throw new IllegalArgumentException("no invariant, or no reason: " + invariant + " " + why);
        }
        facts.suspended.put(invariant, why);
        return this;
    }

    /** Returns how many scripts started. */
    public long scriptStarts() {
        return scriptLines("start");
    }

    /** Returns how many scripts wrote down their end. */
    public long scriptEnds() {
        return scriptLines("end");
    }

    private long scriptLines(String word) {
        readScripts();
        return facts.scripts.stream().filter(line -> line[0].equals(word)).count();
    }

    /** Returns what was told of each PENT, by pname: a word and a pid an event, {@code up 17}, {@code down 17}, {@code restart 17}. */
    public Map<String, List<String>> stories() {
        return Journal.of(log).events().stream()
                .filter(event -> !event.pent().isEmpty())
                .collect(Collectors.groupingBy(
                        Told::pent,
                        Collectors.mapping(
                                event -> event.event().replace("pent.", "") + " " + event.pid(), Collectors.toList())));
    }

    /** Returns what was told of one PENT. */
    public List<String> story(String pname) {
        return stories().getOrDefault(pname, List.of());
    }

    /** Returns what is wrong, one line each; nothing if all is well. */
    public List<String> violations() {
        return violations(List.of());
    }

    /** Returns the same without some invariants. */
    List<String> violations(List<String> suspended) {
        readScripts();
        facts.pfiles = new Pfiles();
        Run run = Run.of(Journal.of(log), facts);
        TreeSet<String> wrong = new TreeSet<>();
        for (Invariant invariant : INVARIANTS) {
            if (!suspended.contains(invariant.name()) && !facts.suspended.containsKey(invariant.name())) {
                invariant.prove(run, line -> wrong.add(invariant.name() + ": " + line));
            }
        }
        return List.copyOf(wrong);
    }

    /** While daemons are still there: what is told as Down and is alive. */
    void lookAtTheLiving() {
        for (Story story : Journal.of(log).stories()) {
            story.events().stream()
                    .filter(event ->
                            event.is("pent.down") && !event.detail("exit").isEmpty())
                    .filter(LivingProcess::isStillThere)
                    .map(event -> "told as Down and alive: " + event)
                    .filter(line -> !facts.aliveThoughDown.contains(line))
                    .forEach(facts.aliveThoughDown::add);
        }
    }

    /** Returns the directory that is read. */
    Path log() {
        return log;
    }

    private void readScripts() {
        facts.scripts.clear();
        for (Path file : scripts) {
            try {
                if (Files.exists(file)) {
                    Files.readAllLines(file).stream()
                            .map(line -> line.split(" "))
                            .forEach(facts.scripts::add);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
