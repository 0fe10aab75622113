import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The picture of a run, SVG: bars of latency and storm, curves of CPU time; all scales are logarithmic. */
final class Picture {
    private static final int WIDTH = 980;
    private static final int LEFT = 250;
    private static final int RIGHT = 90;
    private static final int BAR = 20;
    private static final int PLOT = 260;
    private static final String[] COLOURS = {"#0b6e4f", "#c8553d", "#3d5a80", "#8d6a9f", "#b08900", "#555555"};
    private static final Map<String, String> BY_FAMILY =
            Map.of("floor", "#777777", "Okiagari", "#0b6e4f", "Monit", "#c8553d", "s6", "#3d5a80");

    private final StringBuilder svg = new StringBuilder();
    private int y = 20;

    /** One bar: from the left to the value, and a thin line on to the worst. */
    private record Bar(String label, double value, double worst) {}

    static void draw(Plan plan) throws IOException {
        Results results = plan.results;
        Picture picture = new Picture();
        List<Bar> bars = new ArrayList<>();
        for (Results.Row row : results.of(Latency.NAME)) {
            if (row.figure().equals("median")) {
                bars.add(new Bar(row.tool() + ", N=" + row.daemons() + (row.idle() > 0 ? ", M=" + row.idle() : ""),
                        row.value(), results.value(Latency.NAME, row.tool(), row.daemons(), row.idle(), "p99")));
            }
        }
        picture.bars("kill -9 to the restart command's first instruction: median, line to p99 (ms)", bars);
        bars = new ArrayList<>();
        for (Results.Row row : results.of(Storm.NAME)) {
            if (row.figure().equals("last start")) {
                String bound = row.parallel() < 0 ? "" : row.parallel() == 0 ? ", no bound" : ", " + row.parallel() + " at once";
                bars.add(new Bar(row.tool() + bound, row.value(), row.value()));
            }
        }
        picture.bars("100 killed at once: the last restart command starts after (ms)", bars);
        Map<String, Map<Integer, Double>> whole = new LinkedHashMap<>();
        for (Results.Row row : results.of(Steady.NAME)) {
            boolean isOurs = row.tool().startsWith("Okiagari");
            if (row.figure().equals(isOurs ? "cpu ms/min of monitoring" : "cpu ms/min of the process") && row.daemons() > 0) {
                whole.computeIfAbsent(row.tool() + ", M=" + row.idle(), k -> new TreeMap<>())
                        .put(row.daemons(), row.value());
            }
        }
        picture.curves("CPU of monitoring while all is well (ms a minute) over the number of daemons N", whole);
        Files.writeString(plan.out.resolve("bench.svg"), picture.text());
    }

    private String text() {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">%n"
                .formatted(WIDTH, y) + "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n" + svg + "</svg>\n";
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private void title(String title) {
        add("<text x=\"20\" y=\"%d\" font-size=\"14\" font-weight=\"bold\">%s</text>", y, title);
        y += 14;
    }

    private void bars(String title, List<Bar> bars) {
        if (bars.isEmpty()) {
            return;
        }
        title(title);
        double low = Math.floor(bars.stream().mapToDouble(b -> Math.log10(b.value)).min().orElse(0)) - 0.3;
        double high = Math.ceil(bars.stream().mapToDouble(b -> Math.log10(Math.max(b.value, b.worst))).max().orElse(1));
        int top = y;
        for (Bar bar : bars) {
            int end = across(Math.log10(bar.value), low, high);
            String colour = BY_FAMILY.entrySet().stream().filter(f -> bar.label.startsWith(f.getKey()))
                    .map(Map.Entry::getValue).findFirst().orElse("#555555");
            add("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>", LEFT - 8, y + 14, bar.label);
            add("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>", LEFT, y + 3, end - LEFT, BAR - 6, colour);
            int worst = across(Math.log10(Math.max(bar.value, bar.worst)), low, high);
            add("<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\"/>", end, y + 10, worst, y + 10, colour);
            add("<text x=\"%d\" y=\"%d\">%s</text>", worst + 6, y + 14, Results.text(bar.value));
            y += BAR;
        }
        for (int decade = (int) Math.ceil(low); decade <= high; decade++) {
            int x = across(decade, low, high);
            add("<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#ccc\"/>", x, top, x, y);
            add("<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" fill=\"#666\">%s</text>", x, y + 14, power(decade));
        }
        y += 46;
    }

    private void curves(String title, Map<String, Map<Integer, Double>> curves) {
        curves.values().forEach(c -> c.values().removeIf(v -> v <= 0));
        List<Double> all = curves.values().stream().flatMap(c -> c.values().stream()).toList();
        if (all.isEmpty()) {
            return;
        }
        title(title);
        double low = Math.floor(all.stream().mapToDouble(Math::log10).min().orElse(0));
        double high = Math.max(low + 1, Math.ceil(all.stream().mapToDouble(Math::log10).max().orElse(1)));
        double most = Math.ceil(curves.values().stream().flatMap(c -> c.keySet().stream())
                .mapToDouble(Math::log10).max().orElse(1));
        for (int decade = (int) low; decade <= high; decade++) {
            int at = down(decade, low, high);
            add("<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#ccc\"/>", LEFT, at, WIDTH - RIGHT, at);
            add("<text x=\"%d\" y=\"%d\" text-anchor=\"end\" fill=\"#666\">%s</text>", LEFT - 6, at + 4, power(decade));
        }
        for (int decade = 0; decade <= most; decade++) {
            add("<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" fill=\"#666\">N = %s</text>",
                    across(decade, 0, Math.max(1, most)), y + PLOT + 16, power(decade));
        }
        int number = 0;
        for (Map.Entry<String, Map<Integer, Double>> curve : curves.entrySet()) {
            String colour = COLOURS[number % COLOURS.length];
            StringBuilder points = new StringBuilder();
            curve.getValue().forEach((n, value) -> {
                int x = across(Math.log10(n), 0, Math.max(1, most));
                int at = down(Math.log10(value), low, high);
                points.append(x).append(',').append(at).append(' ');
                add("<circle cx=\"%d\" cy=\"%d\" r=\"3\" fill=\"%s\"/>", x, at, colour);
            });
            add("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>", points.toString().strip(), colour);
            add("<text x=\"20\" y=\"%d\" fill=\"%s\">%s</text>", y + 16 + 18 * number++, colour, curve.getKey());
        }
        y += PLOT + 40;
    }

    private static int across(double value, double low, double high) {
        return (int) (LEFT + (value - low) / (high - low) * (WIDTH - LEFT - RIGHT));
    }

    private int down(double value, double low, double high) {
        return (int) (y + 6 + (high - value) / (high - low) * (PLOT - 12));
    }

    private static String power(int decade) {
        return decade >= 0 ? String.format(Locale.ROOT, "%,d", (long) Math.pow(10, decade)) : String.valueOf(Math.pow(10, decade));
    }
}
