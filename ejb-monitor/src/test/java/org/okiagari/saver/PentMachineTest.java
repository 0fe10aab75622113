package org.okiagari.saver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.okiagari.pfile.RetryOverAction;

/** One test an edge of the machine's table; the golden cases have their own. */
class PentMachineTest {
    private static final String TRY = "Try to restart (crond)";
    private static final String SCRIPT = "/conf/bin/restart_crond.sh";

    private final Rig rig = Rig.crond();

    @BeforeEach
    void processSevenIsUp() {
        rig.appears(7);
        rig.goTo(5);
        rig.log.clear();
        rig.events.clear();
        rig.effects.clear();
    }

    private void settleWritten(long millis) {
        rig.rule = new PentRule(rig.rule.pent(), rig.rule.monitorInterval(), 2, Optional.of(Duration.ofMillis(millis)));
    }

    private static String down(long pid) {
        return "Process [crond, pid=" + pid + "] Down";
    }

    private static String up(long pid) {
        return "(crond ,pid=" + pid + ") Up";
    }

    // ---- looks

    @Test
    void aDeathToldByThePidfdNeedsNoSecondLook() {
        rig.dies();

        assertThat(rig.lines()).containsExactly(down(7), TRY);
        assertThat(rig.effects)
                .hasExactlyElementsOfTypes(
                        Effect.Report.class,
                        Effect.Unwatch.class,
                        Effect.WantSlot.class,
                        Effect.Report.class,
                        Effect.RunScript.class);
        assertThat(rig.state.watched()).isEmpty();
        assertThat(rig.state.upSince()).isEmpty();
        assertThat(rig.state.lastExit()).contains(Rig.KILLED);
    }

    @Test
    void anUnprovenDeathNeedsAsManyLooksAsTryCountSays() {
        rig.pidfd = false;
        rig.rule = new PentRule(rig.rule.pent(), rig.rule.monitorInterval(), 3, Optional.empty());

        rig.dies(new ExitStatus.Unknown());
        assertThat(rig.lines()).isEmpty();
        rig.look();
        rig.look();
        assertThat(rig.lines()).as("looks at the same moment count once").isEmpty();
        rig.passMillis(199);
        assertThat(rig.lines()).isEmpty();
        rig.passMillis(1);

        assertThat(rig.lines()).containsExactly(down(7), TRY);
    }

    @Test
    void aMissFollowedByASightOfTheProcessIsForgotten() {
        rig.pidfd = false;
        rig.dies(new ExitStatus.Unknown());
        rig.appears(7);
        rig.passMillis(100);
        rig.process = Optional.empty();
        rig.look();

        assertThat(rig.lines()).isEmpty();
        rig.passMillis(100);
        assertThat(rig.lines()).containsExactly(down(7), TRY);
    }

    @Test
    void whoCannotLookSeesNoDeath() {
        rig.blind = true;
        rig.process = Optional.empty();

        rig.goTo(500);

        assertThat(rig.lines()).isEmpty();
        assertThat(rig.state.procSts()).isEqualTo(ProcSts.AVAIL);
    }

    @Test
    void blindLooksBetweenTwoMissesDoNotCount() {
        rig.pidfd = false;
        rig.dies(new ExitStatus.Unknown());
        rig.blind = true;
        rig.passMillis(1_000);
        assertThat(rig.lines()).isEmpty();

        rig.blind = false;
        rig.passMillis(100);
        assertThat(rig.lines()).containsExactly(down(7), TRY);
    }

    @Test
    void theSameProcessFoundByMatchingIsTheSame() {
        rig.tell(new Observation.Looked(new Sight.Other(Rig.found(7), Optional.empty())));

        assertThat(rig.lines()).isEmpty();
    }

    @Test
    void aReusedPidIsAnotherProcess() {
        Found reused = new Found(new ProcessId(7, 999), "/usr/sbin/crond");

        rig.process = Optional.of(reused);
        rig.look();
        assertThat(rig.effects).hasExactlyElementsOfTypes(Effect.LookAt.class);
        rig.effects.clear();
        rig.passMillis(100);

        assertThat(rig.lines()).containsExactly(down(7), up(7));
        assertThat(rig.effects)
                .hasExactlyElementsOfTypes(
                        Effect.Report.class, Effect.Unwatch.class, Effect.Report.class, Effect.Watch.class);
        assertThat(rig.state.watched()).contains(reused.id());
    }

    @Test
    void aLookAlikeThatIsGoneAtTheSecondLookTakesNothingOver() {
        rig.appears(8);
        rig.look();
        rig.process = Optional.empty();
        rig.passMillis(100);

        assertThat(rig.lines()).containsExactly(down(7), TRY);
    }

    @Test
    void lookAlikesThatComeAndGoDoNotHideADeathForLong() {
        for (int pid = 100; pid < 120 && rig.log.isEmpty(); pid++) {
            rig.appears(pid);
            rig.look();
            rig.passMillis(99);
        }

        assertThat(rig.lines()).containsExactly(down(7), TRY);
        assertThat(rig.millis()).isLessThan(5_300);
    }

    @Test
    void aLookAlikeSeenOnceIsNotUpWhileDown() {
        rig.rule = Rig.rule(Rig.pent("-", 0, 0, RetryOverAction.CONTINUE));
        rig.dies();
        rig.lines();
        rig.appears(8);
        rig.look();
        rig.process = Optional.empty();
        rig.passMillis(100);
        rig.appears(9);
        rig.look();
        assertThat(rig.lines()).isEmpty();
        rig.passMillis(100);

        assertThat(rig.lines()).containsExactly(up(9));
    }

    // ---- SETTLE

    @Test
    void anAdministratorsRestartIsNoDeath() {
        rig.dies(Rig.TERMINATED);
        rig.passMillis(300);
        rig.appears(8);
        rig.passMillis(700);

        assertThat(rig.lines()).containsExactly(up(8));
        assertThat(rig.shown()).isEqualTo("8 / 0 / 0 / AVAIL / -----");
        assertThat(rig.state.lastExit()).contains(Rig.TERMINATED);
        assertThat(rig.state.watched()).contains(Rig.found(8).id());
    }

    @Test
    void anOrderlyEndWithNoSuccessorIsDownAfterSettle() {
        rig.dies(new ExitStatus.Exited(0));
        rig.passMillis(999);
        assertThat(rig.lines()).isEmpty();
        assertThat(rig.state.procSts()).isEqualTo(ProcSts.AVAIL);

        rig.passMillis(1);
        assertThat(rig.lines()).containsExactly(down(7), TRY);
    }

    @Test
    void aCrashIsActedOnAtOnce() {
        settleWritten(5_000);

        rig.dies(new ExitStatus.Exited(3));

        assertThat(rig.lines()).containsExactly(down(7), TRY);
    }

    @Test
    void anUnknownEndIsActedOnAtOnceUnlessSettleIsWritten() {
        rig.dies(new ExitStatus.Unknown());
        assertThat(rig.lines()).containsExactly(down(7), TRY);
    }

    @Test
    void anUnknownEndSettlesWhereThePfileSaysSo() {
        settleWritten(300);
        rig.dies(new ExitStatus.Unknown());
        rig.passMillis(299);
        assertThat(rig.lines()).isEmpty();

        rig.passMillis(1);
        assertThat(rig.lines()).containsExactly(down(7), TRY);
    }

    @Test
    void anUnknownEndThatTurnsOutACrashEndsTheSettling() {
        settleWritten(1_000);
        rig.dies(new ExitStatus.Unknown());
        rig.exit = Optional.of(Rig.KILLED);
        rig.passMillis(20);

        assertThat(rig.lines()).containsExactly(down(7), TRY);
    }

    @Test
    void settleZeroWaitsForNothing() {
        settleWritten(0);
        rig.dies(Rig.TERMINATED);

        assertThat(rig.lines()).containsExactly(down(7), TRY);
    }

    @Test
    void aShortLivedParentDoesNotEndTheSettling() {
        rig.dies(Rig.TERMINATED);
        rig.appears(8);
        rig.passMillis(10);
        rig.appears(9);
        rig.passMillis(100);
        assertThat(rig.lines()).isEmpty();
        rig.passMillis(100);

        assertThat(rig.lines()).containsExactly(up(9));
    }

    @Test
    void stopEndsTheSettlingWithoutAWord() {
        rig.dies(Rig.TERMINATED);
        rig.stop();
        rig.passMillis(20_000);
        assertThat(rig.lines()).isEmpty();

        rig.appears(8);
        rig.start();
        rig.passMillis(100);
        assertThat(rig.lines()).containsExactly(down(7), up(8));
    }

    // ---- the script's end

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

    // ---- reload, stop, start

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

    @Test
    void retryOverEndsWithReloadOnly() {
        rig.state = new PentState(
                ProcSts.RETRY_OVER,
                true,
                7,
                0,
                3,
                Optional.of(Rig.EPOCH),
                Optional.empty(),
                "",
                Optional.empty(),
                Optional.empty(),
                -1,
                -1);
        rig.goTo(20);
        rig.stop();
        rig.start();
        rig.process = Optional.empty();
        rig.goTo(40);
        rig.appears(8);
        rig.goTo(60);
        assertThat(rig.lines()).isEmpty();
        assertThat(rig.shown()).isEqualTo("7 / 0 / 3 / RETRY_OVER / 0");

        rig.reload();
        rig.passMillis(0);
        assertThat(rig.lines()).containsExactly(up(8));
    }

    @Test
    void aJumpOfTheWallClockDecidesNothing() {
        rig.dies();
        rig.lines();
        for (Duration jump : new Duration[] {Duration.ofDays(-3650), Duration.ofDays(3650)}) {
            rig.wallJump = jump;
            rig.appears(rig.millis());
            rig.scriptEnds(0);
            rig.passMillis(5_000);
            assertThat(rig.lines()).hasSize(1);
            rig.dies();
            assertThat(rig.lines()).hasSize(2).last().isEqualTo(TRY);
        }
        assertThat(rig.state.restartCount()).isEqualTo(3);
    }

    // ---- events

    @Test
    void eventsCarryTheirDetails() {
        rig.dies();
        rig.scriptEnds(1);
        rig.passMillis(10_000);
        rig.appears(8);
        rig.scriptEnds(0);
        rig.passMillis(110);

        assertThat(rig.events)
                .extracting(Event::type, Event::pent, Event::pentId, Event::pid, Event::detail)
                .containsExactly(
                        tuple(EventType.PENT_DOWN, 7, Map.of("exit", "signal 9")),
                        tuple(EventType.PENT_RESTART, 7, Map.of("attempt", 1, "command", SCRIPT)),
                        tuple(
                                EventType.PENT_SCRIPTFAILED,
                                7,
                                Map.of("reason", "exit 1", "status", 1, "command", SCRIPT)),
                        tuple(EventType.PENT_RESTART, 7, Map.of("attempt", 2, "command", SCRIPT)),
                        tuple(EventType.PENT_UP, 8, Map.of("path", "/usr/sbin/crond", "restart_count", 2)));
    }

    private static org.assertj.core.groups.Tuple tuple(EventType type, long pid, Map<String, Object> detail) {
        return org.assertj.core.groups.Tuple.tuple(type, "crond", 1, pid, detail);
    }
}
