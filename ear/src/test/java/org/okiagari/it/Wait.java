package org.okiagari.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ThrowingRunnable;

/** Waits for a condition, never for a time. */
public final class Wait {
    /** Long enough for a server on a busy machine with two cores. */
    public static final Duration START = Duration.ofSeconds(240);

    private static final Duration USUAL = Duration.ofSeconds(60);

    private Wait() {}

    /** Waits until the assertions hold. */
    public static void until(ThrowingRunnable assertions) {
        within(USUAL).untilAsserted(assertions);
    }

    /** Waits until an age is less than it was a moment ago: a new look was made. One that is already old need not grow any more. */
    public static void untilFalls(LongSupplier age) {
        AtomicLong before = new AtomicLong(age.getAsLong());
        until(() -> {
            long now = age.getAsLong();
            assertThat(now).isLessThan(before.getAndSet(now));
        });
    }

    /** Waits until there is a value and returns it. */
    public static <T> T value(Callable<Optional<T>> source) {
        List<T> found = new ArrayList<>();
        within(USUAL).until(() -> {
            source.call().ifPresent(found::add);
            return !found.isEmpty();
        });
        return found.get(0);
    }

    /** Returns a wait of another length. A server that does not answer yet is waited for. */
    public static ConditionFactory within(Duration limit) {
        return Awaitility.await()
                .atMost(limit)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptionsMatching(e -> e instanceof IOException || e instanceof UncheckedIOException);
    }
}
