package org.okiagari.pcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.okiagari.saver.PentState;
import org.okiagari.saver.ProcSts;

/** The three blocks of the manual, letter by letter. */
class ShowTextTest {
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final Instant FIRST_ATTEMPT = Instant.parse("2007-01-18T04:34:43Z");

    @Test
    void listsAPcheckAsTheManualDoes() {
        assertThat(ShowText.list(List.of(Snapshots.pcheck()))).isEqualTo("""
                        ipckey   = 0x1f000501
                        mypid    = 7750
                        myname   = pcheck
                        pfile    = /var/opt/HA/PS/conf/bin/pfile_crond
                        message  = start
                        """);
    }

    @Test
    void listsNothingWhenNoPcheckRuns() {
        assertThat(ShowText.list(List.of())).isEmpty();
    }

    @Test
    void putsABlankLineBetweenPchecks() {
        PcheckSnapshot other = Snapshots.pcheck("pfile_sshd", 0x80000000L, List.of());

        String text = ShowText.list(List.of(Snapshots.pcheck(), other));

        assertThat(text).contains("message  = start\n\nipckey   = 0x80000000\n").endsWith("message  = start\n");
    }

    @Test
    void showsParamAsTheManualDoes() {
        PentSnapshot healthy =
                Snapshots.pent(1, "crond", Snapshots.state(ProcSts.AVAIL, true, 8033, 0, 0, Optional.empty()));

        assertThat(ShowText.param(Snapshots.pcheck(healthy))).isEqualTo("""
                        MSG_CHECK_INTERVAL = 5
                        MONITOR_INTERVAL   = 10
                        MONITOR_TRY_COUNT  = 2
                        SHM_DUMP_FILE      = /var/opt/HA/PS/log/pcheck_dump_crond
                        PFILE              = /var/opt/HA/PS/conf/bin/pfile_crond
                        MESSAGE_BOX        = start
                        MONITOR_STOP_COUNT = 0
                        FAIL_PROC_COUNT    = 0
                        ALL_PROC_COUNT     = 1
                        """);
    }

    @Test
    void countsFailedAndStoppedPents() {
        PcheckSnapshot pcheck = Snapshots.pcheck(
                Snapshots.pent(1, "a", Snapshots.state(ProcSts.DOWN, true, 1, 0, 0, Optional.empty())),
                Snapshots.pent(2, "b", Snapshots.state(ProcSts.RESTART, false, 1, 1, 1, Optional.empty())),
                Snapshots.pent(3, "c", Snapshots.state(ProcSts.RETRY_OVER, true, 1, 0, 3, Optional.empty())),
                Snapshots.pent(4, "d", PentState.fresh()));

        assertThat(ShowText.param(pcheck))
                .contains("MONITOR_STOP_COUNT = 1\nFAIL_PROC_COUNT    = 3\nALL_PROC_COUNT     = 4\n");
    }

    @Test
    void showsAPentAfterRetryOverAsTheManualDoes() {
        PentSnapshot retryOver = Snapshots.pent(
                1, "crond", Snapshots.state(ProcSts.RETRY_OVER, true, 8482, 0, 3, Optional.of(FIRST_ATTEMPT)));

        assertThat(ShowText.pent(Snapshots.pcheck(retryOver), TOKYO)).isEqualTo("""
                        pname          = crond
                        pid            = 8482
                        retry_count    = 0
                        restart_count  = 3
                        proc_sts       = RETRY_OVER
                        retry_over_act = continue
                        rerun_time     = Thu Jan 18 13:34:43 2007
                        pent_id        = 1
                        monitor_sts    = on
                        """);
    }

    @Test
    void showsPentsNeverSeenWithPid0AndABlankLineBetween() {
        PcheckSnapshot pcheck = Snapshots.pcheck(
                Snapshots.pent(1, "crond", PentState.fresh()),
                Snapshots.pent(2, "sshd", Snapshots.state(ProcSts.WAIT, false, 0, 0, 0, Optional.empty())));

        String text = ShowText.pent(pcheck, TOKYO);

        assertThat(text).startsWith("pname          = crond\npid            = 0\n");
        assertThat(text)
                .contains("rerun_time     = -----\npent_id        = 1\nmonitor_sts    = on\n\npname          = sshd\n");
        assertThat(text).endsWith("pent_id        = 2\nmonitor_sts    = off\n");
    }

    @Test
    void padsTheDayOfTheMonthWithABlank() {
        PentSnapshot pent = Snapshots.pent(
                1,
                "crond",
                Snapshots.state(ProcSts.AVAIL, true, 1, 0, 1, Optional.of(Instant.parse("2007-01-07T18:04:05Z"))));

        assertThat(ShowText.pent(Snapshots.pcheck(pent), TOKYO))
                .contains("rerun_time     = Mon Jan  8 03:04:05 2007\n");
    }
}
