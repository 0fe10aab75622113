package org.okiagari.ejb;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.okiagari.jmx.Descriptors;
import org.okiagari.saver.Now;

class DescriptorCountTest {
    private final AtomicLong nanos = new AtomicLong(1);
    private final AtomicLong watching = new AtomicLong(7);
    private final DescriptorCount count = new DescriptorCount(
            () -> new Now(nanos.get(), Instant.EPOCH), () -> new Descriptors(61, 1024, watching.get()));

    @Test
    void nothingIsKnownBeforeTheFirstCount() {
        assertThat(count.last()).isEqualTo(Descriptors.UNKNOWN);
    }

    @Test
    void countsAtOnceAndThenEveryTenSeconds() {
        count.refresh();
        assertThat(count.last()).isEqualTo(new Descriptors(61, 1024, 7));

        watching.set(8);
        nanos.addAndGet(Duration.ofSeconds(9).toNanos());
        count.refresh();
        assertThat(count.last().watching()).isEqualTo(7);

        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        count.refresh();
        assertThat(count.last().watching()).isEqualTo(8);
    }

    @Test
    void aCountThatFailsIsNoEndOfTheGuardThatAsksForIt() {
        DescriptorCount failing = new DescriptorCount(() -> new Now(nanos.get(), Instant.EPOCH), () -> {
            throw new IllegalStateException("bug");
        });

        failing.refresh();

        assertThat(failing.last()).isEqualTo(Descriptors.UNKNOWN);
    }
}
