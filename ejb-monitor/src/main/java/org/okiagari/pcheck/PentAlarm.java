package org.okiagari.pcheck;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.okiagari.saver.Now;

/** When one PENT is looked at next, between two checks. */
final class PentAlarm {
    private final Environment environment;
    private final Runnable wake;
    private Scheduler.@Nullable Cancellable set;
    private long atNanos;

    /** Is not set; {@code wake} asks for a look soon. */
    PentAlarm(Environment environment, Runnable wake) {
        this.environment = environment;
        this.wake = wake;
    }

    /** Wakes at this time, and at no other. */
    void set(long wantedNanos) {
        cancel();
        long delay = wantedNanos - environment.clock().now().nanos();
        if (delay <= 0) {
            wake.run();
            return;
        }
        atNanos = wantedNanos;
        set = environment.scheduler().schedule(Duration.ofNanos(delay), wake);
    }

    /** It is being looked at: an alarm for now is no longer needed. */
    void looked(Now now) {
        if (set != null && now.isAtOrAfter(atNanos)) {
            cancel();
        }
    }

    void cancel() {
        if (set != null) {
            set.cancel();
            set = null;
        }
    }
}
