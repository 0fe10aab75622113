import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** What the project wants to reach, and whether this run shows it; goals that the run did not measure are left out. */
final class Goals {
    /** As the script run names the distribution that is measured. */
    private static final String US = "Okiagari";

    private final Plan plan;
    private final Results results;
    private final List<List<String>> lines = new ArrayList<>();

    private Goals(Plan plan) {
        this.plan = plan;
        this.results = plan.results;
    }

    static void print(Plan plan, PrintStream out) {
        Goals goals = new Goals(plan);
        goals.collect();
        if (!goals.lines.isEmpty()) {
            out.println("### Goals\n");
            Results.table(out, List.of("goal", "at most", "measured", "reached"), goals.lines);
        }
    }

    private void collect() {
        int crowd = plan.size.crowd;
        double median = latency(US, crowd, "median");
        goal("latency, N=" + crowd + ", median ms", 5, median);
        goal("the same, times the floor", 3, median / latency(Report.FLOOR, crowd, "median"));
        goal("the same, p99 ms (a quiet machine)", 25, latency(US, crowd, "p99"));
        goal("the same, part of Monit's at a cycle of 1 s", 1 / 80.0, median / latency(Report.MONIT, crowd, "median"));
        goal("latency, N=10,000, times that of N=10", 1, latency(US, 10_000, "median") / latency(US, 10, "median"));
        double storm = storm(US, 0);
        goal("storm of 100, scripts unbounded, last start ms", 300, storm);
        goal("the same, part of Monit's", 1 / 50.0, storm / storm(Report.MONIT, -1));
        goal("a hung script delays the next by ms, worst", 50,
                results.value(Hung.NAME, US, 10, 0, "max") - results.value(Hung.NAME, US, 10, 0, "median alone"));
        double crowded = cpu(1_000, 10_000);
        goal("CPU of monitoring, N=1,000, M=10,000, ms a minute", 100, crowded);
        goal("the same, times that with M=0 (flat: about 1)", 1.2, crowded / cpu(1_000, 0));
        goal("CPU per PENT, N=10,000 against N=100", 1, cpu(10_000, 0) / 10_000 / (cpu(100, 0) / 100));
        goal("a full look at 10,000 processes, CPU ms", 150, results.value(Scan.NAME, US, crowd, 10_000, "cpu ms per look"));
        goal("RSS beyond an empty server, N=10,000, MB", 60 + 3 * 10_000 / 1024.0, (rss(10_000) - rss(0)) / 1024);
    }

    private void goal(String what, double most, double measured) {
        if (!Double.isNaN(measured) && !Double.isInfinite(measured)) {
            lines.add(List.of(what, Results.text(most), Results.text(measured), measured <= most ? "yes" : "no"));
        }
    }

    private double latency(String tool, int daemons, String figure) {
        return results.value(Latency.NAME, tool, daemons, 0, figure);
    }

    private double storm(String tool, int parallel) {
        return results.of(Storm.NAME).stream()
                .filter(r -> r.tool().equals(tool) && r.parallel() == parallel && r.figure().equals("last start"))
                .mapToDouble(Results.Row::value).findFirst().orElse(Double.NaN);
    }

    private double cpu(int daemons, int idle) {
        return results.value(Steady.NAME, US, daemons, idle, "cpu ms/min of monitoring");
    }

    private double rss(int daemons) {
        return results.value(Steady.NAME, US, daemons, 0, "rss kB");
    }
}
