package org.okiagari.linux;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.okiagari.pcheck.ScriptRunner;
import org.okiagari.saver.ProcessId;
import org.okiagari.saver.ScriptOutcome;

/** An attempt of a test, which waits for what it is told. */
final class Started implements ScriptRunner.Attempt {
    private final CompletableFuture<ProcessId> id = new CompletableFuture<>();
    private final CompletableFuture<String> script = new CompletableFuture<>();
    private final Consumer<ScriptOutcome> onEnd;

    Started(Consumer<ScriptOutcome> onEnd) {
        this.onEnd = onEnd;
    }

    @Override
    public void started(ProcessId process, String file) {
        id.complete(process);
        script.complete(file);
    }

    @Override
    public void ended(ScriptOutcome outcome) {
        onEnd.accept(outcome);
    }

    ProcessId id() {
        return told(id);
    }

    String script() {
        return told(script);
    }

    private static <T> T told(CompletableFuture<T> future) {
        try {
            return future.get(30, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("it has not started", e);
        }
    }
}
