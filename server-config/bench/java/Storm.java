import java.io.IOException;

/** Many daemons are killed at once: the time to the last restart command's first instruction. */
record Storm(Plan plan) {
    static final String NAME = "storm";
    private static final int MOST = 100;
    private static final int[] PARALLEL = {0, 8};

    void run() throws IOException {
        for (Kind kind : plan.quickKinds()) {
            if (kind.isBefore()) {
                measure(kind, 0);
            } else if (kind.family().equals("okiagari")) {
                for (int parallel : PARALLEL) {
                    measure(kind, parallel);
                }
            } else if (!kind.name().contains("matching")) {
                measure(kind, -1);
            }
        }
    }

    private void measure(Kind kind, int parallel) throws IOException {
        int daemons = Math.min(MOST, plan.size.crowd);
        plan.say("storm: " + kind.name() + ", " + daemons + " at once"
                + (parallel < 0 ? "" : ", RESTART_PARALLEL = " + parallel));
        Samples last = new Samples();
        Samples middle = new Samples();
        Samples gap = new Samples();
        int missing = 0;
        int twice = 0;
        try (Kind.Running running = kind.open(plan.kit, Tool.Setup.of(daemons, 0).parallel(Math.max(0, parallel)))) {
            Cell cell = running.cell();
            cell.kill(0, 150);
            Kit.pause(3);
            for (int i = 0; i < plan.size.storms; i++) {
                int before = cell.starts();
                String[] answer = cell.ask("storm 0 " + daemons + " 60000").split(" ");
                last.add(Long.parseLong(answer[1]) / 1e6);
                middle.add(Long.parseLong(answer[2]) / 1e6);
                gap.add(Long.parseLong(answer[4]) / 1e6);
                missing += Integer.parseInt(answer[5]);
                Kit.pause(4 + kind.cycle());
                twice += cell.starts() - before - daemons + Integer.parseInt(answer[5]);
            }
        } catch (IOException e) {
            plan.failed(e);
            return;
        }
        add(kind, daemons, parallel, "storms", last.size());
        add(kind, daemons, parallel, "median start", middle.median());
        add(kind, daemons, parallel, "last start", last.median());
        add(kind, daemons, parallel, "worst last start", last.max());
        add(kind, daemons, parallel, "others wait", gap.median());
        add(kind, daemons, parallel, "lost", missing);
        add(kind, daemons, parallel, "started twice", twice);
        plan.say("  last start %s ms (worst %s), lost %d, twice %d".formatted(
                Results.text(last.median()), Results.text(last.max()), missing, twice));
    }

    private void add(Kind kind, int daemons, int parallel, String figure, double value) throws IOException {
        plan.results.add(new Results.Row(NAME, kind.name(), daemons, 0, parallel, figure, value));
    }
}
