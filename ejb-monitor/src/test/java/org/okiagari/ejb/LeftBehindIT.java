package org.okiagari.ejb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A master dies and its workers, which run the same program, live on: that is a death, and the workers are no master. */
class LeftBehindIT {
    private static final int WORKERS = 3;
    private static final int SIGUSR1 = 10;
    private static final String SIBLINGS = "";
    private static final String OWN_SESSIONS = "setsid;";

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private Foreign foreign;

    @SuppressWarnings("NullAway.Init")
    private Saver saver;

    @BeforeEach
    void start() {
        foreign = Foreign.below(directory);
        saver = Saver.here(directory);
    }

    @AfterEach
    void end() throws Exception {
        saver.close();
        foreign.close();
    }

    /** A master that makes its workers at once, or when it is told by USR1. */
    private static String master(String workers, String when) {
        String fork = "for (1 .. " + WORKERS + ") { unless (fork) { " + workers + " sleep 1 while 1 } }";
        return when.equals("at once")
                ? fork + " sleep 1 while 1"
                : "$SIG{USR1} = sub { " + fork + " }; sleep 1 while 1";
    }

    @ParameterizedTest
    @CsvSource({"same session,at once", "same session,later", "own sessions,at once", "own sessions,later"})
    void theDeathOfAMasterWhoseWorkersLiveIsADeath(String sessions, String when) {
        Path program = foreign.scriptable("forking-d");
        Path restart = saver.script(
                "restart", "exec setsid -f " + program + " -e 'sleep 1 while 1' </dev/null >/dev/null 2>&1");
        String workers = sessions.equals("own sessions") ? OWN_SESSIONS : SIBLINGS;
        long master = foreign.start(program, "-MPOSIX=setsid", "-e", master(workers, when));
        if (when.equals("at once")) {
            awaitWorkers(program);
        }
        saver.start("pfile_forking", "MONITOR_INTERVAL 3600", program + " : " + restart + " : 600 : 9 : continue");
        Foreign.await().until(() -> saver.isUp(program));
        assertThat(saver.row(program).pid()).isEqualTo(master);
        if (when.equals("later")) {
            foreign.awaitHandler(master, SIGUSR1);
            foreign.signal("USR1", master);
            awaitWorkers(program);
            saver.tick("pfile_forking"); // where the tick takes a sample of who descends from whom
        }
        List<Long> left =
                foreign.pidsOf(program).stream().filter(pid -> pid != master).toList();

        foreign.signal("KILL", master);

        Foreign.await().until(() -> saver.isUpAgain(program, master));
        long next = saver.row(program).pid();
        assertThat(left).hasSize(WORKERS).doesNotContain(next);
        assertThat(saver.story(program))
                .containsExactly("up " + master, "down " + master, "restart " + master, "up " + next);

        foreign.signal("KILL", next); // the workers of the first are no match for the second either
        Foreign.await().until(() -> saver.isUpAgain(program, next));
        assertThat(left).doesNotContain(saver.row(program).pid());
        assertThat(foreign.pidsOf(program)).containsAll(left);
    }

    private void awaitWorkers(Path program) {
        Foreign.await().until(() -> foreign.pidsOf(program).size() == 1 + WORKERS);
    }

    /** Who is nobody's worker is another match: CONTRACT section 4, gone and another match lives. */
    @Test
    void aSecondInstanceThatNobodyForkedTakesOver() {
        Path program = foreign.sleeper("twins-d");
        long first = foreign.start(program, "1000000");
        Foreign.await().until(() -> ProcessHandle.of(first).isPresent());
        long second = foreign.start(program, "1000000");
        saver.start("pfile_twins", "MONITOR_INTERVAL 3600", program + " : false : 600 : 9 : continue");
        Foreign.await().until(() -> saver.isUp(program));
        long watched = saver.row(program).pid();
        long other = watched == first ? second : first;

        foreign.signal("KILL", watched);

        Foreign.await().until(() -> saver.isUpAgain(program, watched));
        assertThat(saver.story(program)).containsExactly("up " + watched, "down " + watched, "up " + other);
    }
}
