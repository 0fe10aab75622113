package org.okiagari.web.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RefusalLimitTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @Test
    void aFloodLeavesOneEventASecondAndTheNumberOfTheOthers() {
        RefusalLimit limit = new RefusalLimit();
        for (int i = 0; i < RefusalLimit.BURST; i++) {
            assertThat(limit.take(-9)).isZero();
        }
        for (int i = 0; i < 1000; i++) {
            assertThat(limit.take(-9)).isEqualTo(-1);
        }

        assertThat(limit.take(SECOND)).isEqualTo(1000);
        assertThat(limit.take(SECOND)).isEqualTo(-1);
        assertThat(limit.take(2 * SECOND)).isEqualTo(1);
    }
}
