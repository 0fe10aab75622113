package org.okiagari.pcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.okiagari.saver.LogLine;
import org.okiagari.saver.PentState;
import org.okiagari.saver.ProcSts;
import org.okiagari.saver.ScriptOutcome;

/** One script of a PENT at any moment (I-1), also over what its pcheck does not live to see. */
class ScriptsThatOutliveTest {
    private static final Path PFILE = Path.of("/conf/pfile_crond");
    private static final Requester PADMIN = new Requester(LogLine.Ident.PADMIN, 8821, "uid=0", "local");
    private static final String PARAM =
            "##### PARAM #####\nIPCKEY 1\nMONITOR_INTERVAL 10\nSCRIPT_TIMEOUT 300\n##### PENT #####\n";
    private static final String CROND = "/usr/sbin/crond:/r:600:3:continue\n";
    private static final String ATD = "/usr/sbin/atd:-:600:3:continue\n";

    private final FakeWorld world = new FakeWorld();
    private Pchecks pchecks = new Pchecks(world.environment(""));

    private Pcheck start(String pents) {
        world.files.put(PFILE, PARAM + pents);
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
        return start(CROND);
    }

    private static PentState pent(Pcheck pcheck) {
        return pcheck.snapshot().pents().get(0).state();
    }

    /** crond is dead and its script runs. */
    private Pcheck withAScript() {
        world.run(100, "/usr/sbin/crond");
        Pcheck pcheck = start(CROND);
        world.run(FakeWorld.SCRIPT_PID, "/bin/sh");
        world.kill(100);
        tick(pcheck);
        assertThat(world.scripts).hasSize(1);
        world.log.clear();
        return pcheck;
    }

    @Test
    void aScriptFindsItsAttemptInItsEnvironment() {
        withAScript();

        assertThat(world.scripts.getFirst().command().variables().get("OKIAGARI_RUN"))
                .isEqualTo(world.states.runs.keySet().iterator().next())
                .startsWith("7750.");
    }

    @Test
    void anAttemptIsOnRecordBeforeItsScriptStarts() {
        world.run(100, "/usr/sbin/crond");
        Pcheck pcheck = start(CROND);
        world.states.diesAtStarting = true;
        world.processes.remove(100L);
        assertThatThrownBy(() -> tick(pcheck)).isInstanceOf(FakeStateLogs.Killed.class);
        assertThat(world.scripts).isEmpty();
        world.states.diesAtStarting = false;

        Pcheck back = comesBackAfterAKill();

        assertThat(pent(back).restartCount()).isEqualTo(1);
        assertThat(pent(back).procSts()).isEqualTo(ProcSts.RESTART);
        world.pass(Duration.ofSeconds(10));
        tick(back);
        assertThat(world.log)
                .containsExactly("Process [/usr/sbin/crond, pid=100] Down", "Try to restart (/usr/sbin/crond)");
        assertThat(pent(back).restartCount()).isEqualTo(2);
    }

    @Test
    void aPcheckThatWasEndedAndStartedAgainAwaitsTheScript() {
        withAScript().shutdown(PADMIN);
        world.log.clear();

        Pcheck again = start(CROND);
        world.pass(Duration.ofSeconds(60));
        tick(again);

        assertThat(world.log).containsExactly("Set pid fail (/usr/sbin/crond)");
        assertThat(pent(again).procSts()).isEqualTo(ProcSts.RESTART);
        assertThat(pent(again).restartCount()).isZero();
        assertThat(world.scripts).hasSize(1);

        world.kill(FakeWorld.SCRIPT_PID);
        tick(again);
        assertThat(world.log).last().isEqualTo("Try to restart (/usr/sbin/crond)");
        assertThat(world.scripts).hasSize(2);
        assertThat(pent(again).restartCount()).isEqualTo(1);
    }

    @Test
    void aProcessThatTheOldScriptBringsIsUpWithoutAnAttempt() {
        withAScript().shutdown(PADMIN);
        world.log.clear();
        Pcheck again = start(CROND);

        world.run(102, "/usr/sbin/crond");
        world.kill(FakeWorld.SCRIPT_PID);
        tick(again);

        assertThat(world.log).containsExactly("Set pid fail (/usr/sbin/crond)", "(/usr/sbin/crond ,pid=102) Up");
        assertThat(pent(again).restartCount()).isZero();
    }

    @Test
    void anotherHomeThatKnowsNothingAwaitsTheScript() {
        withAScript();
        world.states.states.clear();

        Pcheck back = comesBackAfterAKill();
        tick(back);

        assertThat(world.log).containsExactly("Set pid fail (/usr/sbin/crond)");
        assertThat(world.scripts).hasSize(1);
    }

    @Test
    void aScriptFromBeforeAReloadIsAwaitedOverAKill() {
        Pcheck pcheck = withAScript();
        pcheck.reload(PADMIN);
        tick(pcheck);
        assertThat(pent(pcheck).procSts()).isEqualTo(ProcSts.RESTART);

        Pcheck back = comesBackAfterAKill();
        world.pass(Duration.ofSeconds(60));
        tick(back);

        assertThat(world.scripts).hasSize(1);
        assertThat(pent(back).restartCount()).isZero();
        world.kill(FakeWorld.SCRIPT_PID);
        tick(back);
        assertThat(world.scripts).hasSize(2);
        assertThat(pent(back).restartCount()).isEqualTo(1);
    }

    @Test
    void aScriptOfAPentThatAReloadTookAwayAndBroughtBackIsAwaited() {
        Pcheck pcheck = withAScript();
        world.files.put(PFILE, PARAM + ATD);
        pcheck.reload(PADMIN);
        tick(pcheck);
        world.files.put(PFILE, PARAM + CROND);
        pcheck.reload(PADMIN);
        tick(pcheck);

        assertThat(world.scripts).hasSize(1);
        assertThat(pent(pcheck).procSts()).isEqualTo(ProcSts.RESTART);

        world.kill(FakeWorld.SCRIPT_PID);
        world.scriptEnds(1);
        tick(pcheck);
        assertThat(world.scripts).hasSize(1);
        assertThat(pent(pcheck).restartCount()).isEqualTo(1);
    }

    @Test
    void aPentThatComesBackAfterItsOldScriptEndedIsNew() {
        Pcheck pcheck = withAScript();
        world.files.put(PFILE, PARAM + ATD);
        pcheck.reload(PADMIN);
        world.kill(FakeWorld.SCRIPT_PID);
        world.scriptEnds(0);
        world.files.put(PFILE, PARAM + CROND);
        pcheck.reload(PADMIN);
        tick(pcheck);

        assertThat(world.scripts).hasSize(1);
        assertThat(pent(pcheck).restartCount()).isEqualTo(1);
    }

    @Test
    void aScriptThatOutlivedItsSaverHasItsTimeoutFromItsStart() {
        world.pass(Duration.ofSeconds(10_000)); // the script of the fake world began 9,999.9 s after the boot
        withAScript();
        world.pass(Duration.ofSeconds(200));

        Pcheck back = comesBackAfterAKill();
        world.pass(Duration.ofSeconds(90));
        assertThat(world.stopped).isEmpty();
        world.pass(Duration.ofSeconds(20));

        assertThat(world.stopped).hasSize(1);
        world.kill(FakeWorld.SCRIPT_PID);
        tick(back);
        assertThat(world.log).as("its session is still being ended").isEmpty();
        world.stopped.values().iterator().next().run();
        tick(back);
        assertThat(world.log).containsExactly("Restart script timeout (/usr/sbin/crond) [/r] 300 sec");
        assertThat(pent(back).procSts()).isEqualTo(ProcSts.RESTART);
    }

    @Test
    void anAttemptThatOurShortagePreventedIsNotCountedAgain() {
        world.run(100, "/usr/sbin/crond");
        Pcheck pcheck = start(CROND);
        world.kill(100);
        tick(pcheck);
        world.scripts.remove().onEnd().accept(new ScriptOutcome.Shortage("no memory"));
        world.settle();
        assertThat(pent(pcheck).restartCount()).isEqualTo(1);

        Pcheck back = comesBackAfterAKill();
        tick(back);

        assertThat(world.scripts).hasSize(1);
        assertThat(pent(back).restartCount()).isEqualTo(1);
    }

    @Test
    void aPentThatThePfileLostIsNewWhenItComesBack() {
        world.run(100, "/usr/sbin/crond");
        Pcheck pcheck = start(CROND);
        world.kill(100);
        tick(pcheck);
        world.run(101, "/usr/sbin/crond");
        world.scriptEnds(0);
        tick(pcheck);
        world.files.put(PFILE, PARAM + ATD);
        pcheck.reload(PADMIN);

        Pcheck back = comesBackAfterAKill();

        assertThat(world.log).containsExactly("(/usr/sbin/crond ,pid=101) Up");
        assertThat(pent(back).restartCount()).isZero();
    }
}
