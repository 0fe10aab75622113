import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tables of a run, ratios first, as Markdown: printed and written to report.md. */
final class Report {
    static final String MONIT = "Monit 1 s pidfile";
    static final String FLOOR = "floor (C)";

    private final Plan plan;
    private final Results results;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    Report(Plan plan) {
        this.plan = plan;
        this.results = plan.results;
    }

    void write(String machine) throws IOException {
        out.println(machine);
        Goals.print(plan, out);
        latency();
        storm();
        hung();
        cpu();
        growth();
        memory();
        scan();
        Files.write(plan.out.resolve("report.md"), bytes.toByteArray());
        System.out.write(bytes.toByteArray());
        System.out.flush();
    }

    /** Rows that have the figure, one a cell: those that are to be compared stand together. */
    private List<Results.Row> cells(String scenario, String figure) {
        return results.of(scenario).stream().filter(r -> r.figure().equals(figure))
                .sorted(Comparator.comparingInt(Results.Row::idle).thenComparingInt(Results.Row::daemons)).toList();
    }

    private void table(String title, String note, List<String> head, List<List<String>> lines) {
        if (!lines.isEmpty()) {
            out.println("### " + title + "\n");
            if (!note.isEmpty()) {
                out.println(note + "\n");
            }
            Results.table(out, head, lines);
        }
    }

    private void latency() {
        List<List<String>> lines = new ArrayList<>();
        for (Results.Row cell : cells(Latency.NAME, "median")) {
            int n = cell.daemons();
            int m = cell.idle();
            double floor = results.value(Latency.NAME, FLOOR, n, m, "median");
            double monit = results.value(Latency.NAME, MONIT, n, m, "median");
            List<String> line = new ArrayList<>(List.of(cell.tool(), String.valueOf(n), String.valueOf(m),
                    Results.text(cell.value() / floor), Results.text(monit / cell.value())));
            for (String figure : List.of("median", "p90", "p99", "max", "first", "kills", "lost", "started twice")) {
                double value = results.value(Latency.NAME, cell.tool(), n, m, figure);
                line.add(figure.equals("kills") || figure.equals("lost") || figure.equals("started twice")
                        ? count(value) : Results.text(value));
            }
            lines.add(line);
        }
        table("Latency: kill -9 to the restart command's first instruction, ms",
                "First = the first death that this process ever saw; it and the next two are not in the other columns.",
                List.of("tool", "N", "M", "times the floor", "times faster than Monit", "median", "p90", "p99", "max",
                        "first", "kills", "lost", "twice"),
                lines);
    }

    private void storm() {
        double floor = lastStart(FLOOR);
        double monit = lastStart(MONIT);
        Map<String, List<String>> lines = new LinkedHashMap<>();
        for (Results.Row row : results.of(Storm.NAME)) {
            String tool = row.tool() + (row.parallel() < 0 ? "" : ", RESTART_PARALLEL = " + row.parallel());
            List<String> line = lines.computeIfAbsent(tool, t -> new ArrayList<>(List.of(t, "", "", "", "", "", "", "", "")));
            switch (row.figure()) {
                case "last start" -> {
                    line.set(1, Results.text(row.value() / floor));
                    line.set(2, Results.text(monit / row.value()));
                    line.set(3, Results.text(row.value()));
                }
                case "worst last start" -> line.set(4, Results.text(row.value()));
                case "median start" -> line.set(5, Results.text(row.value()));
                case "others wait" -> line.set(6, Results.text(row.value()));
                case "lost" -> line.set(7, count(row.value()));
                case "started twice" -> line.set(8, count(row.value()));
                default -> {}
            }
        }
        table("Storm: 100 daemons killed at once, ms until the last restart command's first instruction",
                "Others wait = how much too late, at worst, a sleeper of 1 ms woke meanwhile: how the machine feels.",
                List.of("tool", "times the floor", "times faster than Monit", "last start", "worst storm", "50th start",
                        "others wait", "lost", "twice"),
                List.copyOf(lines.values()));
    }

    private double lastStart(String tool) {
        return cells(Storm.NAME, "last start").stream().filter(r -> r.tool().equals(tool))
                .mapToDouble(Results.Row::value).findFirst().orElse(Double.NaN);
    }

    private void hung() {
        List<List<String>> lines = new ArrayList<>();
        for (Results.Row cell : cells(Hung.NAME, "median")) {
            List<String> line = new ArrayList<>(List.of(cell.tool()));
            for (String figure : List.of("median alone", "median", "max")) {
                line.add(Results.text(results.value(Hung.NAME, cell.tool(), cell.daemons(), 0, figure)));
            }
            lines.add(line);
        }
        table("A restart command that takes 20 s: ms until the next dead daemon's restart command starts", "",
                List.of("tool", "with no hung one", "beside the hung one", "worst"), lines);
    }

    private void cpu() {
        List<List<String>> lines = new ArrayList<>();
        for (Results.Row cell : cells(Steady.NAME, "cpu ms/min of the process")) {
            double monit = results.value(Steady.NAME, MONIT, cell.daemons(), cell.idle(), cell.figure());
            double empty = results.value(Steady.NAME, cell.tool(), 0, 0, cell.figure());
            double own = own(cell);
            double compared = Double.isNaN(own) ? cell.value() : own;
            lines.add(List.of(cell.tool(), String.valueOf(cell.daemons()), String.valueOf(cell.idle()),
                    Results.text(monit / compared), Results.text(own), Results.text(cell.value() - empty),
                    Results.text(cell.value())));
        }
        table("Steady: CPU ms a minute, all daemons up, MONITOR_INTERVAL 10",
                "Monitoring = what the threads of monitoring used (bean attribute MonitoringCpuMillis). More than empty = the"
                        + " whole server minus one that watches nothing; both have noise of their own (JIT, collector).",
                List.of("tool", "N", "M", "times less than Monit", "monitoring", "more than empty", "whole process"), lines);
    }

    private double own(Results.Row cell) {
        return results.value(Steady.NAME, cell.tool(), cell.daemons(), cell.idle(), "cpu ms/min of monitoring");
    }

    private void growth() {
        List<List<String>> lines = new ArrayList<>();
        for (Results.Row cell : cells(Steady.NAME, "cpu ms/min of monitoring")) {
            if (cell.daemons() > 0) {
                double base = results.value(Steady.NAME, cell.tool(), 100, cell.idle(), cell.figure()) / 100;
                double each = cell.value() / cell.daemons();
                lines.add(List.of(cell.tool(), String.valueOf(cell.daemons()), String.valueOf(cell.idle()),
                        Results.text(each / base), Results.text(each * 1000), Results.text(cell.value())));
            }
        }
        table("Growth: CPU of monitoring per PENT", "",
                List.of("tool", "N", "M", "times that of N=100", "us per PENT and minute", "ms a minute"), lines);
    }

    private void memory() {
        List<List<String>> lines = new ArrayList<>();
        for (Results.Row cell : cells(Steady.NAME, "rss kB")) {
            if (cell.idle() == 0) {
                double rss = value(cell.tool(), 0, "rss kB");
                double heap = value(cell.tool(), 0, "live heap kB");
                double live = value(cell.tool(), cell.daemons(), "live heap kB");
                int n = cell.daemons();
                lines.add(List.of(cell.tool(), String.valueOf(n), Results.text((cell.value() - rss) / n),
                        Results.text((live - heap) / n), Results.text((cell.value() - rss) / 1024),
                        Results.text(cell.value() / 1024), Results.text(value(cell.tool(), n, "pss kB") / 1024),
                        Results.text(live / 1024)));
            }
        }
        table("Memory: N=0 is the server that watches nothing", "",
                List.of("tool", "N", "kB RSS per PENT", "kB live heap per PENT", "RSS beyond empty, MB", "RSS, MB",
                        "PSS, MB", "live heap, MB"),
                lines);
    }

    private double value(String tool, int daemons, String figure) {
        return results.value(Steady.NAME, tool, daemons, 0, figure);
    }

    private void scan() {
        List<List<String>> lines = new ArrayList<>();
        for (Results.Row cell : cells(Scan.NAME, "cpu ms per look")) {
            List<String> line = new ArrayList<>(List.of(cell.tool(), String.valueOf(cell.daemons())));
            for (String figure : List.of("processes", "looks a minute", "cpu ms per check in all")) {
                line.add(Results.text(results.value(Scan.NAME, cell.tool(), cell.daemons(), cell.idle(), figure)));
            }
            line.add(2, Results.text(cell.value()));
            lines.add(line);
        }
        table("A full look at all processes, CPU ms; one PENT is not there, MONITOR_INTERVAL 1", "",
                List.of("tool", "N", "ms per look", "processes", "looks a minute", "ms per check in all"), lines);
        List<List<String>> loads = new ArrayList<>();
        for (Results.Row cell : cells(Latency.NAME, "all up ms")) {
            loads.add(List.of(cell.tool(), String.valueOf(cell.daemons()), String.valueOf(cell.idle()),
                    Results.text(results.value(Latency.NAME, cell.tool(), cell.daemons(), cell.idle(), "load ms")),
                    Results.text(cell.value())));
        }
        table("Loading a pfile, ms", "",
                List.of("tool", "N", "M", "the start operation", "until the last Up"), loads);
    }

    private static String count(double value) {
        return Double.isNaN(value) ? "-" : String.valueOf((long) value);
    }
}
