import java.io.IOException;

/** CPU time of a full look: one PENT is not there, so every check, here once a second, looks at every program. */
record Scan(Plan plan) {
    static final String NAME = "scan";

    void run() throws IOException {
        int crowd = plan.size.crowd;
        for (Kind kind : plan.family("okiagari")) {
            for (int idle : plan.size.idle) {
                if (!kind.isBefore() && idle + crowd <= plan.kit.processes()) {
                    measure(kind, crowd, idle);
                }
            }
        }
    }

    private void measure(Kind kind, int daemons, int idle) throws IOException {
        plan.say("scan: " + kind.name() + ", N=" + daemons + ", M=" + idle);
        try (Kind.Running running = kind.open(plan.kit, Tool.Setup.of(daemons, idle).missingOne())) {
            Kit.pause(plan.size.settle);
            Okiagari okiagari = (Okiagari) running.tool();
            double looks = okiagari.agent("ScanCount");
            if (Double.isNaN(looks)) {
                plan.say("  it does not count its looks");
                return;
            }
            double scanning = okiagari.agent("ScanCpuMillis");
            double monitoring = okiagari.ownCpuMillis();
            long begin = System.nanoTime();
            Kit.pause(plan.size.window);
            looks = okiagari.agent("ScanCount") - looks;
            double minutes = (System.nanoTime() - begin) / 60e9;
            double each = (okiagari.agent("ScanCpuMillis") - scanning) / looks;
            add(kind, daemons, idle, "processes", okiagari.agent("ProcessCount"));
            add(kind, daemons, idle, "looks a minute", looks / minutes);
            add(kind, daemons, idle, "cpu ms per look", each);
            add(kind, daemons, idle, "cpu ms per check in all", (okiagari.ownCpuMillis() - monitoring) / looks);
            plan.say("  " + Results.text(each) + " ms per look");
        }
    }

    private void add(Kind kind, int daemons, int idle, String figure, double value) throws IOException {
        plan.results.add(new Results.Row(NAME, kind.name(), daemons, idle, -1, figure, value));
    }
}
