package org.okiagari.linux;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
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
    private static final long SPAWN_PATIENCE_MILLIS = 100;
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
    }

    private static ScheduledThreadPoolExecutor thread(String name) {
        ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, work -> new MonitorThread(name, work));
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        thread.setRemoveOnCancelPolicy(true);
        thread.prestartAllCoreThreads();
        return thread;
    }

    @Override
    public void start(Command command, Attempt attempt) {
        try {
            spawning.submit(new ScriptRun(command, attempt));
        } catch (RejectedExecutionException e) {
            attempt.ended(new ScriptOutcome.Shortage("the runner is closed"));
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
        log.close();
        members.close();
        spawner.close();
    }

    /** One run of one command. All but its start happens on the ending thread. */
    private final class ScriptRun implements SpawnThreads.Start {
        private final Command command;
        private final Attempt attempt;
        private Spawner.@Nullable Child child;
        private @Nullable Future<?> deadline;
        private boolean isStopping;
        private boolean hasEnded;

        ScriptRun(Command command, Attempt attempt) {
            this.command = command;
            this.attempt = attempt;
        }

        @Override
        public boolean prepare() {
            try {
                boolean isToStart = attempt.begin();
                if (!isToStart) {
                    end(new ScriptOutcome.Shortage("the pcheck has ended"));
                }
                return isToStart;
            } catch (RuntimeException | OutOfMemoryError e) {
                end(new ScriptOutcome.Shortage(e.toString()));
                return false;
            }
        }

        @Override
        public void spawn() {
            try {
                start(resolver.resolve(command.text()));
            } catch (Spawner.NotSpawned e) {
                end(e.outcome());
            } catch (CannotLook e) {
                end(new ScriptOutcome.Shortage(e.why()));
            } catch (OutOfMemoryError e) {
                // "unable to create native thread": a want of the machine, no fault of the command.
                end(new ScriptOutcome.Shortage(String.valueOf(e.getMessage())));
            } catch (RuntimeException e) {
                end(new ScriptOutcome.CannotExecute(e.toString()));
            }
        }

        private void start(CommandResolver.Resolved resolved) throws Spawner.NotSpawned {
            if (!resolved.problem().isEmpty()) {
                throw new Spawner.NotSpawned(new ScriptOutcome.CannotExecute(resolved.problem()));
            }
            Path output = command.output();
            log.prepare(output);
            if (resolved.isBare()) {
                log.say(output, resolved.path() + " has no first line with #!: run by /bin/sh");
            }
            Spawner.Launch launch = new Spawner.Launch(
                    resolved.path(), resolved.argv(), environment(command.variables()), output, resolved.isBare());
            Spawner.Child started = spawner.spawn(launch, () -> onEnding(this::died));
            attempt.started(started.id(), resolved.script());
            log.wake();
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
            attempt.ended(outcome);
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
