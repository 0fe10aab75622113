package org.okiagari.saver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.okiagari.pfile.RetryOverAction;

/** One test an edge of the machine's table: looks, RETRY_OVER, the wall clock, events; the golden cases have their own. */
class PentMachineTest extends PentMachineCases {
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
