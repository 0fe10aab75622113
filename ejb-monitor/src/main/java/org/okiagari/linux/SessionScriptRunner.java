package org.okiagari.linux;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.okiagari.pcheck.MonitorThread;
import org.okiagari.pcheck.ScriptRunner;
import org.okiagari.saver.ProcessId;
import org.okiagari.saver.ScriptOutcome;

/**
 * Runs restart commands: one thread starts them (more only while the kernel holds one up), one waits for deadlines and tells
 * ends. Both exist from the beginning, for in an emergency there may be no new thread.
 */
final class SessionScriptRunner implements ScriptRunner {
    private static final Logger LOG = Logger.getLogger(SessionScriptRunner.class.getName());
    private static final String DEFAULT_PATH = "/usr/sbin:/usr/bin:/sbin:/bin";
    private static final long SPAWN_PATIENCE_MILLIS = 500;
    private static final long BOUND_SECONDS = 10;
    private static final long MOST_LOG_BYTES = 10L << 20;

    private final Spawner spawner;
    private final ScriptLog log = new ScriptLog(MOST_LOG_BYTES);
    private final CommandResolver resolver;
    private final Map<String, String> environment;
    private final Session.Members members;
    private final ScheduledThreadPoolExecutor ending = thread("okiagari-scripts");
    private final SpawnThreads spawning = new SpawnThreads(ending, SPAWN_PATIENCE_MILLIS);

    /**
     * A runner.
     *
     * @param environment psenv; nothing else is handed on but PATH and the facts of a run
     */
    SessionScriptRunner(Spawner spawner, Map<String, String> environment, ScriptGate gate) {
        this.spawner = spawner;
        Map<String, String> all = new TreeMap<>(environment);
        all.putIfAbsent("PATH", DEFAULT_PATH);
        this.environment = Map.copyOf(all);
        this.resolver = new CommandResolver(all.getOrDefault("PATH", DEFAULT_PATH), gate, spawner::head);
        this.members = new Session.Members(spawner);
        ending.scheduleWithFixedDelay(this::boundLogs, BOUND_SECONDS, BOUND_SECONDS, TimeUnit.SECONDS);
    }

    private static ScheduledThreadPoolExecutor thread(String name) {
        ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, work -> new MonitorThread(name, work));
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        thread.setRemoveOnCancelPolicy(true);
        thread.prestartAllCoreThreads();
        return thread;
    }

    private void boundLogs() {
        try {
            log.bound();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "The output of scripts could not be bounded", e);
        }
    }

    @Override
    public Run start(Command command, Consumer<ScriptOutcome> onEnd) {
        ScriptRun run = new ScriptRun(command, onEnd);
        try {
            Future<?> started = spawning.submit(() -> spawn(run));
            // A program on a file server that hangs makes the kernel wait; the caller must not.
            started.get(SPAWN_PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warning("The kernel is slow to start [" + command.text() + "]");
        } catch (ExecutionException e) {
            run.end(new ScriptOutcome.CannotExecute(String.valueOf(e.getCause())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RejectedExecutionException e) {
            new MonitorThread("okiagari-closed", () -> onEnd.accept(new ScriptOutcome.Shortage("the runner is closed")))
                    .start();
        }
        return run;
    }

    private void spawn(ScriptRun run) {
        try {
            run.start(resolver.resolve(run.command.text()));
        } catch (Spawner.NotSpawned e) {
            run.end(e.outcome());
        } catch (CannotLook e) {
            run.end(new ScriptOutcome.Shortage(e.why()));
        } catch (OutOfMemoryError e) {
            // "unable to create native thread": a want of the machine, no fault of the command.
            run.end(new ScriptOutcome.Shortage(String.valueOf(e.getMessage())));
        }
    }

    private List<String> environment(Map<String, String> variables) {
        Map<String, String> all = new TreeMap<>(environment);
        all.putAll(variables);
        List<String> entries = new ArrayList<>();
        all.forEach((name, value) -> entries.add(name + "=" + value));
        return entries;
    }

    @Override
    public void stop(ProcessId leader, Runnable onStopped) {
        // Its members are all that there is to see of it: it is nobody's child here, or the child of a run of ours.
        onEnding(() -> new Session(leader.pid(), () -> true, members, ending, onStopped).stop());
    }

    @Override
    public void close() {
        ending.shutdown();
        try {
            spawning.close(5);
            ending.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        members.close();
        spawner.close();
    }

    /** One run of one command. All but {@code start} happens on the ending thread. */
    private final class ScriptRun implements Run {
        private final Command command;
        private final Consumer<ScriptOutcome> onEnd;
        private volatile ProcessId id = new ProcessId(0, 0);
        private volatile String script = "";
        private Spawner.@Nullable Child child;
        private @Nullable Future<?> deadline;
        private boolean isStopping;
        private boolean hasEnded;

        ScriptRun(Command command, Consumer<ScriptOutcome> onEnd) {
            this.command = command;
            this.onEnd = onEnd;
        }

        @Override
        public ProcessId id() {
            return id;
        }

        @Override
        public String script() {
            return script;
        }

        void start(CommandResolver.Resolved resolved) throws Spawner.NotSpawned {
            if (!resolved.problem().isEmpty()) {
                throw new Spawner.NotSpawned(new ScriptOutcome.CannotExecute(resolved.problem()));
            }
            Path output = command.output();
            log.prepare(output);
            if (resolved.isBare()) {
                log.say(output, resolved.path() + " has no first line with #!: run by /bin/sh");
            }
            script = resolved.script();
            Spawner.Launch launch = new Spawner.Launch(
                    resolved.path(), resolved.argv(), environment(command.variables()), output, resolved.isBare());
            Spawner.Child started = spawner.spawn(launch, () -> onEnding(this::died));
            id = started.id();
            onEnding(() -> began(started));
        }

        private void began(Spawner.Child started) {
            child = started;
            Duration timeout = command.timeout();
            if (!timeout.isZero() && !hasEnded) {
                deadline = ending.schedule(this::tooLong, timeout.toMillis(), TimeUnit.MILLISECONDS);
            }
            died();
        }

        /** Called again when it is known who it is, for it may have died before. */
        private void died() {
            Spawner.Child present = child;
            if (present != null && !isStopping && present.isDead()) {
                child = null;
                finish(present.reap());
            }
        }

        private void tooLong() {
            Spawner.Child present = child;
            if (present == null || hasEnded || present.isDead()) {
                return;
            }
            isStopping = true;
            new Session(present.id().pid(), present::isDead, members, ending, this::stopped).stop();
        }

        private void stopped() {
            Spawner.Child present = child;
            isStopping = false;
            // One that even KILL does not end at once is reaped when it dies, later.
            if (present != null && present.isDead()) {
                child = null;
                present.reap();
            }
            finish(new ScriptOutcome.TimedOut(command.timeout().toSeconds()));
        }

        private void finish(ScriptOutcome outcome) {
            if (hasEnded) {
                return;
            }
            hasEnded = true;
            if (deadline != null) {
                deadline.cancel(false);
            }
            onEnd.accept(outcome);
        }

        /** Tells the end from the ending thread. */
        void end(ScriptOutcome outcome) {
            onEnding(() -> finish(outcome));
        }
    }

    private void onEnding(Runnable work) {
        try {
            ending.execute(() -> {
                try {
                    work.run();
                } catch (RuntimeException e) {
                    LOG.log(Level.SEVERE, "The end of a script could not be handed on", e);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.fine("a script ended after its runner was closed");
        }
    }
}
