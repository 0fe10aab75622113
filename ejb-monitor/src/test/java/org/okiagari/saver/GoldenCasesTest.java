package org.okiagari.saver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.okiagari.pfile.Pent;
import org.okiagari.pfile.RetryOverAction;

/** "More golden cases" of original-product, section 6, in its order. */
class GoldenCasesTest {
    private static final String TRY = "Try to restart (crond)";
    private static final String FAILED = "Restart script failed (crond) status=1 [restart]";

    private static Rig rig(String command, long grace, int retry, RetryOverAction action) {
        return new Rig(Rig.rule(Rig.pent(command, grace, retry, action)));
    }

    private static String down(long pid) {
        return "Process [crond, pid=" + pid + "] Down";
    }

    private static String up(long pid) {
        return "(crond ,pid=" + pid + ") Up";
    }

    private static void save(Rig rig, long pid) {
        rig.appears(pid);
        rig.scriptEnds(0);
        rig.passMillis(110);
    }

    @Test
    void aProcessThatNeverStartsIsTriedAsOftenAsRetrySays() {
        Rig rig = rig("restart", 86400, 3, RetryOverAction.CONTINUE);

        rig.passMillis(200);
        assertThat(rig.lines()).containsExactly("Set pid fail (crond)", TRY);
        assertThat(rig.shown()).isEqualTo("0 / 1 / 1 / RESTART / 0");

        rig.scriptEnds(0);
        rig.passMillis(10_000);
        assertThat(rig.lines()).containsExactly(down(0), TRY);
        assertThat(rig.shown()).isEqualTo("0 / 2 / 2 / RESTART / 0");

        rig.scriptEnds(0);
        rig.passMillis(10_000);
        assertThat(rig.lines()).containsExactly(down(0), TRY);
        assertThat(rig.shown()).isEqualTo("0 / 3 / 3 / RESTART / 0");

        rig.scriptEnds(0);
        rig.passMillis(9_999);
        assertThat(rig.lines()).isEmpty();
        rig.passMillis(1);
        assertThat(rig.lines()).containsExactly(down(0), "(crond) RETRY_OVER:CONTINUE");
        assertThat(rig.shown()).isEqualTo("0 / 0 / 3 / RETRY_OVER / 0");
    }

    private static Rig threeAttemptsAt100And200And300() {
        Rig rig = rig("restart", 600, 3, RetryOverAction.CONTINUE);
        rig.appears(1);
        for (int second : new int[] {100, 200, 300}) {
            rig.goTo(second);
            rig.dies();
            save(rig, second);
        }
        rig.lines();
        return rig;
    }

    @Test
    void aWindowExactlyGraceOldIsStillOpen() {
        Rig rig = threeAttemptsAt100And200And300();

        rig.goTo(700);
        rig.dies();

        assertThat(rig.lines()).containsExactly(down(300), "(crond) RETRY_OVER:CONTINUE");
        assertThat(rig.shown()).isEqualTo("300 / 0 / 3 / RETRY_OVER / 100");
    }

    @Test
    void restartsAgainAfterTheGraceWindowHasPassed() {
        Rig rig = threeAttemptsAt100And200And300();

        rig.goTo(701);
        rig.dies();

        assertThat(rig.lines()).containsExactly(down(300), TRY);
        assertThat(rig.shown()).isEqualTo("300 / 1 / 1 / RESTART / 701");
    }

    @Test
    void aScriptThatFailsIsTriedAgainOneIntervalLaterEvenIfTheProcessIsThere() {
        Rig rig = rig("restart", 600, 2, RetryOverAction.CONTINUE);
        rig.appears(7);
        rig.goTo(1);
        rig.dies();
        rig.appears(8);
        assertThat(rig.lines()).containsExactly(up(7), down(7), TRY);

        rig.scriptEnds(1);
        assertThat(rig.lines()).containsExactly(FAILED);
        assertThat(rig.shown()).isEqualTo("7 / 1 / 1 / RESTART / 1");
        rig.passMillis(9_999);
        assertThat(rig.lines()).isEmpty();
        rig.passMillis(1);
        assertThat(rig.lines()).containsExactly(TRY);
        assertThat(rig.shown()).isEqualTo("7 / 2 / 2 / RESTART / 1");

        rig.scriptEnds(1);
        rig.passMillis(10_000);
        assertThat(rig.lines()).containsExactly(FAILED, "(crond) RETRY_OVER:CONTINUE");
        assertThat(rig.shown()).isEqualTo("7 / 0 / 2 / RETRY_OVER / 1");
    }

    @Test
    void anEntryThatOnlyReportsGoesDownAndUp() {
        Rig rig = rig("-", 0, 0, RetryOverAction.CONTINUE);
        rig.appears(7);
        rig.goTo(1);
        rig.dies();
        assertThat(rig.lines()).containsExactly(up(7), down(7));
        assertThat(rig.state.procSts()).isEqualTo(ProcSts.DOWN);

        rig.goTo(100);
        assertThat(rig.lines()).isEmpty();

        rig.appears(9);
        rig.goTo(110);
        rig.passMillis(100);
        assertThat(rig.lines()).containsExactly(up(9));
        assertThat(rig.shown()).isEqualTo("9 / 0 / 0 / AVAIL / -----");
    }

    @Test
    void anEntryThatOnlyReportsAndIsAbsentIsDownFromTheStart() {
        Rig rig = rig("-", 0, 0, RetryOverAction.CONTINUE);

        rig.goTo(100);

        assertThat(rig.lines()).containsExactly("Set pid fail (crond)");
        assertThat(rig.shown()).isEqualTo("0 / 0 / 0 / DOWN / -----");
    }

    @Test
    void anEntryThatOnlyReportsRunsItsAction() {
        Rig rig = rig("-", 0, 0, RetryOverAction.SWITCH);
        rig.appears(7);
        rig.goTo(1);

        rig.dies();

        assertThat(rig.lines()).containsExactly(up(7), down(7), "(crond) RETRY_OVER:SWITCH");
        assertThat(rig.effects).last().isEqualTo(new Effect.RetryOver(RetryOverAction.SWITCH));
        assertThat(rig.shown()).isEqualTo("7 / 0 / 0 / RETRY_OVER / -----");
    }

    @Test
    void retryZeroMeansThatTheFirstDeathIsTheLast() {
        Rig rig = rig("restart", 600, 0, RetryOverAction.SHUTDOWN);
        rig.appears(7);
        rig.goTo(1);

        rig.dies();

        assertThat(rig.lines()).containsExactly(up(7), down(7), "(crond) RETRY_OVER:SHUTDOWN");
        assertThat(rig.effects).last().isEqualTo(new Effect.RetryOver(RetryOverAction.SHUTDOWN));
        assertThat(rig.running).isZero();
    }

    @Test
    void anotherMatchThatLivesTakesOver() {
        Rig rig = rig("restart", 600, 3, RetryOverAction.CONTINUE);
        rig.appears(7);
        rig.goTo(1);
        rig.dies();
        save(rig, 8);
        rig.lines();

        rig.appears(9);
        rig.goTo(20);
        rig.passMillis(100);

        assertThat(rig.lines()).containsExactly(down(8), up(9));
        assertThat(rig.shown()).isEqualTo("9 / 0 / 1 / AVAIL / 1");
        assertThat(rig.running).isZero();
    }

    @Test
    void aDeathWhileStoppedIsSeenAtTheStart() {
        Rig rig = rig("restart", 600, 3, RetryOverAction.CONTINUE);
        rig.appears(7);
        rig.goTo(1);
        rig.lines();

        rig.stop();
        rig.dies(Rig.TERMINATED);
        rig.goTo(100);
        assertThat(rig.lines()).isEmpty();
        assertThat(rig.state.procSts()).isEqualTo(ProcSts.AVAIL);

        rig.start();
        rig.passMillis(0);
        assertThat(rig.lines()).containsExactly(down(7), TRY);
        assertThat(rig.shown()).isEqualTo("7 / 1 / 1 / RESTART / 100");
    }

    @Test
    void offSurvivesAReload() {
        Rig rig = threeAttemptsAt100And200And300();
        rig.stop();

        rig.reload();
        rig.goTo(400);
        assertThat(rig.lines()).isEmpty();
        assertThat(rig.state.monitorOn()).isFalse();
        assertThat(rig.shown()).isEqualTo("300 / 0 / 0 / WAIT / -----");

        rig.start();
        rig.passMillis(0);
        assertThat(rig.lines()).containsExactly(up(300));
    }

    @Test
    void aWindowOfGraceZeroNeverCloses() {
        Rig rig = rig("restart", 0, 1, RetryOverAction.CONTINUE);
        rig.appears(7);
        rig.goTo(1);
        rig.dies();
        save(rig, 8);
        rig.lines();

        rig.goTo(1_000_000);
        rig.dies();

        assertThat(rig.lines()).containsExactly(down(8), "(crond) RETRY_OVER:CONTINUE");
    }

    @Test
    void theLimitIsTheOneOfThePfile() {
        for (int retry = 0; retry < 10; retry++) {
            Rig rig = rig("restart", 86400, retry, RetryOverAction.EXIT);
            Pent pent = rig.rule.pent();
            rig.appears(1);
            rig.passMillis(1);
            int restarts = 0;
            for (int death = 0; death < 20; death++) {
                rig.passMillis(2_000);
                rig.dies();
                if (rig.running != 0) {
                    restarts++;
                    save(rig, 100 + death);
                }
            }
            assertThat(restarts).isEqualTo(pent.retry());
            assertThat(rig.state.procSts()).isEqualTo(ProcSts.RETRY_OVER);
        }
    }
}
