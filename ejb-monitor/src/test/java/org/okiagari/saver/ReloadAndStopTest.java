package org.okiagari.saver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Reload, stop and start at any moment. */
class ReloadAndStopTest extends PentMachineCases {
    @Test
    void aHealthyProcessIsUpAgainAfterReload() {
        rig.reload();
        assertThat(rig.shown()).isEqualTo("7 / 0 / 0 / WAIT / -----");
        rig.passMillis(0);

        assertThat(rig.lines()).containsExactly(up(7));
        assertThat(rig.effects).last().isEqualTo(new Effect.Watch(Rig.found(7)));
    }

    @Test
    void reloadEndsAPause() {
        rig.dies();
        rig.scriptEnds(1);
        rig.lines();
        rig.reload();
        rig.passMillis(100);

        assertThat(rig.lines()).containsExactly("Set pid fail (crond)", TRY);
        assertThat(rig.shown()).startsWith("7 / 1 / 1 / RESTART");
    }

    @Test
    void reloadGivesAWantedSlotBack() {
        rig.slotsAreFree = false;
        rig.dies();
        rig.reload();

        assertThat(rig.effects).contains(new Effect.DropSlot());
    }

    @Test
    void reloadLetsTheScriptEndAndStartsNoSecondOne() {
        rig.dies();
        rig.lines();
        rig.reload();
        rig.passMillis(30_000);
        assertThat(rig.lines()).containsExactly("Set pid fail (crond)");
        assertThat(rig.shown()).isEqualTo("7 / 0 / 0 / RESTART / -----");
        assertThat(rig.running).isEqualTo(1);

        rig.scriptEnds(1);
        assertThat(rig.lines()).as("its result is ignored").isEmpty();
        rig.passMillis(1_000);
        assertThat(rig.lines()).containsExactly(TRY);
        assertThat(rig.running).isEqualTo(2);
        assertThat(rig.shown()).startsWith("7 / 1 / 1 / RESTART");
    }

    @Test
    void whatTheScriptFromBeforeTheReloadStartedIsUp() {
        rig.dies();
        rig.lines();
        rig.reload();
        rig.passMillis(5_000);
        rig.lines();
        rig.scriptEnds(0);
        rig.passMillis(100);
        rig.appears(8);
        rig.passMillis(900);

        assertThat(rig.lines()).containsExactly(up(8));
        assertThat(rig.running).isZero();
    }

    @Test
    void aSecondReloadChangesNothingAboutTheScriptThatRuns() {
        rig.dies();
        rig.reload();
        rig.reload();
        rig.passMillis(1_000);
        rig.reload();
        rig.passMillis(1_000);
        long run = rig.running;
        rig.scriptEnds(0);
        rig.passMillis(1_000);

        assertThat(run).isEqualTo(1);
        assertThat(rig.running).isEqualTo(2);
    }

    @Test
    void stopDropsASlotAndStartGoesOn() {
        rig.slotsAreFree = false;
        rig.dies();
        rig.lines();
        rig.stop();
        assertThat(rig.effects).last().isEqualTo(new Effect.DropSlot());
        rig.goTo(100);
        assertThat(rig.lines()).isEmpty();

        rig.slotsAreFree = true;
        rig.start();
        rig.passMillis(0);
        assertThat(rig.lines()).containsExactly(TRY);
    }

    @Test
    void aScriptThatEndsWhileStoppedEndsInPeace() {
        rig.dies();
        rig.lines();
        rig.stop();
        rig.goTo(50);
        rig.scriptEnds(0);
        rig.goTo(100);
        assertThat(rig.lines()).isEmpty();

        rig.start();
        rig.passMillis(9_000);
        rig.appears(8);
        rig.passMillis(1_100);
        assertThat(rig.lines()).containsExactly(up(8));
    }

    @Test
    void aScriptThatFailsWhileStoppedIsToldAndTriedAfterTheStart() {
        rig.dies();
        rig.lines();
        rig.stop();
        rig.scriptEnds(1);
        assertThat(rig.lines()).hasSize(1);
        rig.goTo(100);
        assertThat(rig.lines()).isEmpty();

        rig.start();
        rig.passMillis(0);
        assertThat(rig.lines()).containsExactly(TRY);
    }

    @Test
    void whatIsThereAfterTheStartIsUpWhateverWasWaitedFor() {
        rig.dies();
        rig.scriptEnds(1);
        rig.lines();
        rig.stop();
        rig.appears(8);
        rig.start();
        rig.passMillis(100);

        assertThat(rig.lines()).containsExactly(up(8));
    }

    @Test
    void repeatedStopAndStartAreHarmless() {
        rig.start();
        rig.stop();
        PentState off = rig.state;
        rig.stop();
        assertThat(rig.state).isEqualTo(off);

        rig.tell(new Observation.Looked(new Sight.Nothing(true, Optional.of(Rig.KILLED))));
        rig.tell(new Observation.SlotGranted());
        assertThat(rig.state).isEqualTo(off);
        assertThat(rig.lines()).isEmpty();
    }
}
