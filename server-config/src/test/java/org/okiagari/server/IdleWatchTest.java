package org.okiagari.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class IdleWatchTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private long pchecks;
    private final IdleWatch watch = new IdleWatch(() -> pchecks);

    @Test
    void waitsAMinuteForTheFirstPcheck() {
        for (int look = 0; look < 10; look++) {
            assertThat(watch.isIdle(59 * SECOND)).isFalse();
        }

        assertThat(watch.isIdle(61 * SECOND)).isTrue();
    }

    @Test
    void endsSoonAfterTheLastPcheckButNotBetweenTwo() {
        pchecks = 1;
        assertThat(watch.isIdle(SECOND)).isFalse();
        pchecks = 0;
        assertThat(watch.isIdle(SECOND)).isFalse();
        assertThat(watch.isIdle(SECOND)).isFalse();
        pchecks = 1;
        assertThat(watch.isIdle(SECOND)).isFalse();
        pchecks = 0;
        assertThat(watch.isIdle(SECOND)).isFalse();
        assertThat(watch.isIdle(SECOND)).isFalse();
        assertThat(watch.isIdle(SECOND)).isTrue();
    }

    @Test
    void remembersAPcheckThatCameAndWentBeforeTheServerWasReady() {
        pchecks = 1;
        watch.isIdle(-1);
        pchecks = 0;
        for (int look = 0; look < 10; look++) {
            assertThat(watch.isIdle(-1)).isFalse();
        }

        assertThat(watch.isIdle(0)).isTrue();
    }

    @Test
    void neverEndsWhileTheNumberCannotBeTold() {
        pchecks = -1;

        for (int look = 0; look < 10; look++) {
            assertThat(watch.isIdle(100 * SECOND)).isFalse();
        }
    }
}
