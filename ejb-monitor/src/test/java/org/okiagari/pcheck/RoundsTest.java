package org.okiagari.pcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.okiagari.pcheck.ProcessTable.Depth;
import org.okiagari.saver.ExitStatus;
import org.okiagari.saver.ProcSts;

/** When is looked, and how deep (ADR 0066), and what is measured. */
class RoundsTest extends RoundsCases {
    @Test
    void takesNoLookAndNoStepWhileAllAreUp() {
        run(20);
        Pcheck pcheck = startedLongAgo("", daemons(20));
        PcheckSnapshot before = pcheck.snapshot();
        int saves = world.states.puts;

        ticks(pcheck, 10);

        assertThat(world.looks).isEmpty();
        assertThat(pcheck.snapshot()).isSameAs(before);
        assertThat(world.states.puts).isEqualTo(saves);
        assertThat(pcheck.lastLookAgeMillis()).isZero();
    }

    @Test
    void looksAtTheNewsWhenADeathIsToldAndAtWhatChangedWhenTheRestartIsUnderWay() {
        run(20);
        Pcheck pcheck = startedLongAgo("", daemons(20));
        List<Depth> before = new ArrayList<>();
        world.witness = event -> before.addAll(world.looks);

        world.kill(1_000);

        assertThat(before).isNotEmpty().containsOnly(Depth.NEWS);
        assertThat(world.looks).containsExactly(Depth.NEWS, Depth.CHANGES);
        assertThat(world.scripts).hasSize(1);
        assertThat(pent(pcheck).procSts()).isEqualTo(ProcSts.RESTART);
    }

    @Test
    void looksAtNobodyWhileTheScriptRunsAndAtWhatChangedBeforeUp() {
        run(1);
        Pcheck pcheck = startedLongAgo("", daemons(1));
        world.kill(1_000);
        world.looks.clear();
        ticks(pcheck, 3);
        assertThat(world.looks).isEmpty();

        world.run(2_000, "/d/0");
        world.scriptEnds(0);
        world.pass(Duration.ofSeconds(1));

        assertThat(world.looks).containsExactly(Depth.CHANGES, Depth.CHANGES);
        assertThat(pent(pcheck).pid()).isEqualTo(2_000);
    }

    @Test
    void whoHasTurnedIntoAnotherProgramIsNoMatch() {
        world.run(1_000, "/d/0");
        world.run(1_001, "/d/0");
        Pcheck pcheck = startedLongAgo("", daemons(1));
        world.run(1_001, "/d/other");

        world.kill(1_000);

        assertThat(pent(pcheck).procSts()).as("without a second look").isEqualTo(ProcSts.RESTART);
        assertThat(world.scripts).hasSize(1);
    }

    @Test
    void looksAtEverybodyWhenItWaitsForLong() {
        run(1);
        world.run(1_001, "/bin/launcher");
        Pcheck pcheck = startedLongAgo("MONITOR_INTERVAL 3", daemons(1));
        world.kill(1_000);
        world.scriptEnds(0);
        world.looks.clear();

        world.pass(Duration.ofMillis(500));
        assertThat(world.looks).hasSize(6).containsOnly(Depth.CHANGES);
        world.run(1_001, "/d/0");
        world.pass(Duration.ofMillis(600));

        assertThat(world.looks.subList(6, 8)).containsExactly(Depth.ALL, Depth.ALL);
        assertThat(pent(pcheck).pid()).isEqualTo(1_001);
    }

    @Test
    void manyDeathsAtOnceShareLooks() {
        run(1_000);
        Pcheck pcheck = startedLongAgo("", daemons(1_000));

        world.dieTogether(LongStream.range(1_000, 2_000).toArray());

        assertThat(world.looks).containsExactly(Depth.NEWS, Depth.CHANGES);
        assertThat(pcheck.snapshot().failCount()).isEqualTo(1_000);
    }

    @Test
    void tenThousandTakeNoMoreLooksThanTen() {
        run(10_000);
        Pcheck pcheck = start("", daemons(10_000));
        assertThat(pcheck.snapshot().pents()).allMatch(pent -> pent.state().procSts() == ProcSts.AVAIL);
        assertThat(world.looks).containsExactly(Depth.ALL);

        pcheck.reload(PADMIN);
        pcheck.stop(PADMIN, OptionalInt.empty());
        pcheck.start(PADMIN, OptionalInt.empty());
        world.pass(Duration.ofSeconds(1));

        assertThat(pcheck.snapshot().pents()).allMatch(pent -> pent.state().procSts() == ProcSts.AVAIL);
        assertThat(world.looks).as("one more for each").containsExactly(Depth.ALL, Depth.ALL, Depth.ALL);
        PcheckSnapshot before = pcheck.snapshot();
        world.kill(1_007);
        PcheckSnapshot after = pcheck.snapshot();
        for (int i = 0; i < 10_000; i++) {
            assertThat(after.pents().get(i) == before.pents().get(i)).isEqualTo(i != 7);
        }
    }

    @Test
    void aScriptThatHangsDelaysNobody() {
        run(20);
        Pcheck pcheck = startedLongAgo("", daemons(20));
        LongStream.range(1_000, 1_008).forEach(pid -> world.kill(pid));
        assertThat(world.scripts).as("RESTART_PARALLEL").hasSize(8);
        world.pass(Duration.ofSeconds(1));

        world.kill(1_008);

        assertThat(world.scripts).hasSize(9);
        assertThat(world.scripts.peekLast().command().variables()).containsEntry("OKIAGARI_PENT_ID", "9");
        assertThat(pcheck.snapshot().failCount()).isEqualTo(9);
    }

    @Test
    void aTickThatFindsADeathLooksAtWhatChanged() {
        world.tellsDeaths = false;
        run(20);
        Pcheck pcheck = startedLongAgo("DETECT poll\nMONITOR_TRY_COUNT 1", daemons(20));
        world.kill(1_000);
        assertThat(world.looks).isEmpty();

        ticks(pcheck, 1);

        assertThat(world.looks).containsExactly(Depth.CHANGES);
        assertThat(pent(pcheck).procSts()).isEqualTo(ProcSts.RESTART);
    }

    @Test
    void pollingLooksAsOftenAsTheOriginalBeforeItBelievesADeath() {
        world.tellsDeaths = false;
        run(1);
        Pcheck pcheck = startedLongAgo("DETECT poll\nMONITOR_TRY_COUNT 3", daemons(1));
        world.kill(1_000);

        ticks(pcheck, 1);
        assertThat(pent(pcheck).procSts()).isEqualTo(ProcSts.AVAIL);
        world.pass(Duration.ofMillis(200));

        assertThat(world.looks).containsExactly(Depth.CHANGES, Depth.ALL, Depth.ALL);
        assertThat(pent(pcheck).procSts()).isEqualTo(ProcSts.RESTART);
    }

    @Test
    void looksForNobodyWhoIsGivenUpOrNotMonitored() {
        run(1);
        Pcheck pcheck = start("", "/d/0:/r:600:3:continue", "/none:-:0:0:switch");
        assertThat(pcheck.snapshot().pents().get(1).state().procSts()).isEqualTo(ProcSts.RETRY_OVER);
        pcheck.stop(PADMIN, OptionalInt.of(1));
        world.kill(1_000);
        world.looks.clear();

        ticks(pcheck, 5);

        assertThat(world.looks).isEmpty();
        assertThat(pcheck.lastLookAgeMillis()).isZero();
    }

    @Test
    void whoCannotBeAskedIsNotDead() {
        run(1);
        Pcheck pcheck = startedLongAgo("", daemons(1));
        world.isDeaf = true;
        world.kill(1_000);

        ticks(pcheck, 3);

        assertThat(pent(pcheck).procSts()).isEqualTo(ProcSts.AVAIL);
        assertThat(pcheck.lastLookAgeMillis()).isEqualTo(30_000);
        world.isDeaf = false;
        ticks(pcheck, 1);
        assertThat(pent(pcheck).procSts()).isEqualTo(ProcSts.RESTART);
    }

    @Test
    void aLookThatFailedAfterADeathIsTakenAgainSoonHoweverRareChecksAre() {
        run(1);
        Pcheck pcheck = startedLongAgo("MONITOR_INTERVAL 3600", daemons(1));
        world.isBlind = true;
        world.kill(1_000);
        world.pass(Duration.ofSeconds(3));
        assertThat(pent(pcheck).procSts()).isEqualTo(ProcSts.AVAIL);

        world.isBlind = false;
        world.pass(Duration.ofSeconds(1));

        assertThat(pent(pcheck).procSts()).isEqualTo(ProcSts.RESTART);
    }

    @Test
    void aZombieThatALookAtWhatChangedStillShowsIsNoMatch() {
        world.run(1_000, "/d/0");
        world.run(1_001, "/d/0");
        Pcheck pcheck = startedLongAgo("", daemons(1));
        world.showsZombies = true;

        world.dieTogether(1_000, 1_001);

        assertThat(world.looks).containsExactly(Depth.NEWS, Depth.CHANGES);
        assertThat(world.log)
                .containsExactly("(/d/0 ,pid=1000) Up", "Process [/d/0, pid=1000] Down", "Try to restart (/d/0)");
        assertThat(pent(pcheck).procSts()).isEqualTo(ProcSts.RESTART);
    }

    @Test
    void anotherInstanceTakesOverAtASecondLook() {
        world.run(1_000, "/d/0");
        world.run(1_001, "/d/0");
        Pcheck pcheck = startedLongAgo("", daemons(1));

        world.kill(1_000);
        world.pass(Duration.ofMillis(100));

        assertThat(world.looks).containsExactly(Depth.NEWS, Depth.CHANGES, Depth.ALL);
        assertThat(pent(pcheck).pid()).isEqualTo(1_001);
        assertThat(world.scripts).isEmpty();
    }

    @Test
    void whoTurnsIntoTheProcessByExecIsSeenWhileItIsDown() {
        world.run(1_000, "/d/0");
        world.run(1_001, "/bin/launcher");
        Pcheck pcheck = startedLongAgo("", "/d/0:-:0:0:continue");
        world.kill(1_000);
        assertThat(pent(pcheck).procSts()).isEqualTo(ProcSts.DOWN);

        world.run(1_001, "/d/0");
        ticks(pcheck, 1);
        world.pass(Duration.ofMillis(100));

        assertThat(pent(pcheck).procSts()).isEqualTo(ProcSts.AVAIL);
        assertThat(pent(pcheck).pid()).isEqualTo(1_001);
    }

    // ---- measurements

    @Test
    void measuresHowOldADeathIsWhenItIsSeen() {
        run(1);
        Pcheck pcheck = startedLongAgo("", daemons(1));
        assertThat(pent(pcheck).lastDetectionMillis()).isEqualTo(-1);
        world.exit = new ExitStatus.Exited(0);

        world.kill(1_000);
        world.pass(Duration.ofSeconds(2));

        assertThat(pent(pcheck).procSts()).isEqualTo(ProcSts.RESTART);
        assertThat(pent(pcheck).lastDetectionMillis())
                .as("not the wait of SETTLE")
                .isZero();
        assertThat(world.measurements.detection().count()).isOne();
    }

    @Test
    void aDeathThatNobodyToldIsAtMostAsOldAsTheLastSignOfLife() {
        world.tellsDeaths = false;
        run(1);
        Pcheck pcheck = startedLongAgo("DETECT poll", daemons(1));
        world.kill(1_000);

        ticks(pcheck, 1);
        world.pass(Duration.ofSeconds(1));

        assertThat(pent(pcheck).lastDetectionMillis()).isEqualTo(10_000);
        assertThat(world.measurements.detection().count()).isOne();
    }

    @Test
    void measuresRestartsFromTheDeathToUpAndEachTick() {
        run(1);
        Pcheck pcheck = startedLongAgo("", daemons(1));
        world.kill(1_000);
        world.pass(Duration.ofMillis(70));
        world.run(2_000, "/d/0");
        world.scriptEnds(0);
        world.pass(Duration.ofSeconds(1));

        assertThat(world.measurements.restart().count()).isOne();
        assertThat(world.measurements.restart().maxNanos()).isEqualTo(180_000_000L);
        assertThat(pent(pcheck).lastRestartMillis()).isEqualTo(180);
        assertThat(world.measurements.tick().count()).isEqualTo(7);
    }
}
