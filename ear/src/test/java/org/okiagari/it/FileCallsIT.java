package org.okiagari.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.okiagari.check.Needs;
import org.okiagari.check.TestDisk;

/**
 * G-01 for calls on files, in Payara Micro: the disk refuses the k-th call on the journal, the state log and the record of
 * running scripts after a death, once or from it on. The death is told and answered once all the same, and what was saved is
 * whole afterwards.
 *
 * <p>System property {@code okiagari.file.calls}: how many of the first calls are refused in turn, 6 unless told otherwise.
 */
class FileCallsIT {
    private static final int CALLS = Integer.getInteger("okiagari.file.calls", 6);
    private static final String PCHECK = "pfile_disk";
    /** ENOSPC, EIO. */
    private static final List<Integer> ERRORS = List.of(28, 5);

    private static final TestHome HOME = TestHome.create("file-calls");
    private static final Daemon DAEMON = HOME.daemon("file-calls-d");
    private static final List<String> STORY = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private static TestDisk disk;

    @SuppressWarnings("NullAway.Init")
    private static Path pfile;

    @SuppressWarnings("NullAway.Init")
    private static RunningServer server;

    @BeforeAll
    static void start() {
        Needs.program("/usr/bin/gcc", "gcc, libc6-dev");
        disk = TestDisk.create(HOME.path(), "/log/events.jsonl", "/state/" + PCHECK, "/state/seq", ".runs");
        DAEMON.start();
        pfile = HOME.pfile(
                PCHECK, 0x1f00d801, List.of("MONITOR_INTERVAL 1", "SETTLE 0"), DAEMON.pent(0, 100_000, "continue"));
        startServer();
        STORY.add("up " + pent().pid());
    }

    private static void startServer() {
        server = RunningServer.start(
                HOME,
                line -> Stream.concat(disk.under().stream(), line.stream()).toList());
        HOME.check().allDeathsAreTold();
        Wait.until(() -> assertThat(pent().isUp()).isTrue());
    }

    @AfterAll
    @SuppressWarnings("NullAway") // A server that did not start is null.
    static void end() {
        HOME.end(server);
    }

    private static PentNow pent() {
        return PentNow.all(HOME, PCHECK).get(0);
    }

    /** Kills the daemon, and waits until it is saved by one attempt. */
    private static void isSaved() {
        PentNow before = pent();
        DAEMON.kill(before.pid());
        Wait.until(() -> assertThat(pent())
                .matches(PentNow::isUp)
                .matches(pent -> pent.pid() != before.pid())
                .matches(pent -> pent.restartCount() == before.restartCount() + 1));
        STORY.addAll(List.of("down " + before.pid(), "restart " + before.pid(), "up " + pent().pid()));
    }

    /** Ends the pcheck, and starts it anew: its files begin anew too. */
    private static void beginAnew() {
        LocalSocket.exec(HOME, Beans.pcheck(PCHECK), "shutdown");
        Wait.until(() -> assertThat(
                        LocalSocket.read(HOME, Beans.AGENT, "PcheckCount").getAsInt())
                .isZero());
        LocalSocket.exec(HOME, Beans.AGENT, "start", pfile.toString());
        Wait.until(() -> assertThat(pent().isUp()).isTrue());
        assertThat(pent().restartCount()).isZero();
        STORY.add("up " + pent().pid());
    }

    /** What is done with one call of it refused. */
    private static void scenario() {
        beginAnew();
        isSaved();
        awaitQuiet();
    }

    private static void awaitQuiet() {
        long[] last = {-1};
        Wait.within(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(1_500))
                .until(() -> {
                    long before = last[0];
                    last[0] = disk.calls();
                    return last[0] == before;
                });
    }

    private static void allIsTold() {
        disk.recover();
        Wait.until(() -> assertThat(HOME.check().story(DAEMON.pname())).isEqualTo(STORY));
    }

    @Test
    @DisplayName("G-01: the k-th call on a file is refused once, while a pcheck begins and a death is answered")
    void g01TheCallIsRefusedOnce() {
        disk.refuse(1, 0, 0);
        scenario();
        long all = disk.calls();
        int refused = 0;
        // With fewer tries than calls: evenly over all of them.
        long step = Math.max(1, all / CALLS);
        for (long k = 1; k <= all; k += step) {
            disk.refuse(k, k, ERRORS.get(refused % ERRORS.size()));
            scenario();
            refused += disk.calls() >= k ? 1 : 0;
            allIsTold();
        }
        System.out.println("FileCallsIT: " + all + " calls, " + refused + " of them refused in turn");
        assertThat(refused).isGreaterThan((int) (all / step / 2));
    }

    @Test
    @DisplayName("G-01: all calls on files from the k-th on after a death are refused; then the server is killed")
    void g01AllCallsFromThisOneOnAreRefused() {
        disk.refuse(1, 0, 0);
        isSaved();
        awaitQuiet();
        long last = Math.min(disk.calls(), CALLS);
        for (int k = 1; k <= last; k += 2) {
            disk.refuse(k, Long.MAX_VALUE, ERRORS.get(k / 2 % ERRORS.size()));
            isSaved();
            isSaved();
            long first = k;
            Wait.until(() -> assertThat(disk.calls()).as("calls were refused").isGreaterThanOrEqualTo(first));
            allIsTold();
        }
        awaitQuiet();
        PentNow before = pent();

        server.kill();
        startServer();

        assertThat(pent()).isEqualTo(before);
        isSaved();
        allIsTold();
    }
}
