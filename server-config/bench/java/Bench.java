import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The harness; started by the script run, which has made everything ready. */
public final class Bench {
    private Bench() {}

    public static void main(String[] args) throws IOException {
        Machine.note();
        Path programs = null;
        Path work = null;
        Path out = null;
        Plan.Size size = new Plan.Size();
        List<String> scenarios = List.of("latency", "storm", "hung", "steady", "scan");
        List<String> tools = List.of("floor", "okiagari", "monit", "s6");
        boolean slowMonit = false;
        List<Path> earlier = new ArrayList<>();
        List<Kind> okiagaris = new ArrayList<>();
        for (String arg : args) {
            String value = arg.substring(arg.indexOf('=') + 1);
            switch (arg.replaceAll("=.*", "")) {
                case "--programs" -> programs = Path.of(value);
                case "--work" -> work = Path.of(value);
                case "--out" -> out = Path.of(value);
                case "--report" -> size.report();
                case "--quick" -> size.quick();
                case "--monit-default" -> slowMonit = true;
                case "--with" -> earlier.add(Path.of(value));
                case "--kills" -> {
                    size.kills = Integer.parseInt(value);
                    size.slowKills = Math.min(size.slowKills, size.kills);
                }
                case "--storms" -> size.storms = Integer.parseInt(value);
                case "--window" -> size.window = Double.parseDouble(value);
                case "--n" -> size.growth = numbers(value);
                case "--m" -> size.idle = numbers(value);
                case "--crowd" -> size.crowd = Integer.parseInt(value);
                case "--scenarios" -> scenarios = Arrays.asList(value.split(","));
                case "--tools" -> tools = Arrays.asList(value.split(","));
                case "--okiagari" -> okiagaris.add(Kind.okiagari(value.replaceAll("=.*", ""), Path.of(value.replaceAll(".*=", ""))));
                default -> throw new IllegalArgumentException(arg);
            }
        }
        Plan plan = new Plan(new Kit(programs, work), Files.createDirectories(out), size, scenarios);
        for (Path csv : earlier) {
            plan.results.addAll(csv);
        }
        if (tools.contains("floor")) {
            plan.kinds.add(Kind.floor());
        }
        if (tools.contains("okiagari")) {
            plan.kinds.addAll(okiagaris);
        }
        if (tools.contains("s6")) {
            plan.kinds.add(Kind.s6());
        }
        if (tools.contains("monit")) {
            plan.kinds.addAll(List.of(Kind.monit(1, false), Kind.monit(1, true)));
        }
        if (slowMonit) {
            plan.kinds.add(Kind.monit(120, false));
        }
        plan.say("about " + minutes(scenarios, size) + " minutes on a quiet machine");
        if (scenarios.contains("latency")) {
            new Latency(plan).run();
        }
        if (scenarios.contains("storm")) {
            new Storm(plan).run();
        }
        if (scenarios.contains("hung")) {
            new Hung(plan).run();
        }
        if (scenarios.contains("steady")) {
            new Steady(plan).run();
        }
        if (scenarios.contains("scan")) {
            new Scan(plan).run();
        }
        Picture.draw(plan);
        new Report(plan).write(Machine.describe());
        System.exit(plan.failures > 0 ? 1 : 0);
    }

    private static int minutes(List<String> scenarios, Plan.Size size) {
        Map<String, Integer> full = Map.of("latency", 22, "storm", 5, "hung", 5, "steady", 16, "scan", 4);
        int sum = scenarios.stream().mapToInt(name -> full.getOrDefault(name, 0)).sum();
        return size.crowd <= 100 ? 1 : size.window < 60 ? (sum + 1) / 2 : sum;
    }

    private static List<Integer> numbers(String text) {
        return Arrays.stream(text.split(",")).map(Integer::valueOf).toList();
    }
}
