import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;

/** From kill -9 to the first instruction of the restart command. */
record Latency(Plan plan) {
    static final String NAME = "latency";
    private static final int WARM_UP = 3;

    void run() throws IOException {
        int crowd = plan.size.crowd;
        for (int idle : plan.size.idle) {
            for (Kind kind : plan.quickKinds()) {
                if (idle == 0 && crowd > 100 && !kind.isBefore()) {
                    measure(kind, 1, 0);
                }
                if (isForCrowd(kind) || crowd <= 100) {
                    measure(kind, crowd, idle);
                }
            }
        }
        int most = plan.size.growth.stream().mapToInt(n -> n).max().orElse(0);
        if (most > crowd) {
            for (Kind kind : plan.family("floor", "okiagari")) {
                if (!kind.isBefore()) {
                    measure(kind, 10, 0);
                    measure(kind, most, 0);
                }
            }
        }
        for (Kind kind : plan.kinds) {
            if (kind.cycle() > 1) {
                oneCycle(kind);
            }
        }
    }

    /** Neither N nor M matters to s6; the first pass of "matching" takes minutes. */
    private static boolean isForCrowd(Kind kind) {
        return !kind.family().equals("s6") && !kind.name().contains("matching");
    }

    private void measure(Kind kind, int daemons, int idle) throws IOException {
        plan.say("latency: " + kind.name() + ", N=" + daemons + ", M=" + idle);
        Samples samples = new Samples();
        double first = Double.NaN;
        int lost = 0;
        int kills = kind.cycle() > 0 || daemons == 1 ? plan.size.slowKills : plan.size.kills;
        try (Kind.Running running = kind.open(plan.kit, Tool.Setup.of(daemons, idle))) {
            if (running.tool() instanceof Okiagari okiagari) {
                add(kind, daemons, idle, "load ms", okiagari.loadMillis());
                add(kind, daemons, idle, "all up ms", okiagari.allUpMillis());
            }
            letThemAge(running, daemons + idle);
            int before = running.cell().starts();
            for (int i = 0; i < WARM_UP + kills; i++) {
                pauseBefore(kind, daemons);
                double ms = running.cell().kill(slot(daemons, i), 150) / 1e6;
                if (ms < 0) {
                    lost++;
                } else if (i >= WARM_UP) {
                    samples.add(ms);
                }
                first = i == 0 ? ms : first;
            }
            Kit.pause(1.2);
            int twice = running.cell().starts() - before - (WARM_UP + kills) + lost;
            add(kind, daemons, idle, "started twice", twice);
        } catch (IOException e) {
            plan.failed(e);
            return;
        }
        add(kind, daemons, idle, "kills", samples.size());
        add(kind, daemons, idle, "lost", lost);
        add(kind, daemons, idle, "first", first);
        add(kind, daemons, idle, "median", samples.median());
        add(kind, daemons, idle, "p90", samples.percentile(90));
        add(kind, daemons, idle, "p99", samples.percentile(99));
        add(kind, daemons, idle, "max", samples.max());
        plan.say("  median %s ms, p99 %s, first %s".formatted(Results.text(samples.median()),
                Results.text(samples.percentile(99)), Results.text(first)));
    }

    /** Many processes that all started in this moment are no usual sight: we look closer at those of the last 30 s. */
    private void letThemAge(Kind.Running running, int processes) {
        if (processes >= 1_000 && running.tool() instanceof Okiagari) {
            Kit.pause(Math.max(0, plan.size.settle - running.cell().age()));
        }
    }

    /** No daemon within two seconds of its last restart: crash loops have waits of their own. Any phase of a cycle. */
    private static void pauseBefore(Kind kind, int daemons) {
        double base = daemons == 1 ? 1.5 : Math.max(0.2, 2.5 / daemons);
        Kit.pause(base + ThreadLocalRandom.current().nextDouble(Math.max(0.2, kind.cycle())));
    }

    private static int slot(int daemons, int kill) {
        return (int) ((kill * 7919L) % daemons);
    }

    /** A long cycle: ten daemons die at random times of one cycle, so that it need not be waited for ten times. */
    private void oneCycle(Kind kind) throws IOException {
        plan.say("latency: " + kind.name() + ", one cycle, for information");
        int daemons = 10;
        Samples samples = new Samples();
        try (Kind.Running running = kind.open(plan.kit, Tool.Setup.of(daemons, 0))) {
            for (double ms : running.cell().spread(daemons, kind.cycle(), 2 * kind.cycle() + 30)) {
                samples.add(ms);
            }
        }
        add(kind, 1, 0, "kills", samples.size());
        add(kind, 1, 0, "median", samples.median());
        add(kind, 1, 0, "p90", samples.percentile(90));
        add(kind, 1, 0, "p99", samples.percentile(99));
        add(kind, 1, 0, "max", samples.max());
    }

    private void add(Kind kind, int daemons, int idle, String figure, double value) throws IOException {
        plan.results.add(new Results.Row(NAME, kind.name(), daemons, idle, -1, figure, value));
    }
}
