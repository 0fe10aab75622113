package org.okiagari.web.health;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code promtool check metrics} looks at, and the rules of the exposition format 0.0.4. */
public final class PrometheusRules {
    private static final Pattern HEAD = Pattern.compile("# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)");
    private static final Pattern SAMPLE = Pattern.compile(
            "([a-zA-Z_:][a-zA-Z0-9_:]*)"
                    + "(\\{[a-z_]+=\"(?:[^\"\\\\\\n]|\\\\[\\\\n\"])*\"(?:,[a-z_]+=\"(?:[^\"\\\\\\n]|\\\\[\\\\n\"])*\")*\\})? (\\S+)");
    private static final Pattern BOUND = Pattern.compile("\\{le=\"([^\"]+)\"}");

    private final List<String> broken = new ArrayList<>();
    private final Map<String, String> types = new LinkedHashMap<>();
    private final Set<String> helps = new HashSet<>();
    private final Set<String> samples = new HashSet<>();
    private final Map<String, List<double[]>> buckets = new LinkedHashMap<>();
    private final Map<String, Double> counts = new LinkedHashMap<>();
    private final Set<String> sums = new HashSet<>();
    private String present = "";

    private PrometheusRules() {}

    /** Returns what is wrong with a page, one sentence each. */
    public static List<String> broken(String page) {
        PrometheusRules rules = new PrometheusRules();
        if (!page.endsWith("\n")) {
            rules.broken.add("the last line has no end");
        }
        page.lines().forEach(rules::line);
        rules.types.forEach(rules::whole);
        return rules.broken;
    }

    private void line(String line) {
        Matcher head = HEAD.matcher(line);
        Matcher sample = SAMPLE.matcher(line);
        if (head.matches()) {
            head(head.group(1), head.group(2), head.group(3));
        } else if (sample.matches()) {
            sample(sample.group(1), sample.group(2) == null ? "" : sample.group(2), sample.group(3));
        } else {
            broken.add("not of the format: " + line);
        }
    }

    private void head(String kind, String name, String text) {
        boolean isNew = kind.equals("HELP") ? helps.add(name) : types.put(name, text) == null;
        if (!isNew) {
            broken.add(kind + " twice: " + name);
        }
        if (kind.equals("TYPE") && !helps.contains(name)) {
            broken.add("no HELP before TYPE: " + name);
        }
        present = name;
    }

    private void sample(String name, String labels, String text) {
        double value = Double.parseDouble(text);
        if (!samples.add(name + labels)) {
            broken.add("a series twice: " + name + labels);
        }
        if (!name.equals(present) && !(isHistogram() && name.startsWith(present + "_"))) {
            broken.add("not behind its own TYPE: " + name);
        }
        if (name.equals(present + "_bucket")) {
            Matcher bound = BOUND.matcher(labels);
            double le = bound.matches() ? Double.parseDouble(bound.group(1).replace("+Inf", "Infinity")) : Double.NaN;
            buckets.computeIfAbsent(present, key -> new ArrayList<>()).add(new double[] {le, value});
        } else if (isHistogram() && name.equals(present + "_count")) {
            counts.put(present, value);
        } else if (isHistogram() && name.equals(present + "_sum")) {
            sums.add(present);
        }
    }

    private boolean isHistogram() {
        return "histogram".equals(types.get(present));
    }

    private void whole(String name, String type) {
        switch (type) {
            case "counter" -> {
                if (!name.endsWith("_total")) {
                    broken.add("a counter ends in _total: " + name);
                }
            }
            case "gauge" -> {
                if (name.matches(".*_(total|count|sum|bucket|info_total)")) {
                    broken.add("no name of a gauge: " + name);
                }
            }
            case "histogram" -> histogram(name);
            default -> broken.add("unknown type of " + name + ": " + type);
        }
        if (name.matches(".*_(millis|micros|milliseconds|ms|us|ns|kb|mb|minutes|hours).*")) {
            broken.add("no base unit: " + name);
        }
    }

    private void histogram(String name) {
        List<double[]> all = buckets.getOrDefault(name, List.of());
        for (int i = 1; i < all.size(); i++) {
            if (!(all.get(i)[0] > all.get(i - 1)[0])) {
                broken.add("bounds do not rise: " + name);
            }
            if (all.get(i)[1] < all.get(i - 1)[1]) {
                broken.add("counts fall: " + name);
            }
        }
        double[] last = all.isEmpty() ? new double[] {0, 0} : all.get(all.size() - 1);
        if (last[0] != Double.POSITIVE_INFINITY || !Double.valueOf(last[1]).equals(counts.get(name))) {
            broken.add("+Inf is not the count: " + name);
        }
        if (!sums.contains(name)) {
            broken.add("no sum: " + name);
        }
    }
}
