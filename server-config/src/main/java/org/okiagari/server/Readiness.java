package org.okiagari.server;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Waits until the application answers: the port answers 404 seconds before that. */
final class Readiness {
    private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(170);
    /** Payara Micro has deployed all it could when we begin; what it does not know by then it will never know. */
    private static final long NOT_FOUND_NANOS = TimeUnit.SECONDS.toNanos(15);

    private static final long PAUSE_MILLIS = 150;

    private final List<Probe> probes;
    private final Path log;

    /** Makes one for all that is listened on; {@code log} is where a user finds out more. */
    Readiness(List<Probe> probes, Path log) {
        this.probes = List.copyOf(probes);
        this.log = log;
    }

    /**
     * Returns when {@code /okiagari/health/ready} answers 200 everywhere.
     *
     * @throws Trouble if it does not in time, or shows a certificate that is not ours
     */
    void await() {
        long begin = System.nanoTime();
        for (Probe probe : probes) {
            await(probe, begin);
        }
    }

    private void await(Probe probe, long begin) {
        int status = 0;
        while (System.nanoTime() - begin < DEADLINE_NANOS) {
            status = probe.status();
            probe.trouble().ifPresent(what -> {
                throw new Trouble(Trouble.CANNOT_START, what);
            });
            if (status == 200) {
                return;
            }
            if (status == 404 && System.nanoTime() - begin > NOT_FOUND_NANOS) {
                throw new Trouble(Trouble.NOT_DEPLOYED, "the application could not be deployed (see " + log + ")");
            }
            pause();
        }
        throw new Trouble(
                Trouble.CANNOT_START,
                "the application is not ready: " + probe + " answered " + (status < 0 ? "nothing" : status) + " (see "
                        + log + ")");
    }

    static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Trouble(Trouble.CANNOT_START, "interrupted");
        }
    }
}
