package org.okiagari.pcheck;

import java.nio.file.Path;
import java.time.Duration;
import org.okiagari.saver.LogLine;
import org.okiagari.saver.PentState;

/** What the tests of a pcheck stand on: one pfile in a world in memory. */
abstract class PcheckCases {
    static final Path PFILE = Path.of("/var/opt/HA/PS/conf/bin/pfile_crond");
    static final Requester PADMIN = new Requester(LogLine.Ident.PADMIN, 8821, "uid=0", "local");
    static final String PARAM = "##### PARAM #####\nIPCKEY 0x1f000501\nMONITOR_INTERVAL 10\n##### PENT #####\n";

    final FakeWorld world = new FakeWorld();
    final Pchecks pchecks = new Pchecks(world.environment("cluster-switch now"));

    Pcheck start(String pents) {
        world.files.put(PFILE, PARAM + pents);
        Pcheck pcheck = pchecks.start(PFILE, Requester.SERVER, true);
        world.settle();
        return pcheck;
    }

    void tick(Pcheck pcheck) {
        pcheck.tick();
        world.pass(Duration.ofSeconds(2));
    }

    static PentState pent(Pcheck pcheck) {
        return pcheck.snapshot().pents().get(0).state();
    }
}
