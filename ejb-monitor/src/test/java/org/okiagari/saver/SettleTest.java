package org.okiagari.saver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** SETTLE: an orderly end is no death for so long. */
class SettleTest extends PentMachineCases {
    @Test
    void anAdministratorsRestartIsNoDeath() {
        rig.dies(Rig.TERMINATED);
        rig.passMillis(300);
        rig.appears(8);
        rig.passMillis(700);

        assertThat(rig.lines()).containsExactly(up(8));
        assertThat(rig.shown()).isEqualTo("8 / 0 / 0 / AVAIL / -----");
        assertThat(rig.state.lastExit()).contains(Rig.TERMINATED);
        assertThat(rig.state.watched()).contains(Rig.found(8).id());
    }

    @Test
    void anOrderlyEndWithNoSuccessorIsDownAfterSettle() {
        rig.dies(new ExitStatus.Exited(0));
        rig.passMillis(999);
        assertThat(rig.lines()).isEmpty();
        assertThat(rig.state.procSts()).isEqualTo(ProcSts.AVAIL);

        rig.passMillis(1);
        assertThat(rig.lines()).containsExactly(down(7), TRY);
    }

    @Test
    void aCrashIsActedOnAtOnce() {
        settleWritten(5_000);

        rig.dies(new ExitStatus.Exited(3));

        assertThat(rig.lines()).containsExactly(down(7), TRY);
    }

    @Test
    void anUnknownEndIsActedOnAtOnceUnlessSettleIsWritten() {
        rig.dies(new ExitStatus.Unknown());
        assertThat(rig.lines()).containsExactly(down(7), TRY);
    }

    @Test
    void anUnknownEndSettlesWhereThePfileSaysSo() {
        settleWritten(300);
        rig.dies(new ExitStatus.Unknown());
        rig.passMillis(299);
        assertThat(rig.lines()).isEmpty();

        rig.passMillis(1);
        assertThat(rig.lines()).containsExactly(down(7), TRY);
    }

    @Test
    void anUnknownEndThatTurnsOutACrashEndsTheSettling() {
        settleWritten(1_000);
        rig.dies(new ExitStatus.Unknown());
        rig.exit = Optional.of(Rig.KILLED);
        rig.passMillis(20);

        assertThat(rig.lines()).containsExactly(down(7), TRY);
    }

    @Test
    void settleZeroWaitsForNothing() {
        settleWritten(0);
        rig.dies(Rig.TERMINATED);

        assertThat(rig.lines()).containsExactly(down(7), TRY);
    }

    @Test
    void aShortLivedParentDoesNotEndTheSettling() {
        rig.dies(Rig.TERMINATED);
        rig.appears(8);
        rig.passMillis(10);
        rig.appears(9);
        rig.passMillis(100);
        assertThat(rig.lines()).isEmpty();
        rig.passMillis(100);

        assertThat(rig.lines()).containsExactly(up(9));
    }

    @Test
    void stopEndsTheSettlingWithoutAWord() {
        rig.dies(Rig.TERMINATED);
        rig.stop();
        rig.passMillis(20_000);
        assertThat(rig.lines()).isEmpty();

        rig.appears(8);
        rig.start();
        rig.passMillis(100);
        assertThat(rig.lines()).containsExactly(down(7), up(8));
    }
}
