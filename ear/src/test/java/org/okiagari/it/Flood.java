package org.okiagari.it;

import com.google.gson.JsonObject;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Many clients of Jolokia at once: each asks again as soon as it is answered, or after a pause. */
final class Flood implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpRequest request;
    private final long pauseMillis;
    private final CountDownLatch running;
    private final AtomicLong answers = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private volatile boolean isOver;

    private Flood(HttpRequest request, int connections, Duration pause) {
        this.request = request;
        this.pauseMillis = pause.toMillis();
        this.running = new CountDownLatch(connections);
        for (int i = 0; i < connections; i++) {
            ask();
        }
    }

    /** Starts so many clients that read all PENTs as a viewer. */
    static Flood start(RunningServer server, int connections, Duration pause) {
        String secret = "viewer:" + TestHome.password("viewer");
        JsonObject body = Jolokia.request("read", Beans.AGENT, "attribute", "AllPents");
        HttpRequest request = HttpRequest.newBuilder(server.uri("/okiagari/jolokia/"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)))
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        return new Flood(request, connections, pause);
    }

    private void ask() {
        client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).whenCompleteAsync((answer, failure) -> {
            boolean isGood = failure == null
                    && answer.statusCode() == 200
                    && answer.body().contains("\"status\":200");
            (isGood ? answers : failures).incrementAndGet();
            if (isOver) {
                running.countDown();
            } else {
                again();
            }
        });
    }

    private void again() {
        if (pauseMillis == 0) {
            ask();
        } else {
            CompletableFuture.delayedExecutor(pauseMillis, TimeUnit.MILLISECONDS)
                    .execute(this::ask);
        }
    }

    /** Returns how many good answers came. */
    long answers() {
        return answers.get();
    }

    /** Returns how many answers were bad, or never came. */
    long failures() {
        return failures.get();
    }

    /** Asks no more, and waits for the last answers. */
    @Override
    public void close() {
        isOver = true;
        try {
            if (!running.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError(running.getCount() + " clients still wait for an answer");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
