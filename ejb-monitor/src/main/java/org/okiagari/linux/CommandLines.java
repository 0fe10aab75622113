package org.okiagari.linux;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.okiagari.pcheck.MonitorThread;

/**
 * Reads command lines on a thread of its own: {@code /proc/PID/cmdline} takes the memory lock of the process and can hang
 * with a sick one. A look waits 200 ms at most for one of them.
 *
 * <p>A process whose command line hangs for 2 s has none until it answers; before that the look has failed, because a
 * loaded machine looks the same for a moment.
 */
final class CommandLines implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 200;
    private static final long HUNG_NANOS = 2_000_000_000L;
    private static final int MOST_LOST_THREADS = 8;
    private static final int LONGEST = 8192;

    private final Supplier<ProcReader> readers;
    private final LongSupplier nanos;
    private final Map<String, Lost> lost = new HashMap<>();
    private @Nullable Worker worker;
    private long cpuNanos;

    CommandLines(Supplier<ProcReader> readers, LongSupplier nanos) {
        this.readers = readers;
        this.nanos = nanos;
    }

    /**
     * What to read.
     *
     * @param entry name below /proc
     * @param exe the program's file, empty if unknown
     */
    record Request(String entry, String exe) {}

    /**
     * A thread that was given up.
     *
     * @param sinceNanos when
     */
    private record Lost(Job job, long sinceNanos) {}

    /** Reads them all, in order. Called by one thread at a time. */
    List<CommandLine> read(List<Request> requests) throws CannotLook {
        lost.values().removeIf(hanging -> hanging.job.isDone());
        Map<String, CommandLine> answers =
                ask(requests.stream().filter(r -> !lost.containsKey(r.entry())).toList());
        List<CommandLine> all = new ArrayList<>(requests.size());
        for (Request request : requests) {
            Lost hanging = lost.get(request.entry());
            if (hanging != null && nanos.getAsLong() - hanging.sinceNanos < HUNG_NANOS) {
                throw new CannotLook("the command line of process " + request.entry() + " can not be read yet");
            }
            all.add(answers.getOrDefault(request.entry(), CommandLine.NONE));
        }
        return all;
    }

    /** Returns the CPU time of the reading threads since the last question. */
    long takeCpuNanos() {
        long nanos = cpuNanos;
        cpuNanos = 0;
        return nanos;
    }

    /** One thread reads them in order; where it hangs it is given up, and another one goes on behind. */
    private Map<String, CommandLine> ask(List<Request> requests) throws CannotLook {
        Map<String, CommandLine> answers = new HashMap<>();
        int from = 0;
        while (from < requests.size()) {
            Job job = new Job(requests.subList(from, requests.size()));
            submit(job);
            try {
                job.awaitProgress();
            } finally {
                cpuNanos += job.cpuNanos();
            }
            for (CommandLine answer : job.answers()) {
                answers.put(requests.get(from).entry(), answer);
                from++;
            }
            if (from < requests.size()) {
                lost.put(requests.get(from).entry(), new Lost(job, nanos.getAsLong()));
                worker = null;
                from++;
            }
        }
        return answers;
    }

    private void submit(Job job) throws CannotLook {
        Worker present = worker;
        if (present == null) {
            if (lost.size() >= MOST_LOST_THREADS) {
                throw new CannotLook("the command lines of " + lost.size() + " processes hang");
            }
            present = new Worker(readers.get());
            // Kept only when it runs: where no thread can be made, the next look tries again.
            present.start();
            worker = present;
        }
        present.jobs.add(job);
    }

    @Override
    public void close() {
        Worker present = worker;
        if (present != null) {
            present.jobs.add(Job.END);
            worker = null;
        }
        lost.values().forEach(hanging -> hanging.job.abandon());
    }

    /** Some requests, answered one by one. */
    private static final class Job {
        static final Job END = new Job(List.of());

        private final List<Request> requests;
        private final List<CommandLine> answers;
        private @Nullable CannotLook failure;
        private boolean isAbandoned;
        private boolean isLeft;
        private long cpuNanos;

        Job(List<Request> requests) {
            this.requests = List.copyOf(requests);
            this.answers = new ArrayList<>(requests.size());
        }

        /** Returns the CPU time that it took, 0 while it is not done. */
        synchronized long cpuNanos() {
            return cpuNanos;
        }

        synchronized boolean isDone() {
            return isLeft;
        }

        synchronized void abandon() {
            isAbandoned = true;
        }

        synchronized List<CommandLine> answers() {
            return List.copyOf(answers);
        }

        /** Waits while answers come. */
        synchronized void awaitProgress() throws CannotLook {
            int before = -1;
            while (!isLeft && answers.size() > before) {
                before = answers.size();
                waitPatiently();
            }
            if (failure != null) {
                throw failure;
            }
            isAbandoned = !isLeft;
        }

        private void waitPatiently() throws CannotLook {
            long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
            try {
                for (long left = PATIENCE_MILLIS; !isLeft && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
                    wait(left);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CannotLook("interrupted");
            }
        }

        /** Takes an answer; false when nobody waits for more. */
        synchronized boolean put(CommandLine answer) {
            if (!isAbandoned) {
                answers.add(answer);
            }
            return !isAbandoned;
        }

        synchronized void leave(@Nullable CannotLook why, long nanos) {
            failure = why;
            cpuNanos = nanos;
            isLeft = true;
            notifyAll();
        }
    }

    private static final class Worker implements Runnable {
        private final LinkedBlockingQueue<Job> jobs = new LinkedBlockingQueue<>();
        private final ProcReader reader;
        private final byte[] bytes = new byte[LONGEST];

        Worker(ProcReader reader) {
            this.reader = reader;
        }

        void start() {
            new MonitorThread("okiagari-cmdline", this).start();
        }

        @Override
        public void run() {
            try (reader) {
                boolean goesOn = true;
                while (goesOn) {
                    goesOn = answer(jobs.take());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** Answers a job; false when this thread was given up meanwhile. */
        private boolean answer(Job job) {
            long begin = LookCost.threadNanos();
            boolean isWanted = job != Job.END;
            CannotLook failure = null;
            try {
                for (Request request : job.requests) {
                    isWanted = isWanted && job.put(read(request));
                }
            } catch (CannotLook e) {
                failure = e;
            } catch (RuntimeException e) {
                failure = new CannotLook(e.toString());
            } finally {
                job.leave(failure, LookCost.threadNanos() - begin);
            }
            return isWanted;
        }

        private CommandLine read(Request request) throws CannotLook {
            int length = reader.read(request.entry(), "cmdline", bytes);
            if (length <= 0) {
                return CommandLine.NONE;
            }
            List<String> arguments = CommandLine.split(bytes, length);
            String exe = request.exe();
            CommandLine raw = CommandLine.of(exe, arguments, "");
            boolean isRelative = !raw.script().isEmpty() && !raw.script().startsWith("/");
            return isRelative ? CommandLine.of(exe, arguments, reader.link(request.entry(), "cwd")) : raw;
        }
    }
}
