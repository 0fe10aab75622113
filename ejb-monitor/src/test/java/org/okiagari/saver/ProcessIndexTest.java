package org.okiagari.saver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.okiagari.saver.Look.id;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.okiagari.saver.Exclusion.RunningScript;

/** CONTRACT section 4, "Matching". */
class ProcessIndexTest {
    private static final String SH = "/usr/bin/dash";

    private final Look look = new Look();

    private Optional<Long> pid(ProcessName name, Exclusion not) {
        return look.index().match(name, not).map(found -> found.id().pid());
    }

    private Optional<Long> pid(String pname) {
        return pid(new ProcessName(pname, pname.startsWith("/") ? pname : ""), Exclusion.NONE);
    }

    private Optional<Long> pid(String pname, RunningScript script) {
        return pid(
                new ProcessName(pname, pname.startsWith("/") ? pname : ""), new Exclusion(Set.of(), List.of(script)));
    }

    @Test
    void aPathIsTheRealPathOfTheProgram() {
        look.program(7, "/usr/sbin/rpcbind").program(8, "/opt/sbin/rpcbind");

        assertThat(pid(new ProcessName("/sbin/rpcbind", "/usr/sbin/rpcbind"), Exclusion.NONE))
                .contains(7L);
        assertThat(pid("/opt/sbin/rpcbind")).contains(8L);
        assertThat(pid("/sbin/rpcbind")).isEmpty();
    }

    @Test
    void aPathDoesNotMatchWhatAProcessCallsItself() {
        look.with(new Seen(id(7), 1, 7, 7, "/usr/bin/evil", "/usr/sbin/crond", ""));

        assertThat(pid("/usr/sbin/crond")).isEmpty();
    }

    @Test
    void aBareNameIsTheBaseNameOfTheProgram() {
        look.program(7, "/usr/sbin/crond");

        assertThat(pid("crond")).contains(7L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cron", "crond2", "rond", "crond ", "CROND", "sbin/crond", "", "/crond", "/usr/sbin"})
    void aPartOfANameIsNoMatch(String pname) {
        look.program(7, "/usr/sbin/crond");

        assertThat(pid(pname)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx: master process /usr/sbin/nginx", "nginx", "/usr/sbin/nginx", "nginx -g off"})
    void aBareNameIsTheFirstWordOfWhatAProcessCallsItself(String argv0) {
        look.with(new Seen(id(7), 1, 7, 7, "/opt/web/bin/httpd", argv0, ""));

        assertThat(pid("nginx")).contains(7L);
    }

    @Test
    void aProcessWhoseProgramCannotBeReadIsKnownByItsArgument() {
        look.with(new Seen(id(7), 1, 7, 7, "", "/usr/sbin/crond", ""));

        assertThat(look.index().match(new ProcessName("crond", ""), Exclusion.NONE))
                .contains(new Found(id(7), "/usr/sbin/crond"));
    }

    @Test
    void anInterpretedDaemonIsKnownByItsScript() {
        look.script(7, "/usr/bin/python3.11", "/opt/app/worker.py");

        assertThat(pid("worker.py")).contains(7L);
        assertThat(pid("/opt/app/worker.py")).contains(7L);
        assertThat(pid("worker")).isEmpty();
        assertThat(look.index().match(new ProcessName("worker.py", ""), Exclusion.NONE))
                .map(Found::path)
                .contains("/opt/app/worker.py");
    }

    @Test
    void aScriptIsKnownByThePathAsWrittenAndByTheRealOne() {
        look.script(7, SH, "/usr/sbin/watch").script(8, SH, "/sbin/other/../look");

        assertThat(pid(new ProcessName("/sbin/watch", "/usr/sbin/watch"), Exclusion.NONE))
                .contains(7L);
        assertThat(pid(new ProcessName("/sbin/look", "/usr/sbin/look"), Exclusion.NONE))
                .contains(8L);
    }

    @Test
    void anInterpreterItselfMayBeNamed() {
        look.script(7, "/usr/bin/python3", "/opt/app/worker.py");

        assertThat(pid("python3")).contains(7L);
        assertThat(pid("/usr/bin/python3")).contains(7L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/init.d/crond",
                "/etc/rc.d/crond",
                "/etc/rc.d/init.d/crond",
                "/etc/rc3.d/crond",
                "/etc/init.d/./crond",
                "/etc//init.d/crond",
                "/etc/default/../init.d/crond"
            })
    void anRcScriptIsNotTheDaemon(String script) {
        look.script(7, SH, script);

        assertThat(pid("crond")).isEmpty();
        assertThat(pid(script)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/rcx/crond", "/etc/rc.dx/crond", "/opt/etc/init.d/crond", "/etc/init.d.old/crond"})
    void otherPlacesHoldDaemons(String script) {
        look.script(7, SH, script);

        assertThat(pid("crond")).contains(7L);
    }

    @Test
    void aRestartScriptWhoseNameHoldsTheDaemonsIsNotTheDaemon() {
        look.script(7, SH, "/conf/bin/restart_crond.sh");

        assertThat(pid("crond")).isEmpty();
    }

    @Test
    void theScriptWeStartedIsNoMatchWhileItRuns() {
        RunningScript script = new RunningScript(id(7), "/conf/bin/crond");
        look.script(7, SH, "/conf/bin/crond");

        assertThat(pid("crond", script)).isEmpty();
        assertThat(pid("/conf/bin/crond", script)).isEmpty();
        assertThat(pid("crond")).contains(7L);
        assertThat(pid("crond", new RunningScript(new ProcessId(7, 1), "/conf/bin/crond")))
                .as("another script of the same name, not in the session of ours")
                .isEmpty();
    }

    @Test
    void anInterpreterInTheScriptsSessionThatRunsItIsNoMatch() {
        RunningScript script = new RunningScript(id(7), "/conf/bin/crond");
        look.with(new Seen(id(7), 1, 7, 7, SH, "sh", ""));
        look.with(new Seen(id(8), 7, 8, 7, SH, "sh", "/conf/bin/crond"));

        assertThat(pid("crond", script)).isEmpty();
    }

    @Test
    void aDaemonThatStaysInTheScriptsSessionIsAMatch() {
        RunningScript script = new RunningScript(id(7), "/conf/bin/restart_crond.sh");
        look.script(7, SH, "/conf/bin/restart_crond.sh");
        look.with(Look.seen(8, 7, 7, "/usr/sbin/crond"));
        look.with(new Seen(id(9), 7, 7, 7, SH, "sh", "/opt/app/appd"));

        assertThat(pid("crond", script)).contains(8L);
        assertThat(pid("appd", script)).contains(9L);
    }

    @Test
    void aMatchByProgramBeatsOlderOnesByNameOrScript() {
        look.with(new Seen(id(5), 1, 5, 5, "/usr/bin/other", "crond", ""));
        look.script(6, SH, "/opt/crond");
        look.program(7, "/usr/sbin/crond");

        assertThat(pid("crond")).contains(7L);
    }

    @Test
    void aPathsProgramBeatsAnOlderScript() {
        look.script(6, SH, "/usr/sbin/crond").program(7, "/usr/sbin/crond");

        assertThat(pid("/usr/sbin/crond")).contains(7L);
    }

    @Test
    void ofSeveralTheOldestCounts() {
        look.with(new Seen(new ProcessId(30, 100), 1, 30, 30, "/usr/sbin/crond", "", ""));
        look.with(new Seen(new ProcessId(40, 99), 1, 40, 40, "/usr/sbin/crond", "", ""));
        look.with(new Seen(new ProcessId(20, 100), 1, 20, 20, "/usr/sbin/crond", "", ""));

        assertThat(pid("crond")).contains(40L);
        assertThat(pid("crond", new RunningScript(new ProcessId(40, 99), ""))).contains(20L);
    }

    @Test
    void leftoversAreNoMatch() {
        look.program(7, "/usr/sbin/sshd").program(8, "/usr/sbin/sshd");

        Exclusion not = new Exclusion(Set.of(id(7)), List.of());
        assertThat(pid(new ProcessName("sshd", ""), not)).contains(8L);
        assertThat(pid(new ProcessName("sshd", ""), new Exclusion(Set.of(new ProcessId(7, 1)), List.of())))
                .as("a reused pid is somebody else")
                .contains(7L);
    }

    @Test
    void anEmptyLookHasNoMatch() {
        assertThat(pid("crond")).isEmpty();
        assertThat(pid("/usr/sbin/crond")).isEmpty();
    }

    @Test
    void knowsAProcessFromALaterOneWithItsPid() {
        look.program(7, "/usr/sbin/crond");

        assertThat(look.index().find(id(7))).isPresent();
        assertThat(look.index().find(new ProcessId(7, 1))).isEmpty();
        assertThat(look.index().byPid(7)).isPresent();
    }

    @Test
    void tenThousandPentsAreMatchedAmongTenThousandProcessesQuickly() {
        List<Seen> many = new ArrayList<>();
        for (int pid = 2; pid < 10_002; pid++) {
            many.add(Look.seen(pid, 1, pid, pid % 2 == 0 ? "/usr/bin/sleep" : "/opt/bin/d" + pid));
        }
        ProcessIndex index = ProcessIndex.of(many);

        long start = System.nanoTime();
        int found = 0;
        for (int pent = 2; pent < 10_002; pent++) {
            found +=
                    index.match(new ProcessName("d" + pent, ""), Exclusion.NONE).isPresent() ? 1 : 0;
            found += index.match(new ProcessName("sleep", ""), Exclusion.NONE).isPresent() ? 1 : 0;
        }

        assertThat(found).isEqualTo(15_000);
        assertThat(System.nanoTime() - start).as("a product would take minutes").isLessThan(2_000_000_000L);
    }
}
