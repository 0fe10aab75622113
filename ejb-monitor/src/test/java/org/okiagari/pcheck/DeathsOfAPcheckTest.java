package org.okiagari.pcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.okiagari.saver.ExitStatus;
import org.okiagari.saver.ProcSts;

/** Deaths as a pcheck sees them: told, settled, misleading. */
class DeathsOfAPcheckTest extends PcheckCases {
    @Test
    void seesADeathAtOnceWhereTheKernelTellsIt() {
        world.tellsDeaths = true;
        world.run(100, "/usr/sbin/crond");
        Pcheck pcheck = start("/usr/sbin/crond:/r:600:3:continue\n");
        world.pass(Duration.ofSeconds(2));

        world.kill(100);

        assertThat(pent(pcheck).procSts()).isEqualTo(ProcSts.RESTART);
        assertThat(world.scripts).hasSize(1);
        assertThat(pcheck.snapshot().pents().get(0).watchedByEvent()).isTrue();
    }

    @Test
    void asksAgainHowAProcessEndedAndTakesAnAdministratorsRestartForNoDeath() {
        world.tellsDeaths = true;
        world.exit = new ExitStatus.Unknown();
        world.run(100, "/usr/sbin/crond");
        Pcheck pcheck = start("/usr/sbin/crond:/r:600:3:continue\n");
        world.pass(Duration.ofSeconds(2));
        world.kill(100);
        world.exit = new ExitStatus.Exited(0);
        world.pass(Duration.ofMillis(300));

        world.run(101, "/usr/sbin/crond");
        world.pass(Duration.ofSeconds(3));

        assertThat(world.log).containsExactly("(/usr/sbin/crond ,pid=100) Up", "(/usr/sbin/crond ,pid=101) Up");
        assertThat(world.scripts).isEmpty();
        assertThat(pent(pcheck).procSts()).isEqualTo(ProcSts.AVAIL);
    }

    @Test
    void actsAfterAFewLooksWhereTheKernelNeverTellsHowAProcessEnded() {
        world.tellsDeaths = true;
        world.exit = new ExitStatus.Unknown();
        world.run(100, "/usr/sbin/crond");
        start("/usr/sbin/crond:/r:600:3:continue\n");
        world.pass(Duration.ofSeconds(2));

        world.kill(100);
        world.pass(Duration.ofMillis(10));

        assertThat(world.scripts).hasSize(1);
    }

    @Test
    void neverTakesAFailedLookForADeath() {
        world.run(100, "/usr/sbin/crond");
        Pcheck pcheck = start("crond:/r:600:3:continue\n");
        tick(pcheck);

        world.isBlind = true;
        world.kill(100);
        tick(pcheck);

        assertThat(pent(pcheck).procSts()).isEqualTo(ProcSts.AVAIL);
        assertThat(world.scripts).isEmpty();
    }

    @Test
    void takesNoWorkerOfTheDeadForAnotherMatch() {
        world.run(100, "/usr/sbin/sshd");
        world.processes.put(101L, FakeWorld.seen(101, 100, 101, "/usr/sbin/sshd", ""));
        Pcheck pcheck = start("/usr/sbin/sshd:/r:600:3:continue\n");
        tick(pcheck);
        tick(pcheck);

        world.kill(100);
        tick(pcheck);

        assertThat(pent(pcheck).procSts()).isEqualTo(ProcSts.RESTART);
    }

    @Test
    void takesWhatSomebodyStartsLaterInTheSessionOfTheDeadForAMatch() {
        world.processes.put(100L, FakeWorld.seen(100, 1, 60, "/usr/sbin/crond", ""));
        Pcheck pcheck = start("/usr/sbin/crond:-:0:0:continue\n");
        tick(pcheck);
        world.kill(100);
        tick(pcheck);
        assertThat(pent(pcheck).procSts()).isEqualTo(ProcSts.DOWN);

        world.processes.put(200L, FakeWorld.seen(200, 1, 60, "/usr/sbin/crond", ""));
        tick(pcheck);

        assertThat(pent(pcheck).procSts()).isEqualTo(ProcSts.AVAIL);
        assertThat(pent(pcheck).pid()).isEqualTo(200);
    }

    @Test
    void takesAWorkerOfAnEarlierDeadForNoMatchWhenTheSuccessorDies() {
        world.run(100, "/usr/sbin/sshd");
        world.processes.put(101L, FakeWorld.seen(101, 100, 101, "/usr/sbin/sshd", ""));
        Pcheck pcheck = start("/usr/sbin/sshd:-:0:0:continue\n");
        tick(pcheck);
        world.processes.remove(101L);
        world.processes.put(101L, FakeWorld.seen(101, 1, 101, "/usr/sbin/sshd", ""));
        world.kill(100);
        tick(pcheck);
        world.run(200, "/usr/sbin/sshd");
        tick(pcheck);
        assertThat(pent(pcheck).pid()).isEqualTo(200);

        world.kill(200);
        tick(pcheck);

        assertThat(pent(pcheck).procSts()).isEqualTo(ProcSts.DOWN);
    }
}
