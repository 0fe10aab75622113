package org.okiagari.pcheck;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs the commands of one pcheck in its turn and tells their outcome; what is refused is logged and thrown. */
final class Commands {
    /** How long a command waits for its turn before the user is told. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Mailbox mailbox;
    private final Reports reports;
    private final Path pfile;

    Commands(Mailbox mailbox, Reports reports, Path pfile) {
        this.mailbox = mailbox;
        this.reports = reports;
        this.pfile = pfile;
    }

    /** Runs a command and waits until it is done. */
    void run(String word, Requester requester, Runnable work) {
        CompletableFuture<Void> outcome = new CompletableFuture<>();
        mailbox.postAndDrain(() -> {
            try {
                work.run();
                outcome.complete(null);
            } catch (RuntimeException e) {
                outcome.completeExceptionally(e);
            }
        });
        try {
            outcome.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Refused refused
                    ? refused(word, requester, refused)
                    : new IllegalStateException("Internal error in " + word + " of " + pfile + ": " + e.getCause(), e);
        } catch (TimeoutException e) {
            String late = " did not answer within " + PATIENCE.toSeconds() + " s; the command may still be done later.";
            throw refused(word, requester, new Refused("The pcheck of " + pfile + late));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused("The server is ending; " + word + " was not waited for.");
        }
    }

    /** Logs a refusal and returns it, to be thrown. */
    Refused refused(String word, Requester requester, Refused refused) {
        reports.failed(word, requester, refused.problems().get(0));
        return refused.told();
    }
}
