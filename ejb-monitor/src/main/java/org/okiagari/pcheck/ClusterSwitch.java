package org.okiagari.pcheck;

import java.nio.file.Path;
import java.time.Duration;
import org.okiagari.saver.ScriptOutcome;

/** Asks the cluster product to fail over: runs SWITCH_COMMAND; failover is never decided here. */
final class ClusterSwitch {
    private static final Duration TIMEOUT = Duration.ofSeconds(300);
    private static final int NOT_RUN = 127;

    private final Environment environment;
    private final Reports reports;
    private final Path output;

    ClusterSwitch(Environment environment, Reports reports, Path output) {
        this.environment = environment;
        this.reports = reports;
        this.output = output;
    }

    void request(RunningPent pent, String pfile) {
        String command = environment.switchCommand();
        String pname = pent.pent().pname();
        int id = pent.pent().id();
        if (command.isEmpty()) {
            reports.switched(pname, id, "SWITCH_COMMAND is not set in psagent.conf", NOT_RUN);
            return;
        }
        ScriptRunner.Command run = new ScriptRunner.Command(command, ScriptFacts.of(pent, pfile), output, TIMEOUT);
        environment.scripts().start(run, outcome -> reports.switched(pname, id, command, status(outcome)));
    }

    private static int status(ScriptOutcome outcome) {
        if (outcome instanceof ScriptOutcome.Exited exited) {
            return exited.code();
        }
        return outcome instanceof ScriptOutcome.Signalled signalled ? 128 + signalled.signal() : NOT_RUN;
    }
}
