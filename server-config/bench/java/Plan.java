import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a run is to do: read from the arguments. */
final class Plan {
    /** How much of everything. */
    static final class Size {
        /** Kills of a cell with an event-driven tool and many daemons, and of all other cells. */
        int kills = 200;

        int slowKills = 30;
        int storms = 5;
        int hungs = 3;
        /** Seconds that steady CPU time is measured, and seconds before that: what is young is looked at more. */
        double window = 60;

        double settle = 40;
        /** N of the growth curves, M of the cells, and N of the crowd in the latency scenario. */
        List<Integer> growth = List.of(1, 100, 300, 1_000, 3_000, 5_000, 10_000);

        List<Integer> idle = List.of(0, 10_000);
        int crowd = 1_000;

        /** Half the time. */
        void report() {
            kills = 80;
            slowKills = 12;
            storms = 3;
            hungs = 2;
            window = 30;
            growth = List.of(1, 100, 1_000, 5_000, 10_000);
        }

        /** Shows in a minute that everything works; its figures mean little. */
        void quick() {
            kills = 5;
            slowKills = 2;
            storms = 1;
            hungs = 1;
            window = 10;
            settle = 2;
            growth = List.of(5);
            idle = List.of(0);
            crowd = 5;
        }
    }

    final Kit kit;
    final Results results;
    final Size size;
    final List<String> scenarios;
    final List<Kind> kinds = new ArrayList<>();
    final Path out;
    int failures;

    Plan(Kit kit, Path out, Size size, List<String> scenarios) throws IOException {
        this.kit = kit;
        this.out = out;
        this.size = size;
        this.scenarios = scenarios;
        this.results = new Results(out.resolve("bench.csv"));
    }

    List<Kind> family(String... names) {
        return kinds.stream().filter(k -> List.of(names).contains(k.family())).toList();
    }

    /** Kinds that answer within a second or so: all but Monit's slow default. */
    List<Kind> quickKinds() {
        return kinds.stream().filter(k -> k.cycle() <= 1).toList();
    }

    /** One cell that failed spoils no other; the run tells it at its end. */
    synchronized void failed(IOException why) {
        say("  FAILED: " + why.getMessage());
        failures++;
    }

    void say(String text) {
        System.err.printf("%s  %s%n", java.time.LocalTime.now().withNano(0), text);
    }
}
