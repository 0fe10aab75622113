package org.okiagari.web.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThrottleTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Throttle throttle = new Throttle();
    private long now = -5;

    @Test
    void waitsOneTwoFourUpToSixtySecondsAfterThreeFailures() {
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            throttle.failed("a", "admin", now);
            waits.add(throttle.waitOf("a", "admin", now).toSeconds());
            now += throttle.waitOf("a", "admin", now).toNanos();
        }

        assertThat(waits).containsExactly(0L, 0L, 1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
    }

    @Test
    void theWaitEnds() {
        fail(4);

        assertThat(throttle.waitOf("a", "admin", now + 2 * SECOND - 1)).isPositive();
        assertThat(throttle.waitOf("a", "admin", now + 2 * SECOND)).isZero();
    }

    @Test
    void anotherSourceAndAnotherNameDoNotWait() {
        fail(20);

        assertThat(throttle.waitOf("b", "admin", now)).isZero();
        assertThat(throttle.waitOf("a", "other", now)).isZero();
    }

    @Test
    void successAndQuietForget() {
        fail(20);
        throttle.succeeded("a", "admin");
        assertThat(throttle.waitOf("a", "admin", now)).isZero();

        fail(20);
        now += Duration.ofMinutes(Throttle.QUIET_MINUTES).toNanos() + 1;
        throttle.failed("a", "admin", now);
        assertThat(throttle.waitOf("a", "admin", now)).isZero();
    }

    @Test
    void aFloodOfNamesIsBounded() {
        for (int i = 0; i < Throttle.MAX_ENTRIES + 50; i++) {
            throttle.failed("a", "name" + i, now);
        }

        assertThat(throttle.size()).isEqualTo(Throttle.MAX_ENTRIES);
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            throttle.failed("a", "admin", now);
        }
    }
}
