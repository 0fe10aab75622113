package org.okiagari.ejb;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.okiagari.pcheck.FakeHouse;
import org.okiagari.pcheck.Pcheck;
import org.okiagari.pcheck.Requester;

/** The guard over timers, with timers that stop when a test says so. */
class TickWatchdogTest {
    private static final String PFILE = "/conf/bin/pfile_os";
    private static final String CROND = "/usr/sbin/crond:-:0:0:continue";

    private final FakeHouse house = new FakeHouse();
    private final FakeTimers timers = new FakeTimers();
    private final TickWatchdog watchdog =
            new TickWatchdog(timers, house.clock(), house.scheduler(), new Ticks(house.clock()));

    @BeforeEach
    void follow() {
        house.pchecks().addListener(watchdog);
        house.run(8033, "/usr/sbin/crond");
    }

    @Test
    void armsOneTimerForEachPcheckAndOnlyOnce() {
        house.start(PFILE, CROND);
        house.start("/conf/bin/pfile_b", "other:-:0:0:continue");

        watchdog.pass();
        watchdog.pass();

        assertThat(timers.armed)
                .isEqualTo(Map.of("pfile_os", Duration.ofSeconds(10), "pfile_b", Duration.ofSeconds(10)));
        assertThat(timers.calls).hasSize(2);
    }

    @Test
    void disarmsTheTimerOfAnEndedPcheck() {
        Pcheck pcheck = house.start(PFILE, CROND);
        watchdog.pass();

        pcheck.shutdown(Requester.SERVER);
        watchdog.pass();

        assertThat(timers.armed).isEmpty();
    }

    @Test
    void aNewPcheckUnderTheSameNameGetsATimerOfItsOwn() {
        Pcheck old = house.start(PFILE, CROND);
        watchdog.pass();
        old.shutdown(Requester.SERVER);
        house.start(PFILE, CROND);

        watchdog.ended(old);
        watchdog.pass();

        assertThat(timers.calls).containsExactly("arm pfile_os", "arm pfile_os");
        assertThat(timers.armed).containsKey("pfile_os");
    }

    @Test
    void aReloadThatChangesTheIntervalChangesTheTimer() {
        Pcheck pcheck = house.start(PFILE, CROND);
        watchdog.pass();

        house.writeWithInterval(PFILE, 3, CROND);
        pcheck.reload(Requester.SERVER);
        watchdog.pass();

        assertThat(timers.armed).isEqualTo(Map.of("pfile_os", Duration.ofSeconds(3)));
    }

    @Test
    void leavesATimerAloneThatTicks() {
        Pcheck pcheck = house.start(PFILE, CROND);
        watchdog.pass();

        for (int i = 0; i < 20; i++) {
            house.pass(Duration.ofSeconds(10));
            pcheck.tick();
            watchdog.pass();
        }

        assertThat(timers.calls).hasSize(1);
    }

    @Test
    void makesAStoppedTimerAnewAndChecksAtOnce() {
        Pcheck pcheck = house.start(PFILE, CROND);
        watchdog.pass();

        house.pass(Duration.ofSeconds(24));
        watchdog.pass();
        assertThat(timers.calls).hasSize(1);

        house.pass(Duration.ofSeconds(3));
        watchdog.pass();
        house.pass(Duration.ofSeconds(1));

        assertThat(timers.calls).containsExactly("arm pfile_os", "arm pfile_os");
        assertThat(Duration.ofNanos(pcheck.nanosSinceTick())).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void goesOnCheckingForAsLongAsTheTimersStandStill() {
        Pcheck pcheck = house.start(PFILE, CROND);

        assertThat(longestWithoutACheck(pcheck, 300)).isLessThan(Duration.ofSeconds(28));
        assertThat(timers.calls).hasSizeBetween(10, 14);
    }

    @Test
    void checksItselfWhereTheServerMakesNoTimerAndAsksAgain() {
        house.start(PFILE, CROND);
        Pcheck other = house.start("/conf/bin/pfile_b", "other:-:0:0:continue");
        timers.failing = "pfile_b";
        watchdog.pass();
        assertThat(timers.armed).containsOnlyKeys("pfile_os");

        assertThat(longestWithoutACheck(other, 300)).isLessThanOrEqualTo(Duration.ofSeconds(11));
        assertThat(timers.refused).isBetween(4, 6);

        timers.failing = "";
        longestWithoutACheck(other, 62);
        assertThat(timers.armed).containsOnlyKeys("pfile_os", "pfile_b");
    }

    @Test
    void checksItselfWhereATimerThatStoppedIsNotMadeAnew() {
        Pcheck pcheck = house.start(PFILE, CROND);
        watchdog.pass();
        timers.failing = "pfile_os";
        house.pass(Duration.ofSeconds(30));
        watchdog.pass();
        house.pass(Duration.ofSeconds(1));

        assertThat(longestWithoutACheck(pcheck, 120)).isLessThanOrEqualTo(Duration.ofSeconds(11));
    }

    /** Passes once a second, as the server does. */
    private Duration longestWithoutACheck(Pcheck pcheck, int seconds) {
        Duration longest = Duration.ZERO;
        for (int second = 0; second < seconds; second++) {
            watchdog.pass();
            house.pass(Duration.ofSeconds(1));
            Duration since = Duration.ofNanos(pcheck.nanosSinceTick());
            longest = since.compareTo(longest) > 0 ? since : longest;
        }
        return longest;
    }

    private static final class FakeTimers implements TickTimers {
        final Map<String, Duration> armed = new TreeMap<>();
        final List<String> calls = new ArrayList<>();
        String failing = "";
        int refused;

        @Override
        public void arm(String pcheck, Duration interval) {
            if (pcheck.equals(failing)) {
                refused++;
                throw new IllegalStateException("the bean is not ready");
            }
            calls.add("arm " + pcheck);
            armed.put(pcheck, interval);
        }

        @Override
        public void disarm(String pcheck) {
            calls.add("disarm " + pcheck);
            armed.remove(pcheck);
        }
    }
}
