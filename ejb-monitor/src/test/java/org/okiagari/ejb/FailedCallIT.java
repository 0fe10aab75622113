package org.okiagari.ejb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.okiagari.api.PentRow;
import org.okiagari.linux.FailingOs;

/**
 * G-01: the kernel refuses the k-th call after a death, once or for a while: the death is told and answered once all the
 * same, and all is as before afterwards.
 *
 * <p>System property {@code okiagari.calls}: how many of the first calls are refused in turn, 60 unless told otherwise.
 */
class FailedCallIT {
    private static final int CALLS = Integer.getInteger("okiagari.calls", 60);
    private static final String PCHECK = "pfile_calls";

    /** EINTR, EIO, EAGAIN, ENOMEM, ENFILE, EMFILE, ENOSPC; not ENOENT and ESRCH, by which the kernel says that somebody is gone. */
    private static final List<Integer> ERRORS = List.of(4, 5, 11, 12, 23, 24, 28);

    /** What a want of the machine is told by: it lasts. */
    private static final List<Integer> WANTS = List.of(11, 12, 23, 24);

    @TempDir
    Path directory;

    private final FailingOs kernel = new FailingOs();

    @SuppressWarnings("NullAway.Init")
    private Foreign foreign;

    @SuppressWarnings("NullAway.Init")
    private Saver saver;

    @SuppressWarnings("NullAway.Init")
    private Path program;

    @BeforeEach
    void start() {
        foreign = Foreign.below(directory);
        saver = Saver.over(kernel, directory);
        program = foreign.sleeper("called-d");
        foreign.start(program, "1000000");
        Path restart = saver.script("restart", "setsid -f $1 1000000 </dev/null >/dev/null 2>&1");
        saver.start(
                PCHECK,
                "MONITOR_INTERVAL 1;SETTLE 0",
                program + " : " + restart + " " + program + " : 0 : 100000 : continue");
        Foreign.await().until(() -> saver.isUp(program));
    }

    @AfterEach
    void end() throws Exception {
        kernel.recover();
        saver.close();
        foreign.close();
    }

    @Test
    @DisplayName("G-01: the k-th call after a death is refused once")
    void g01TheCallIsRefusedOnce() {
        for (int k = 1; k <= CALLS; k++) {
            int refused = k;
            refuse(call -> call == refused, ERRORS.get(k % ERRORS.size()));
            long dead = dies();
            comesBack("call " + k, dead);
        }
    }

    @Test
    @DisplayName("G-01: all calls from the k-th on after a death are refused, until two checks were done")
    void g01AllCallsFromThisOneOnAreRefused() {
        for (int k = 1; k <= CALLS; k += 5) {
            int first = k;
            refuse(call -> call >= first, WANTS.get(k % WANTS.size()));
            long dead = dies();
            saver.tick(PCHECK);
            saver.tick(PCHECK);
            kernel.recover();
            comesBack("calls from " + k + " on", dead);
        }
    }

    private void refuse(IntPredicate which, int errno) {
        saver.check().allDeathsAreTold();
        kernel.refuse(which, errno);
    }

    private long dies() {
        PentRow row = saver.row(program);
        assertThat(row.procSts()).isEqualTo("AVAIL");
        foreign.signal("KILL", row.pid());
        return row.pid();
    }

    private void comesBack(String what, long dead) {
        Foreign.await().alias(what).until(() -> saver.isUpAgain(program, dead));
        kernel.recover();
    }
}
