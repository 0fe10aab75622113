package org.okiagari.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.okiagari.check.PidsCgroup;

/** Payara Micro in a namespace and a cgroup, with daemons of two pchecks: one hears of deaths, the other one looks. */
final class LimitedWorld implements AutoCloseable {
    static final List<String> PCHECKS = List.of("pfile_told", "pfile_polled");
    private static final int TICKS = 3;
    private static final int TRIES = 15;

    final PidsCgroup cgroup = PidsCgroup.make();
    final TestHome home = TestHome.create("limits");
    final Namespace namespace = Namespace.create(home);
    private final Map<String, Daemon> daemons = new LinkedHashMap<>();
    private final Map<String, List<String>> pents = new LinkedHashMap<>();

    @SuppressWarnings("NullAway.Init") // start() sets it.
    private RunningServer server;

    /** Made while there is no want: a new one would need a thread and a descriptor of the server. */
    @SuppressWarnings("NullAway.Init")
    private LocalSocket socket;

    /** Starts a daemon of a pcheck by a line of sh, in which {@code $1} is its program, a copy of another one. */
    void add(String pcheck, String name, String of, String startLine) {
        Daemon daemon = home.daemon(pcheck + "-" + name, of);
        daemons.put(pcheck + "-" + name, daemon);
        namespace.run("sh", "-c", startLine, "sh", daemon.pname());
        pents.computeIfAbsent(pcheck, none -> new ArrayList<>()).add(daemon.pent(600, 100, "continue"));
    }

    /** Starts the server; each pcheck has one PENT that is down besides, and needs a look in every check. */
    void start() {
        pents.forEach((pcheck, lines) -> {
            lines.add(home.path() + "/absent : - : 0 : 0 : continue");
            String detect = "DETECT " + (pcheck.equals(PCHECKS.get(0)) ? "event" : "poll");
            home.pfile(
                    pcheck,
                    0x1f00d700 + PCHECKS.indexOf(pcheck),
                    List.of("MONITOR_INTERVAL 1", "SETTLE 0", detect),
                    lines.toArray(String[]::new));
        });
        // As the installed server: no want of this kind may end it.
        server = RunningServer.start(home, this::limited, "-XX:+ExitOnOutOfMemoryError");
        socket = LocalSocket.of(home);
        home.check().allDeathsAreTold();
        Wait.until(() -> assertThat(pents()).allMatch(LimitedWorld::isAsItShouldBe));
    }

    private List<String> limited(List<String> command) {
        return namespace.inside(
                Stream.concat(cgroup.inside().stream(), command.stream()).toList());
    }

    static boolean isAsItShouldBe(PentNow pent) {
        return pent.procSts().equals(pent.pname().endsWith("/absent") ? "DOWN" : "AVAIL");
    }

    Daemon daemon(String pcheck, String name) {
        return Objects.requireNonNull(daemons.get(pcheck + "-" + name), name);
    }

    List<PentNow> pents() {
        return PCHECKS.stream()
                .flatMap(pcheck -> PentNow.of(socket.read(Beans.pcheck(pcheck), "Pents")).stream())
                .toList();
    }

    PentNow pent(Daemon daemon) {
        return pents().stream()
                .filter(pent -> pent.pname().equals(daemon.pname()))
                .findFirst()
                .orElseThrow();
    }

    long agent(String attribute) {
        return socket.read(Beans.AGENT, attribute).getAsLong();
    }

    String serverPid() {
        return Long.toString(agent("Pid"));
    }

    int port() {
        return server.port();
    }

    List<String> story(Daemon daemon) {
        return home.check().story(daemon.pname());
    }

    /** Lets some checks of each pcheck be done. */
    void awaitTicks() {
        long before = agent("TickLengthCount");
        Wait.until(() -> assertThat(agent("TickLengthCount")).isGreaterThan(before + (long) TICKS * PCHECKS.size()));
    }

    /** Of some seconds in a row nearly each one has a check of each pcheck, sooner or later: others work here too. */
    void checksComeAtTheirInterval() {
        assertThat(IntStream.range(0, TRIES)
                        .mapToLong(any -> checksIn(6))
                        .anyMatch(checks -> checks >= 4L * PCHECKS.size()))
                .as("checks at MONITOR_INTERVAL")
                .isTrue();
    }

    private long checksIn(int seconds) {
        long begin = System.nanoTime();
        long before = agent("TickLengthCount");
        Wait.until(() -> assertThat(System.nanoTime() - begin).isGreaterThan(TimeUnit.SECONDS.toNanos(seconds)));
        return agent("TickLengthCount") - before;
    }

    /** The checks that are made meanwhile change nothing. */
    void changesNothing(List<PentNow> before) {
        awaitTicks();
        assertThat(pents()).isEqualTo(before);
    }

    /** A daemon comes back by one attempt, of which these events are told. */
    void isSaved(Daemon daemon, PentNow before, String... events) {
        Wait.until(() -> assertThat(pent(daemon))
                .matches(PentNow::isUp)
                .matches(pent -> pent.pid() != before.pid())
                .matches(pent -> pent.restartCount() == before.restartCount() + 1));
        List<String> expected = new ArrayList<>();
        List.of(events).forEach(event -> expected.add(event + " " + before.pid()));
        expected.add("up " + pent(daemon).pid());
        Wait.until(() -> assertThat(story(daemon)).endsWith(expected.toArray(String[]::new)));
    }

    /** All looks are complete again, and each death is told and answered once. */
    void allIsWell(String... names) {
        assertThat(IntStream.range(0, TRIES).anyMatch(any -> areAllLooksComplete()))
                .as("all looks are complete again")
                .isTrue();
        Wait.until(() -> assertThat(pents()).allMatch(LimitedWorld::isAsItShouldBe));
        Map<Daemon, PentNow> before = new LinkedHashMap<>();
        PCHECKS.forEach(pcheck ->
                Stream.of(names).map(name -> daemon(pcheck, name)).forEach(daemon -> before.put(daemon, pent(daemon))));
        before.values().forEach(pent -> namespace.kill(pent.pid()));
        before.forEach((daemon, pent) -> isSaved(daemon, pent, "down", "restart"));
    }

    private boolean areAllLooksComplete() {
        long failed = agent("FailedScanCount");
        awaitTicks();
        return agent("FailedScanCount") == failed;
    }

    @Override
    public void close() {
        cgroup.free();
        home.end(socket, namespace, server, cgroup);
    }
}
