package org.okiagari.saver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The timeline of the manual, row by row (original-product, section 6). Seconds count from 13:33:33. */
class ManualTimelineTest {
    private final Rig rig = Rig.crond();

    private static final String TRY = "Try to restart (crond)";

    private static long second(int hour, int minute, int second) {
        return Duration.ofHours(hour - 13)
                .plusMinutes(minute - 33)
                .plusSeconds(second - 33)
                .toSeconds();
    }

    private void expect(String shown, String... lines) {
        assertThat(rig.lines()).containsExactly(lines);
        assertThat(rig.shown()).isEqualTo(shown);
    }

    private void dies(long at) {
        rig.goTo(at);
        rig.dies();
    }

    private void comesBack(long at, long pid) {
        rig.goTo(at);
        rig.appears(pid);
        rig.scriptEnds(0);
        rig.passMillis(110);
    }

    @Test
    void tellsTheStoryOfTheManual() {
        rig.appears(8033);
        rig.goTo(0);
        expect("8033 / 0 / 0 / AVAIL / -----", "(crond ,pid=8033) Up");

        dies(second(13, 34, 43));
        expect("8033 / 1 / 1 / RESTART / 70", "Process [crond, pid=8033] Down", TRY);
        assertThat(rig.state.isFail()).isTrue();

        comesBack(second(13, 35, 4), 8107);
        expect("8107 / 0 / 1 / AVAIL / 70", "(crond ,pid=8107) Up");
        assertThat(rig.state.isFail()).isFalse();
        assertThat(rig.state.lastRestartMillis()).isEqualTo(21_110);

        dies(second(13, 36, 10));
        expect("8107 / 1 / 2 / RESTART / 70", "Process [crond, pid=8107] Down", TRY);

        comesBack(second(13, 36, 31), 8250);
        expect("8250 / 0 / 2 / AVAIL / 70", "(crond ,pid=8250) Up");

        dies(second(13, 37, 40));
        expect("8250 / 1 / 3 / RESTART / 70", "Process [crond, pid=8250] Down", TRY);

        comesBack(second(13, 38, 1), 8482);
        expect("8482 / 0 / 3 / AVAIL / 70", "(crond ,pid=8482) Up");

        dies(second(13, 39, 25));
        expect("8482 / 0 / 3 / RETRY_OVER / 70", "Process [crond, pid=8482] Down", "(crond) RETRY_OVER:CONTINUE");
        assertThat(rig.state.isFail()).isTrue();
        assertThat(rig.state.monitorOn()).isTrue();

        rig.goTo(second(13, 40, 6));
        rig.appears(8888);
        rig.goTo(second(13, 41, 30));
        expect("8482 / 0 / 3 / RETRY_OVER / 70");

        rig.reload();
        assertThat(rig.state.procSts()).isEqualTo(ProcSts.WAIT);
        rig.passMillis(1);
        expect("8888 / 0 / 0 / AVAIL / -----", "(crond ,pid=8888) Up");
        assertThat(rig.state.isFail()).isFalse();
    }
}
