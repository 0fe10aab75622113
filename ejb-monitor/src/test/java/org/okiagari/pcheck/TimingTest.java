package org.okiagari.pcheck;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimingTest {
    private final Timing timing = new Timing();

    @Test
    void beginsWithNothing() {
        assertThat(timing.count()).isZero();
        assertThat(timing.quantileMicros(0.5)).isEqualTo(-1);
        assertThat(timing.maxNanos()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 7, 8, 9, 15, 16, 17, 100, 999, 1_000, 5_000, 123_456, 1_000_000, 3_600_000_000L})
    void oneSpanIsEveryQuantile(long micros) {
        timing.add(micros * 1_000);

        assertThat(timing.quantileMicros(0.5)).isEqualTo(micros);
        assertThat(timing.quantileMicros(1)).isEqualTo(micros);
    }

    @Test
    void quantilesAreRightToTheWidthOfABucket() {
        for (long micros = 1; micros <= 10_000; micros++) {
            timing.add(micros * 1_000);
        }

        assertThat(timing.quantileMicros(0.5)).isBetween(5_000L, 5_625L);
        assertThat(timing.quantileMicros(0.99)).isBetween(9_900L, 10_000L);
        assertThat(timing.atMostMicros(1_023)).isEqualTo(1_023);
        assertThat(timing.count()).isEqualTo(10_000);
        assertThat(timing.sumNanos()).isEqualTo(10_000L * 10_001 / 2 * 1_000);
        assertThat(timing.maxNanos()).isEqualTo(10_000_000);
    }

    @Test
    void theLongestSpanOfAllStillCounts() {
        timing.add(Long.MAX_VALUE);
        timing.add(-5);

        assertThat(timing.count()).isEqualTo(2);
        assertThat(timing.atMostMicros(0)).isEqualTo(1);
    }
}
