package org.okiagari.saver;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of the machine's edges stand on: a PENT whose process 7 is up. */
abstract class PentMachineCases {
    static final String TRY = "Try to restart (crond)";
    static final String SCRIPT = "/conf/bin/restart_crond.sh";

    final Rig rig = Rig.crond();

    @BeforeEach
    void processSevenIsUp() {
        rig.appears(7);
        rig.goTo(5);
        rig.log.clear();
        rig.events.clear();
        rig.effects.clear();
    }

    void settleWritten(long millis) {
        rig.rule = new PentRule(rig.rule.pent(), rig.rule.monitorInterval(), 2, Optional.of(Duration.ofMillis(millis)));
    }

    static String down(long pid) {
        return "Process [crond, pid=" + pid + "] Down";
    }

    static String up(long pid) {
        return "(crond ,pid=" + pid + ") Up";
    }
}
