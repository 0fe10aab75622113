package org.okiagari.saver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.okiagari.saver.Progress.Phase;

class StateReplayTest {
    private static SavedPent pent(String pname, int restartCount) {
        return new SavedPent(
                pname,
                1,
                ProcSts.RESTART,
                Phase.RUNNING,
                true,
                0,
                Optional.empty(),
                "",
                Optional.empty(),
                0,
                restartCount,
                Optional.empty(),
                OptionalLong.empty(),
                Optional.empty());
    }

    @Test
    void nothingIsAPcheckThatMonitors() {
        assertThat(StateReplay.of(List.of())).isEqualTo(new StateReplay(true, List.of(), 0));
    }

    @Test
    void theNewestOfEachCountsWhateverTheOrder() {
        StateReplay replay = StateReplay.of(List.of(
                new StateRecord.Present(3, pent("a", 2)),
                new StateRecord.Present(2, pent("b", 1)),
                new StateRecord.Present(1, pent("a", 1)),
                new StateRecord.Monitoring(4, false)));

        assertThat(replay).isEqualTo(new StateReplay(false, List.of(pent("a", 2), pent("b", 1)), 4));
    }

    @Test
    void aPentThatThePfileHasNoMoreIsForgottenUntilItIsThereAgain() {
        StateRecord there = new StateRecord.Present(1, pent("a", 1));
        StateRecord gone = new StateRecord.Gone(2, "a", 1);
        StateRecord back = new StateRecord.Present(3, pent("a", 0));

        assertThat(StateReplay.of(List.of(there, gone)).pents()).isEmpty();
        assertThat(StateReplay.of(List.of(gone, there)).pents()).isEmpty();
        assertThat(StateReplay.of(List.of(there, gone, back)).pents()).containsExactly(pent("a", 0));
    }
}
