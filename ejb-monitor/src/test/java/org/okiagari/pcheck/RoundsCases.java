package org.okiagari.pcheck;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.okiagari.saver.LogLine;
import org.okiagari.saver.PentState;

/** What the tests of looks stand on: a pcheck in a world that tells deaths. */
abstract class RoundsCases {
    static final Path PFILE = Path.of("/conf/pfile_d");
    static final Requester PADMIN = new Requester(LogLine.Ident.PADMIN, 8821, "uid=0", "local");
    static final Duration LONG = Duration.ofSeconds(60);

    final FakeWorld world = new FakeWorld();
    final Pchecks pchecks = new Pchecks(world.environment(""));

    @BeforeEach
    void deathsAreTold() {
        world.tellsDeaths = true;
    }

    Pcheck start(String param, String... pents) {
        String head = "##### PARAM #####\nIPCKEY 1\n" + param + "\n##### PENT #####\n";
        world.files.put(PFILE, head + String.join("\n", pents) + "\n");
        Pcheck pcheck = pchecks.start(PFILE, Requester.SERVER, true);
        world.pass(Duration.ofSeconds(1));
        return pcheck;
    }

    /** Ticks for a while, so that everybody who is up has been so for long. */
    Pcheck startedLongAgo(String param, String... pents) {
        Pcheck pcheck = start(param, pents);
        ticks(pcheck, 6);
        world.looks.clear();
        return pcheck;
    }

    void ticks(Pcheck pcheck, int count) {
        for (int i = 0; i < count; i++) {
            world.pass(Duration.ofSeconds(10));
            pcheck.tick();
            world.settle();
        }
    }

    static PentState pent(Pcheck pcheck) {
        return pcheck.snapshot().pents().get(0).state();
    }

    static String[] daemons(int count) {
        return LongStream.range(0, count)
                .mapToObj(i -> "/d/" + i + ":/r:600:3:continue")
                .toArray(String[]::new);
    }

    void run(int count) {
        LongStream.range(0, count).forEach(i -> world.run(1_000 + i, "/d/" + i));
    }
}
