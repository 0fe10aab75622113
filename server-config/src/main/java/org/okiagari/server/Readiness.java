package org.okiagari.server;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Waits until the application answers: the port answers 404 seconds before that. */
final class Readiness {
    private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(170);
    /** Payara Micro has deployed all it could when we begin; what it does not know by then it will never know. */
    private static final long NOT_FOUND_NANOS = TimeUnit.SECONDS.toNanos(15);

    private static final long PAUSE_MILLIS = 150;

    private final String base;
    private final Path log;

    /** Makes one for the application at {@code base}; {@code log} is where a user finds out more. */
    Readiness(String base, Path log) {
        this.base = base;
        this.log = log;
    }

    /**
     * Returns when {@code /okiagari/health/ready} answers 200.
     *
     * @throws Trouble if it does not in time
     */
    void await() {
        long begin = System.nanoTime();
        int status = 0;
        while (System.nanoTime() - begin < DEADLINE_NANOS) {
            status = status();
            if (status == 200) {
                return;
            }
            if (status == 404 && System.nanoTime() - begin > NOT_FOUND_NANOS) {
                throw new Trouble(Trouble.CANNOT_START, "the application could not be deployed (see " + log + ")");
            }
            pause();
        }
        throw new Trouble(
                Trouble.CANNOT_START,
                "the application is not ready: " + base + "health/ready answered " + (status < 0 ? "nothing" : status)
                        + " (see " + log + ")");
    }

    private int status() {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create(base + "health/ready").toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(2_000);
            connection.setReadTimeout(10_000);
            return connection.getResponseCode();
        } catch (IOException e) {
            return -1;
        }
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
