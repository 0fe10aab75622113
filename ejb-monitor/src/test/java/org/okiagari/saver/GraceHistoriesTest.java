package org.okiagari.saver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.okiagari.pfile.RetryOverAction;

/** random histories of deaths, told by the machine and by a model that knows nothing of it. Times in seconds. */
class GraceHistoriesTest {
    private static final int HISTORIES = 100_000;

    /** Returns how often a process that dies at these times is restarted, by the rule of the contract alone. */
    private static int restarts(List<Integer> deaths, int grace, int retry) {
        int from = 0;
        for (int i = 0; i < deaths.size(); i++) {
            if (i > from && grace > 0 && deaths.get(i) - deaths.get(from) > grace) {
                from = i;
            }
            if (i - from == retry) {
                return i;
            }
        }
        return deaths.size();
    }

    private static int restartsByMachine(List<Integer> deaths, int grace, int retry) {
        Rig rig = new Rig(Rig.rule(Rig.pent("restart", grace, retry, RetryOverAction.CONTINUE)));
        rig.ticks = false;
        rig.appears(1);
        rig.look();
        int restarts = 0;
        for (int death : deaths) {
            rig.goTo(death);
            rig.dies();
            if (rig.running == 0) {
                assertThat(rig.state.procSts()).isEqualTo(ProcSts.RETRY_OVER);
                return restarts;
            }
            restarts++;
            rig.appears(1_000 + restarts);
            rig.scriptEnds(0);
            rig.passMillis(110);
        }
        return restarts;
    }

    private static List<Integer> history(Random random) {
        List<Integer> deaths = new ArrayList<>();
        int time = 0;
        for (int n = 1 + random.nextInt(12); n > 0; n--) {
            time += 1 + random.nextInt(5);
            deaths.add(time);
        }
        return deaths;
    }

    @Test
    void theMachineRestartsAsOftenAsTheModelInRandomHistories() {
        Random random = new Random(43);
        for (int i = 0; i < HISTORIES; i++) {
            List<Integer> deaths = history(random);
            int grace = random.nextInt(16);
            int retry = random.nextInt(5);
            int expected = restarts(deaths, grace, retry);
            int restarts = restartsByMachine(deaths, grace, retry);
            if (restarts != expected) {
                throw new AssertionError("deaths " + deaths + " grace " + grace + " retry " + retry + ": " + restarts
                        + " restarts instead of " + expected);
            }
        }
    }

    @Test
    void deathsRoundTheEndOfTheWindow() {
        for (int retry = 1; retry <= 3; retry++) {
            List<Integer> deaths = new ArrayList<>();
            for (int i = 0; i < retry; i++) {
                deaths.add(1 + i);
            }
            for (int age : new int[] {599, 600, 601}) {
                List<Integer> history = new ArrayList<>(deaths);
                history.add(1 + age);
                assertThat(restartsByMachine(history, 600, retry)).isEqualTo(age <= 600 ? retry : retry + 1);
            }
        }
    }
}
