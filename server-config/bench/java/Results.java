import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Every figure of a run: written to CSV as it comes, read by the tables and the picture. */
final class Results {
    /** One figure; parallel = RESTART_PARALLEL, -1 where it does not matter. */
    record Row(String scenario, String tool, int daemons, int idle, int parallel, String figure, double value) {}

    private final List<Row> rows = new ArrayList<>();
    private final Path csv;

    Results(Path csv) throws IOException {
        this.csv = csv;
        Files.writeString(csv, "scenario,tool,n,m,restart_parallel,figure,value\n");
    }

    synchronized void add(Row row) throws IOException {
        rows.add(row);
        String line = String.join(",", row.scenario, row.tool, String.valueOf(row.daemons), String.valueOf(row.idle),
                row.parallel < 0 ? "" : String.valueOf(row.parallel), row.figure, text(row.value)) + "\n";
        Files.writeString(csv, line, java.nio.file.StandardOpenOption.APPEND);
    }

    /** Takes over the figures of an earlier run. */
    void addAll(Path earlier) throws IOException {
        for (String line : Files.readAllLines(earlier).stream().skip(1).toList()) {
            String[] f = line.split(",");
            int parallel = f[4].isEmpty() ? -1 : Integer.parseInt(f[4]);
            double value = f[6].equals("-") ? Double.NaN : Double.parseDouble(f[6]);
            add(new Row(f[0], f[1], Integer.parseInt(f[2]), Integer.parseInt(f[3]), parallel, f[5], value));
        }
    }

    synchronized List<Row> of(String scenario) {
        return rows.stream().filter(r -> r.scenario.equals(scenario)).toList();
    }

    synchronized double value(String scenario, String tool, int daemons, int idle, String figure) {
        Optional<Row> row = rows.stream()
                .filter(r -> r.scenario.equals(scenario) && r.tool.equals(tool) && r.daemons == daemons
                        && r.idle == idle && r.figure.equals(figure))
                .findFirst();
        return row.map(Row::value).orElse(Double.NaN);
    }

    /** Prints a table of Markdown, columns as wide as their widest cell. */
    static void table(PrintStream out, List<String> head, List<List<String>> lines) {
        List<List<String>> all = new ArrayList<>(List.of(head));
        all.addAll(lines);
        int[] widths = new int[head.size()];
        for (List<String> line : all) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        for (int row = 0; row < all.size(); row++) {
            StringBuilder text = new StringBuilder("|");
            StringBuilder rule = new StringBuilder("|");
            for (int i = 0; i < widths.length; i++) {
                String left = i == 0 ? "-" : "";
                text.append((" %" + left + widths[i] + "s |").formatted(all.get(row).get(i)));
                rule.append(i == 0 ? "--" : "-").append("-".repeat(widths[i])).append(i == 0 ? "|" : ":|");
            }
            out.println(text);
            if (row == 0) {
                out.println(rule);
            }
        }
        out.println();
    }

    /** Three digits that matter; "-" for what is not known. */
    static String text(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return "-";
        }
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : size >= 0.1 ? "%.2f" : "%.3f", value);
    }
}
