package org.okiagari.pcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.okiagari.saver.LogLine;
import org.okiagari.saver.PentState;
import org.okiagari.saver.ProcSts;
import org.okiagari.saver.ProcessId;
import org.okiagari.saver.Seen;

/** CONTRACT section 4, rows "saved state": what the next saver goes on with. */
class SavedStateTest {
    private static final Path PFILE = Path.of("/conf/pfile_crond");
    private static final Requester PADMIN = new Requester(LogLine.Ident.PADMIN, 8821, "uid=0", "local");
    private static final String PARAM = "##### PARAM #####\nIPCKEY 1\nMONITOR_INTERVAL 10\n##### PENT #####\n";

    private final FakeWorld world = new FakeWorld();
    private Pchecks pchecks = new Pchecks(world.environment(""));

    private Pcheck start() {
        world.files.put(PFILE, PARAM + "/usr/sbin/crond:/r:600:3:continue\n");
        Pcheck pcheck = pchecks.start(PFILE, Requester.SERVER, true);
        tick(pcheck);
        return pcheck;
    }

    private void tick(Pcheck pcheck) {
        pcheck.tick();
        world.pass(Duration.ofSeconds(2));
    }

    /** The saver is killed, and another one starts. */
    private Pcheck comesBackAfterAKill() {
        world.saverIsKilled();
        pchecks = new Pchecks(world.environment(""));
        world.log.clear();
        return start();
    }

    private static PentState pent(Pcheck pcheck) {
        return pcheck.snapshot().pents().get(0).state();
    }

    private Pcheck savedOnce() {
        world.run(100, "/usr/sbin/crond");
        Pcheck pcheck = start();
        world.kill(100);
        tick(pcheck);
        world.run(101, "/usr/sbin/crond");
        world.scriptEnds(0);
        tick(pcheck);
        return pcheck;
    }

    @Test
    void saysNothingWhenTheSameProcessLivesAndKeepsTheCounters() {
        PentState before = pent(savedOnce());

        Pcheck back = comesBackAfterAKill();

        assertThat(world.log).isEmpty();
        assertThat(pent(back).procSts()).isEqualTo(ProcSts.AVAIL);
        assertThat(pent(back).pid()).isEqualTo(101);
        assertThat(pent(back).restartCount()).isEqualTo(1);
        assertThat(pent(back).rerunTime()).isEqualTo(before.rerunTime());
        assertThat(pent(back).upSince()).isEqualTo(before.upSince());
    }

    @Test
    void looksAtNothingBeforeItKnowsWhatWasSaved() {
        savedOnce();
        world.saverIsKilled();
        pchecks = new Pchecks(world.environment(""));
        pchecks.addListener(new PcheckListener() {
            @Override
            public void started(Pcheck pcheck) {
                pcheck.tick();
            }

            @Override
            public void reloaded(Pcheck pcheck) {}

            @Override
            public void ended(Pcheck pcheck) {}
        });
        world.log.clear();

        Pcheck back = start();

        assertThat(world.log).isEmpty();
        assertThat(pent(back).restartCount()).isEqualTo(1);
    }

    @Test
    void takesADeathInItsAbsenceForADeath() {
        savedOnce();
        world.processes.clear();

        Pcheck back = comesBackAfterAKill();

        assertThat(world.log)
                .containsExactly("Process [/usr/sbin/crond, pid=101] Down", "Try to restart (/usr/sbin/crond)");
        assertThat(pent(back).restartCount()).isEqualTo(2);
    }

    @Test
    void neverTakesALaterProcessWithTheSamePidForTheSavedOne() {
        savedOnce();
        world.processes.put(101L, new Seen(new ProcessId(101, 4711), 1, 101, 101, "/bin/other", "/bin/other", ""));

        comesBackAfterAKill();

        assertThat(world.log).startsWith("Process [/usr/sbin/crond, pid=101] Down");
    }

    @Test
    void staysInRetryOverUntilReload() {
        world.files.put(PFILE, PARAM + "/usr/sbin/crond:-:0:0:switch\n");
        Pcheck pcheck = pchecks.start(PFILE, Requester.SERVER, true);
        tick(pcheck);
        assertThat(pent(pcheck).procSts()).isEqualTo(ProcSts.RETRY_OVER);
        world.run(200, "/usr/sbin/crond");

        Pcheck back = comesBackAfterAKill();

        assertThat(pent(back).procSts()).isEqualTo(ProcSts.RETRY_OVER);
        back.reload(PADMIN);
        tick(back);
        assertThat(pent(back).procSts()).isEqualTo(ProcSts.AVAIL);
    }

    @Test
    void staysStopped() {
        Pcheck pcheck = savedOnce();
        pcheck.stop(PADMIN, OptionalInt.empty());
        world.settle();
        world.processes.clear();

        Pcheck back = comesBackAfterAKill();

        assertThat(world.log).isEmpty();
        assertThat(back.snapshot().monitoring()).isFalse();
        assertThat(pent(back).monitorOn()).isFalse();
    }

    @Test
    void awaitsAScriptThatOutlivedTheSaverAndStartsNoSecondOne() {
        world.run(100, "/usr/sbin/crond");
        Pcheck pcheck = start();
        world.run(FakeWorld.SCRIPT_PID, "/bin/sh");
        world.kill(100);
        tick(pcheck);
        assertThat(world.scripts).hasSize(1);

        Pcheck back = comesBackAfterAKill();
        world.pass(Duration.ofSeconds(60));
        tick(back);

        assertThat(world.log).isEmpty();
        assertThat(pent(back).procSts()).isEqualTo(ProcSts.RESTART);
        assertThat(world.scripts).hasSize(1);

        world.run(102, "/usr/sbin/crond");
        world.kill(FakeWorld.SCRIPT_PID);
        tick(back);
        assertThat(world.log).containsExactly("(/usr/sbin/crond ,pid=102) Up");
        assertThat(pent(back).retryCount()).isZero();
        assertThat(pent(back).restartCount()).isEqualTo(1);
    }

    @Test
    void countsTheWindowFromItsFirstAttemptOverTheAbsence() {
        savedOnce();
        world.processes.clear();
        world.pass(Duration.ofSeconds(601));

        Pcheck back = comesBackAfterAKill();

        assertThat(pent(back).restartCount()).as("a new window").isEqualTo(1);
    }

    @Test
    void keepsItOverAnOrderlyEndOfTheServer() {
        savedOnce();
        pchecks.close();

        Pcheck back = comesBackAfterAKill();

        assertThat(world.log).isEmpty();
        assertThat(pent(back).restartCount()).isEqualTo(1);
    }

    @Test
    void forgetsItWhenACommandEndsThePcheck() {
        savedOnce().shutdown(PADMIN);

        Pcheck back = comesBackAfterAKill();

        assertThat(world.log).containsExactly("(/usr/sbin/crond ,pid=101) Up");
        assertThat(pent(back).restartCount()).isZero();
    }
}
