package org.okiagari.saver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What follows the end of a restart script, and what is waited for before one starts. */
class ScriptEndTest extends PentMachineCases {
    @Test
    void upNeedsASecondLook() {
        rig.dies();
        rig.lines();
        rig.appears(8);
        rig.scriptEnds(0);
        rig.passMillis(109);
        assertThat(rig.lines()).isEmpty();
        rig.passMillis(1);

        assertThat(rig.lines()).containsExactly(up(8));
        assertThat(rig.state.lastRestartMillis()).isEqualTo(110);
        assertThat(rig.effects).last().isEqualTo(new Effect.Watch(Rig.found(8)));
    }

    @Test
    void aProcessSeenWhileTheScriptRunsIsNotUpYet() {
        rig.dies();
        rig.lines();
        rig.appears(8);
        rig.goTo(200);

        assertThat(rig.lines()).isEmpty();
        assertThat(rig.state.procSts()).isEqualTo(ProcSts.RESTART);
    }

    @Test
    void aProcessThatComesWithinTheIntervalIsUp() {
        rig.dies();
        rig.lines();
        rig.scriptEnds(0);
        rig.passMillis(9_500);
        rig.appears(8);
        rig.passMillis(500);
        assertThat(rig.lines()).isEmpty();
        rig.passMillis(100);

        assertThat(rig.lines()).containsExactly(up(8));
    }

    @Test
    void matchesThatComeAndGoAreDownWhenTheIntervalIsOver() {
        rig.dies();
        rig.lines();
        rig.scriptEnds(0);
        for (int pid = 100; pid < 3_000 && rig.log.isEmpty(); pid++) {
            rig.appears(pid);
            rig.passMillis(10);
        }

        assertThat(rig.lines()).containsExactly(down(7), TRY);
        assertThat(rig.millis()).isBetween(15_000L, 15_020L);
    }

    @Test
    void whoCannotLookDoesNotCallARestartFailed() {
        rig.dies();
        rig.lines();
        rig.blind = true;
        rig.scriptEnds(0);
        rig.passMillis(60_000);
        assertThat(rig.lines()).isEmpty();

        rig.blind = false;
        rig.passMillis(2_000);
        assertThat(rig.lines()).containsExactly(down(7), TRY);
    }

    @Test
    void tellsWhyAScriptFailed() {
        rig.dies();
        rig.scriptEnds(new ScriptOutcome.Signalled(9));
        assertThat(rig.lines()).last().isEqualTo("Restart script failed (crond) status=137 [" + SCRIPT + "]");
        rig.passMillis(10_000);
        rig.scriptEnds(new ScriptOutcome.TimedOut(300));
        assertThat(rig.lines()).last().isEqualTo("Restart script timeout (crond) [" + SCRIPT + "] 300 sec");
        rig.passMillis(10_000);
        rig.scriptEnds(new ScriptOutcome.CannotExecute("no execute permission; chmod +x it"));
        assertThat(rig.lines())
                .last()
                .isEqualTo(
                        "Restart script can not execute (crond) [" + SCRIPT + "]: no execute permission; chmod +x it");

        rig.passMillis(10_000);
        assertThat(rig.lines()).containsExactly("(crond) RETRY_OVER:CONTINUE");
    }

    @Test
    void ourShortageIsNoAttempt() {
        rig.dies();
        rig.lines();
        for (int i = 0; i < 50; i++) {
            rig.scriptEnds(new ScriptOutcome.Shortage("no processes left (EAGAIN)"));
            assertThat(rig.running).isZero();
            rig.passMillis(999);
            assertThat(rig.running).isZero();
            rig.passMillis(1);
            assertThat(rig.running).isEqualTo(i + 2);
        }

        assertThat(rig.lines()).as("told once").hasSize(1).first().asString().contains("no processes left");
        assertThat(rig.shown()).isEqualTo("7 / 1 / 1 / RESTART / 5");

        rig.scriptEnds(1);
        rig.passMillis(10_000);
        assertThat(rig.lines()).last().isEqualTo(TRY);
        assertThat(rig.shown()).isEqualTo("7 / 2 / 2 / RESTART / 5");
    }

    @Test
    void theEndOfAnotherRunChangesNothing() {
        rig.dies();
        rig.lines();
        PentState before = rig.state;

        rig.tell(new Observation.ScriptEnded(rig.running + 1, new ScriptOutcome.Exited(0)));
        rig.tell(new Observation.ScriptEnded(0, new ScriptOutcome.Exited(1)));

        assertThat(rig.state).isEqualTo(before);
    }

    // ---- waits

    @Test
    void aCrashLoopDoesNotSpin() {
        rig.dies();
        rig.appears(8);
        rig.scriptEnds(0);
        rig.passMillis(110);
        rig.passMillis(90);
        rig.lines();

        rig.dies();
        assertThat(rig.lines()).containsExactly(down(8));
        assertThat(rig.shown()).isEqualTo("8 / 0 / 1 / RESTART / 5");
        rig.passMillis(799);
        assertThat(rig.lines()).isEmpty();
        rig.passMillis(1);

        assertThat(rig.lines()).containsExactly(TRY);
        assertThat(rig.shown()).isEqualTo("8 / 1 / 2 / RESTART / 5");
    }

    @Test
    void aProcessThatComesByItselfInTheCrashLoopSecondIsUp() {
        rig.dies();
        rig.appears(8);
        rig.scriptEnds(0);
        rig.passMillis(110);
        rig.dies();
        rig.lines();

        rig.appears(9);
        rig.passMillis(500);

        assertThat(rig.lines()).containsExactly(up(9));
        assertThat(rig.running).isZero();
    }

    @Test
    void aSlotIsWaitedFor() {
        rig.slotsAreFree = false;
        rig.dies();
        assertThat(rig.lines()).containsExactly(down(7));
        assertThat(rig.shown()).isEqualTo("7 / 0 / 0 / RESTART / -----");
        rig.goTo(60);
        assertThat(rig.lines()).isEmpty();

        rig.tell(new Observation.SlotGranted());
        assertThat(rig.lines()).containsExactly(TRY);
        assertThat(rig.shown()).isEqualTo("7 / 1 / 1 / RESTART / 60");
    }

    @Test
    void aProcessThatComesWhileASlotIsAwaitedGivesItUp() {
        rig.slotsAreFree = false;
        rig.dies();
        rig.lines();
        rig.appears(8);
        rig.look();
        rig.passMillis(100);

        assertThat(rig.lines()).containsExactly(up(8));
        assertThat(rig.effects).contains(new Effect.DropSlot());
        rig.tell(new Observation.SlotGranted());
        assertThat(rig.running).isZero();
        assertThat(rig.effects).last().isEqualTo(new Effect.DropSlot());
    }
}
