package org.okiagari.pcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.okiagari.pcheck.ProcessTable.Depth;
import org.okiagari.saver.ProcSts;
import org.okiagari.saver.Seen;

/** Workers and sessions of a watched process (ADR 0061). */
class FamiliesTest extends RoundsCases {
    private void fork(long pid, long ppid, long session) {
        world.processes.put(pid, FakeWorld.seen(pid, ppid, session, "/usr/sbin/sshd", ""));
    }

    @Test
    void knowsSessionsAndWorkersWithoutALook() {
        world.run(100, "/usr/sbin/sshd");
        Pcheck pcheck = startedLongAgo("", "/usr/sbin/sshd:/r:600:3:continue");
        fork(101, 100, 101);
        fork(102, 101, 102);
        ticks(pcheck, 1);
        assertThat(world.looks).isEmpty();

        fork(101, 1, 101);
        world.kill(100);
        world.pass(Duration.ofMillis(500));

        assertThat(pent(pcheck).procSts()).isEqualTo(ProcSts.RESTART);
        assertThat(world.scripts).hasSize(1);
    }

    @Test
    void anOrphanOfTheFamilyIsRememberedUntilItIsGone() {
        world.run(100, "/usr/sbin/sshd");
        Pcheck pcheck = startedLongAgo("", "/usr/sbin/sshd:/r:600:3:continue");
        fork(101, 100, 101);
        ticks(pcheck, 1);
        fork(101, 1, 101);
        ticks(pcheck, 3);

        world.kill(100);
        world.pass(Duration.ofMillis(500));

        assertThat(pent(pcheck).procSts()).isEqualTo(ProcSts.RESTART);
    }

    @Test
    void looksAtEachTickWhereTheKernelDoesNotTellDescendants() {
        world.tellsDescendants = false;
        world.run(100, "/usr/sbin/sshd");
        Pcheck pcheck = startedLongAgo("", "/usr/sbin/sshd:/r:600:3:continue");
        PcheckSnapshot before = pcheck.snapshot();
        fork(101, 100, 101);

        ticks(pcheck, 2);

        assertThat(world.looks).containsExactly(Depth.CHANGES, Depth.CHANGES);
        assertThat(pcheck.snapshot()).isSameAs(before);
        fork(101, 1, 101);
        world.kill(100);
        world.pass(Duration.ofMillis(500));
        assertThat(pent(pcheck).procSts()).isEqualTo(ProcSts.RESTART);
    }

    @Test
    void knowsTheFamilyHoweverRareChecksAre() {
        world.run(100, "/usr/sbin/sshd");
        Pcheck pcheck = start("MONITOR_INTERVAL 3600", "/usr/sbin/sshd:/r:600:3:continue");
        world.pass(LONG);
        fork(101, 100, 101);
        world.pass(Duration.ofSeconds(11));
        world.looks.clear();
        world.pass(LONG);
        assertThat(world.looks).isEmpty();

        fork(101, 1, 101);
        world.kill(100);
        world.pass(Duration.ofMillis(500));

        assertThat(pent(pcheck).procSts()).isEqualTo(ProcSts.RESTART);
    }

    @Test
    void samplesNoFamilyBetweenChecksThatPoll() {
        world.run(100, "/usr/sbin/sshd");
        start("MONITOR_INTERVAL 3600\nDETECT poll", "/usr/sbin/sshd:/r:600:3:continue");
        world.looks.clear();

        world.pass(LONG);

        assertThat(world.looks).isEmpty();
    }

    @Test
    void aDaemonThatLeavesItsSessionJustAfterUpLeavesNoMatchBehind() {
        world.processes.put(100L, FakeWorld.seen(100, 50, 50, "/usr/sbin/sshd", ""));
        Pcheck pcheck = start("", "/usr/sbin/sshd:/r:600:3:continue");
        world.processes.put(100L, new Seen(world.processes.get(100L).id(), 1, 77, 77, "/usr/sbin/sshd", "sshd", ""));
        ticks(pcheck, 5);

        fork(101, 1, 77);
        world.kill(100);
        world.pass(Duration.ofMillis(500));

        assertThat(pent(pcheck).procSts()).isEqualTo(ProcSts.RESTART);
    }
}
