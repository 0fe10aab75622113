import java.io.IOException;

/** One restart command takes 20 s: how long the next dead daemon waits. (s6 starts each by a process of its own.) */
record Hung(Plan plan) {
    static final String NAME = "hung";
    private static final int DAEMONS = 10;

    void run() throws IOException {
        for (Kind kind : plan.quickKinds()) {
            if (kind.family().equals("okiagari") || kind.name().equals("Monit 1 s pidfile")) {
                measure(kind);
            }
        }
    }

    private void measure(Kind kind) throws IOException {
        plan.say("hung: " + kind.name() + ", a restart command that takes 20 s");
        Samples alone = new Samples();
        Samples beside = new Samples();
        try (Kind.Running running = kind.open(plan.kit, Tool.Setup.of(DAEMONS, 0).hangs(0))) {
            Cell cell = running.cell();
            cell.kill(9, 150);
            for (int i = 0; i < plan.size.hungs; i++) {
                Kit.pause(2);
                alone.add(cell.kill(1 + 2 * i % 8, 60) / 1e6);
                cell.kill(0, 60);
                Kit.pause(1);
                beside.add(cell.kill(2 + 2 * i % 8, 60) / 1e6);
                Kit.pause(22);
            }
        } catch (IOException e) {
            plan.failed(e);
            return;
        }
        add(kind, "runs", beside.size());
        add(kind, "median alone", alone.median());
        add(kind, "median", beside.median());
        add(kind, "max", beside.max());
        plan.say("  the next one starts after %s ms (worst %s; with no hung one %s)".formatted(
                Results.text(beside.median()), Results.text(beside.max()), Results.text(alone.median())));
    }

    private void add(Kind kind, String figure, double value) throws IOException {
        plan.results.add(new Results.Row(NAME, kind.name(), DAEMONS, 0, -1, figure, value));
    }
}
