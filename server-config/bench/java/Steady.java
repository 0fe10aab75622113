import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** CPU time and memory while all is well. Cells run beside one another: CPU time is measured, not wall time. */
final class Steady {
    static final String NAME = "steady";
    private static final int BESIDE = 4;
    /** s6 has a process of its own for each service. */
    private static final int MOST_S6 = 5_000;

    private final Plan plan;
    private final int budget;
    private final Semaphore processes;

    /** One cell. */
    private record Job(Kind kind, Tool.Setup setup) {
        int weight() {
            return setup.idle() + setup.daemons() * (kind.family().equals("s6") ? 2 : 1);
        }
    }

    Steady(Plan plan) throws IOException {
        this.plan = plan;
        this.budget = plan.kit.processes();
        this.processes = new Semaphore(budget, true);
    }

    void run() throws IOException {
        List<Job> jobs = jobs();
        jobs.sort(Comparator.comparingInt(Job::weight).reversed());
        ExecutorService threads = Executors.newFixedThreadPool(BESIDE);
        List<Future<?>> all = new ArrayList<>();
        for (Job job : jobs) {
            if (job.weight() > budget) {
                plan.say("steady: " + what(job) + " left out: this machine has room for " + budget + " processes");
            } else {
                all.add(threads.submit(() -> {
                    measure(job);
                    return null;
                }));
            }
        }
        threads.shutdown();
        for (Future<?> one : all) {
            finish(one);
        }
    }

    private List<Job> jobs() {
        List<Job> jobs = new ArrayList<>();
        for (Kind kind : plan.quickKinds()) {
            boolean isOurs = kind.family().equals("okiagari") && !kind.isBefore();
            if (kind.family().equals("okiagari")) {
                jobs.add(new Job(kind, Tool.Setup.of(0, 0)));
            }
            for (int daemons : plan.size.growth) {
                for (int idle : plan.size.idle) {
                    if (isOurs || isWorthwhile(kind, daemons, idle)) {
                        jobs.add(new Job(kind, Tool.Setup.of(daemons, idle)));
                    }
                }
            }
        }
        return jobs;
    }

    /** Parents do not care about M; Monit's first pass with "matching" takes minutes; 10,000 are for us alone. */
    private static boolean isWorthwhile(Kind kind, int daemons, int idle) {
        if (kind.isBefore()) {
            return daemons == 1_000;
        }
        boolean isParent = kind.family().equals("s6") || kind.family().equals("floor");
        boolean isCrowd = daemons > MOST_S6 || idle > 0 && (isParent || daemons != 1 && daemons != 1_000);
        return !isCrowd && !kind.name().contains("matching");
    }

    private void measure(Job job) throws IOException {
        try {
            processes.acquire(job.weight());
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        try (Kind.Running running = job.kind().open(plan.kit, job.setup())) {
            measure(job, running);
        } catch (IOException e) {
            plan.say("steady: " + what(job));
            plan.failed(e);
        } finally {
            processes.release(job.weight());
        }
    }

    private void measure(Job job, Kind.Running running) throws IOException {
        Kit.pause(job.kind().family().equals("okiagari") ? plan.size.settle : 5);
        Processes tool = Processes.ofTool(running.cell());
        double looks = looks(running.tool());
        double ownBefore = running.tool().ownCpuMillis();
        Processes.Cpu before = tool.cpu();
        long begin = System.nanoTime();
        Kit.pause(plan.size.window);
        Processes.Cpu after = tool.cpu();
        double minutes = (System.nanoTime() - begin) / 60e9;
        double own = (running.tool().ownCpuMillis() - ownBefore) / minutes;
        double whole = Processes.Cpu.millis(before, after) / minutes;
        Processes.Memory memory = tool.memory();
        add(job, "cpu ms/min of the process", whole);
        add(job, "cpu ms/min of monitoring", own);
        add(job, "looks a minute", (looks(running.tool()) - looks) / minutes);
        add(job, "rss kB", memory.rss());
        add(job, "pss kB", memory.pss());
        if (running.tool() instanceof Okiagari okiagari) {
            add(job, "live heap kB", okiagari.liveHeapKb());
            for (Map.Entry<String, Double> thread : new TreeMap<>(Processes.Cpu.byThread(before, after)).entrySet()) {
                add(job, "cpu ms/min of thread " + thread.getKey().replace(',', ' '), thread.getValue() / minutes);
            }
        }
        plan.say("steady: %s: %s ms CPU a minute, of it monitoring %s; RSS %s MB".formatted(
                what(job), Results.text(whole), Results.text(own), Results.text(memory.rss() / 1024.0)));
    }

    private static double looks(Tool tool) throws IOException {
        return tool instanceof Okiagari okiagari ? okiagari.agent("ScanCount") : Double.NaN;
    }

    private static String what(Job job) {
        return job.kind().name() + ", N=" + job.setup().daemons() + ", M=" + job.setup().idle();
    }

    private static void finish(Future<?> job) throws IOException {
        try {
            job.get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private void add(Job job, String figure, double value) throws IOException {
        if (!Double.isNaN(value)) {
            plan.results.add(new Results.Row(NAME, job.kind().name(), job.setup().daemons(), job.setup().idle(), -1,
                    figure, value));
        }
    }
}
