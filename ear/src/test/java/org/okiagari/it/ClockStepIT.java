package org.okiagari.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.okiagari.check.Checks;
import org.okiagari.check.Needs;
import org.okiagari.check.Suspends;
import org.okiagari.check.TestClock;

/**
 * the wall clock of the server is stepped, and the server stands still for a while. EJB timers stop where the
 * clock was set back (Payara); checks do not.
 */
@Suspends(
        value = "I-3",
        why = "the times of events are those of the stepped clock; the tests wait for each death themselves")
@Suspends(
        value = "I-4",
        why = "the age of a window is told by the stepped clock; the tests count the attempts themselves")
class ClockStepIT {
    private static final List<String> PCHECKS = List.of("pfile_event", "pfile_poll");
    private static final Map<String, Duration> STEPS = steps();
    /** Of a GRACE that any step of the wall clock would end or begin anew. */
    private static final int SHORT = 2;

    private static final int LONG = 86400;
    /** MONITOR_INTERVAL is 1 s: 3.5 of it and a second. */
    private static final long LONGEST_GAP_MILLIS = Bounds.of(4_500);

    private static final TestHome HOME = TestHome.create("clock");
    private static final Map<String, Daemon> DAEMONS = new LinkedHashMap<>();

    @SuppressWarnings("NullAway.Init")
    private static TestClock clock;

    @SuppressWarnings("NullAway.Init")
    private static RunningServer server;

    private static Map<String, Duration> steps() {
        Map<String, Duration> steps = new LinkedHashMap<>();
        steps.put("-1 h", Duration.ofHours(-1));
        steps.put("+1 h", Duration.ofHours(1));
        steps.put("-1 day", Duration.ofDays(-1));
        steps.put("+10 years", Duration.ofDays(3653));
        return steps;
    }

    @BeforeAll
    static void start() {
        Needs.program("/usr/bin/gcc", "gcc, libc6-dev");
        clock = TestClock.create(HOME.path());
        for (String pcheck : PCHECKS) {
            String detect = pcheck.substring(pcheck.indexOf('_') + 1);
            HOME.pfile(
                    pcheck,
                    0x1f00c100 + DAEMONS.size(),
                    List.of("MONITOR_INTERVAL 1", "DETECT " + detect),
                    started(pcheck + "-short").pent(SHORT, 1, "continue"),
                    started(pcheck + "-long").pent(LONG, STEPS.size() - 1, "continue"),
                    started(pcheck + "-hand").pent(LONG, 9, "continue"),
                    made(pcheck + "-guest").program() + " : - : 0 : 0 : continue");
        }
        server = RunningServer.start(
                HOME,
                line -> Stream.concat(clock.under().stream(), line.stream()).toList());
        Wait.until(() -> assertThat(states()).containsOnly("AVAIL", "DOWN"));
    }

    @AfterAll
    @SuppressWarnings("NullAway") // A server that did not start is null.
    static void end() {
        if (server != null) {
            server.close();
        }
        Daemons.killAllBelow(HOME.path());
    }

    private static Daemon made(String name) {
        Daemon daemon = HOME.daemon(name);
        DAEMONS.put(name, daemon);
        return daemon;
    }

    private static Daemon started(String name) {
        Daemon daemon = made(name);
        daemon.start();
        return daemon;
    }

    private static Daemon daemon(String name) {
        return Objects.requireNonNull(DAEMONS.get(name), name);
    }

    private static Stream<String> states() {
        return PCHECKS.stream().flatMap(pcheck -> pents(pcheck, "procSts"));
    }

    private static Stream<String> pents(String pcheck, String field) {
        return LocalSocket.read(HOME, Beans.pcheck(pcheck), "Pents").getAsJsonArray().asList().stream()
                .map(row -> row.getAsJsonObject().get(field).getAsString());
    }

    private static String field(String name, String field) {
        int dash = name.indexOf('-');
        int at = List.of("-short", "-long", "-hand", "-guest").indexOf(name.substring(dash));
        return pents(name.substring(0, dash), field).toList().get(at);
    }

    private static long agent(String attribute) {
        return LocalSocket.read(HOME, Beans.AGENT, attribute).getAsLong();
    }

    /** Kills a daemon and returns its pid. */
    private static long kill(String name) {
        long pid = Long.parseLong(field(name, "pid"));
        daemon(name).kill(pid);
        return pid;
    }

    private static void awaitState(String name, String state, long notPid) {
        Wait.until(() -> {
            assertThat(field(name, "procSts")).as(name).isEqualTo(state);
            assertThat(field(name, "pid")).as(name).isNotEqualTo(Long.toString(notPid));
        });
    }

    @Test
    void r12StepsOfTheWallClockChangeNothing() {
        int step = 0;
        for (Map.Entry<String, Duration> each : STEPS.entrySet()) {
            step++;
            long shortGrace = System.nanoTime();
            clock.add(each.getValue());
            checksGoOn(each.getKey());
            deathsAreSaved(step);
            // The next deaths of who has a short GRACE come in another window.
            Wait.until(() ->
                    assertThat(System.nanoTime() - shortGrace).isGreaterThan(TimeUnit.SECONDS.toNanos(SHORT + 1)));
        }
        System.out.println("ClockStepIT: timers made anew "
                + server.output()
                        .lines()
                        .filter(line -> line.contains("it is made anew"))
                        .count() + ", waits on the wall clock "
                + clock.wallWaits());
        assertThat(clock.wallWaits())
                .as("nothing that comes again and again waits on the wall clock")
                .isLessThan(20);
    }

    /** The age of the last check, and what only checks can see: who comes by himself, and who goes where nobody tells. */
    private void checksGoOn(String step) {
        long begin = System.nanoTime();
        long ticks = agent("TickLengthCount");
        long worst = 0;
        Map<String, Long> guests = new LinkedHashMap<>();
        for (String pcheck : PCHECKS) {
            guests.put(pcheck + "-guest", daemon(pcheck + "-guest").start());
        }
        Map<String, Long> seen = new LinkedHashMap<>();
        while (seen.size() < guests.size() || System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(4)) {
            worst = Math.max(worst, agent("LastLookAgeMillis"));
            for (String guest : guests.keySet()) {
                if (!seen.containsKey(guest) && field(guest, "procSts").equals("AVAIL")) {
                    seen.put(guest, millisSince(begin));
                }
            }
            assertThat(millisSince(begin)).as("%s: %s", step, seen).isLessThan(60_000);
        }
        long more = agent("TickLengthCount") - ticks;
        long seconds = TimeUnit.MILLISECONDS.toSeconds(millisSince(begin));
        System.out.println("ClockStepIT: " + step + ": oldest check " + worst + " ms, guests seen after " + seen + ", "
                + more + " checks in " + seconds + " s");
        assertThat(worst).as(step).isLessThan(LONGEST_GAP_MILLIS);
        assertThat(seen.values()).as(step).allMatch(millis -> millis < LONGEST_GAP_MILLIS);
        assertThat(more).as("no burst after %s", step).isLessThanOrEqualTo((seconds + 3) * PCHECKS.size());
        guests.forEach((guest, pid) -> {
            daemon(guest).kill(pid);
            Wait.until(() -> assertThat(field(guest, "procSts")).isEqualTo("DOWN"));
        });
    }

    private static long millisSince(long begin) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    }

    /** A short GRACE is over each time, and a long one never: the last death is one too many. */
    private void deathsAreSaved(int step) {
        for (String pcheck : PCHECKS) {
            long shortPid = kill(pcheck + "-short");
            long longPid = kill(pcheck + "-long");
            awaitState(pcheck + "-short", "AVAIL", shortPid);
            assertThat(field(pcheck + "-short", "restartCount")).isEqualTo("1");
            if (step < STEPS.size()) {
                awaitState(pcheck + "-long", "AVAIL", longPid);
                assertThat(field(pcheck + "-long", "restartCount")).isEqualTo(Integer.toString(step));
            } else {
                awaitState(pcheck + "-long", "RETRY_OVER", 0);
            }
        }
    }

    @Test
    void r13AServerThatStoodStillFindsEachDeathOnce() {
        String told = "pfile_event-short";
        String polled = "pfile_poll-short";
        String byHand = "pfile_event-hand";
        Map<String, Long> before = new LinkedHashMap<>();
        long ticks = agent("TickLengthCount");
        long missed = agent("MissedTicks");
        Checks.standsStill();
        signal("STOP");
        long next;
        try {
            long stopped = System.nanoTime();
            for (String name : List.of(told, polled, byHand)) {
                List<Long> pids = Daemons.pidsOf(daemon(name).program());
                before.put(name, pids.get(0));
                daemon(name).kill(pids.get(0));
            }
            next = daemon(byHand).start();
            Wait.until(() -> assertThat(System.nanoTime() - stopped).isGreaterThan(TimeUnit.SECONDS.toNanos(5)));
        } finally {
            signal("CONT");
            Checks.goesOn();
        }
        long resumed = System.nanoTime();
        before.forEach((name, pid) -> awaitState(name, "AVAIL", pid));
        long more = agent("TickLengthCount") - ticks;
        long seconds = TimeUnit.MILLISECONDS.toSeconds(millisSince(resumed));
        System.out.println("ClockStepIT: after SIGSTOP " + more + " checks in " + seconds + " s, missed "
                + (agent("MissedTicks") - missed));
        assertThat(more)
                .as("one to catch up, and perhaps the guard's")
                .isLessThanOrEqualTo((seconds + 4) * PCHECKS.size());
        Wait.until(() -> {
            assertThat(story(told, before.getOrDefault(told, 0L))).containsExactly("down", "restart");
            assertThat(story(polled, before.getOrDefault(polled, 0L))).containsExactly("down", "restart");
            assertThat(story(byHand, before.getOrDefault(byHand, 0L)))
                    .as("another match lives")
                    .containsExactly("down");
        });
        assertThat(field(byHand, "pid")).isEqualTo(Long.toString(next));
        assertThat(field(byHand, "restartCount")).isEqualTo("0");
    }

    /** To the server: what set its clock became it. */
    private static void signal(String signal) {
        Run.ok("kill", "-" + signal, Long.toString(server.pid()));
    }

    /** What was told with this pid after its Up. */
    private static List<String> story(String name, long pid) {
        return HOME.check().story(daemon(name).pname()).stream()
                .filter(told -> told.endsWith(" " + pid))
                .map(told -> told.replaceFirst(" .*", ""))
                .filter(event -> !event.equals("up"))
                .toList();
    }
}
