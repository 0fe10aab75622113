package org.okiagari.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** R-30 with servers of two makers on one host, a home each: nothing of theirs collides, and one pfile has one saver. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ServersOfTwoMakersIT {
    private static final TestHome GLASSFISH = TestHome.create("two-servers-glassfish");
    private static final TestHome PAYARA = TestHome.create("two-servers-payara");
    private static final int KEY = 0x1f00b001;
    private static final String PFILE = "pfile_wanted_by_both";

    private static final Daemon GLASSFISHS = GLASSFISH.daemon("okiagari-glassfishs");
    private static final Daemon PAYARAS = PAYARA.daemon("okiagari-payaras");
    private static final Daemon WANTED = GLASSFISH.daemon("okiagari-wanted");
    private static final String DUMP = "SHM_DUMP_FILE " + GLASSFISH.path().resolve("tmp/dump");
    private static final Path PFILE_PATH = pfile(GLASSFISH, PFILE, KEY, WANTED, DUMP);

    @SuppressWarnings("NullAway.Init") // start() sets it.
    private static RunningServer glassFish;

    @SuppressWarnings("NullAway.Init") // start() sets it.
    private static RunningServer payara;

    @BeforeAll
    static void start() {
        List.of(GLASSFISHS, PAYARAS, WANTED).forEach(Daemon::start);
        // One base name in two homes.
        pfile(GLASSFISH, "pfile_own", KEY + 1, GLASSFISHS);
        pfile(PAYARA, "pfile_own", KEY + 2, PAYARAS);
        glassFish = RunningServer.start(RunningServer.Kind.GLASSFISH_EMBEDDED, GLASSFISH);
        // As on a host: one directory of locks.
        payara = RunningServer.start(RunningServer.Kind.PAYARA_MICRO, PAYARA, "-Dokiagari.locks=" + GLASSFISH.locks());
    }

    @AfterAll
    @SuppressWarnings("NullAway") // A server that did not start is null.
    static void end() {
        if (payara != null) {
            payara.close();
        }
        if (glassFish != null) {
            glassFish.close();
        }
        Daemons.killAllBelow(GLASSFISH.path());
        Daemons.killAllBelow(PAYARA.path());
    }

    @Test
    @Order(1)
    void eachSavesItsOwnAndAnswersAtItsOwnSocket() {
        assertThat(List.of(names(GLASSFISH), names(PAYARA)))
                .containsExactly(List.of("pfile_own", PFILE), List.of("pfile_own"));

        isSaved(GLASSFISH, "pfile_own", GLASSFISHS);
        isSaved(PAYARA, "pfile_own", PAYARAS);
    }

    @Test
    @Order(2)
    void r30ThePfileOfTheOtherIsRefusedWithItsHolder() {
        assertThat(LocalSocket.refusal(PAYARA, Beans.AGENT, "start", PFILE_PATH.toString()))
                .contains("pid " + glassFish.pid() + ", pfile " + PFILE_PATH);
        assertThat(names(PAYARA)).containsExactly("pfile_own");
    }

    @Test
    @Order(3)
    void r30TheKeyOfTheOtherIsRefusedWithItsHolder() {
        Path sameKey = pfile(PAYARA, "pfile_same_key", KEY, PAYARAS);

        assertThat(LocalSocket.refusal(PAYARA, Beans.AGENT, "start", sameKey.toString()))
                .contains(String.format("0x%08x", KEY))
                .contains("pid " + glassFish.pid() + ", pfile " + PFILE_PATH);
    }

    @Test
    @Order(4)
    void r30TheDumpFileOfTheOtherIsRefusedWithItsHolder() {
        Path sameDump = pfile(PAYARA, "pfile_same_dump", KEY + 3, PAYARAS, DUMP);

        assertThat(LocalSocket.refusal(PAYARA, Beans.AGENT, "start", sameDump.toString()))
                .contains(DUMP)
                .contains("pid " + glassFish.pid() + ", pfile " + PFILE_PATH);
        assertThat(names(PAYARA)).containsExactly("pfile_own");
    }

    @Test
    @Order(5)
    void whatTheOtherRanIsFreeWhenItHasEnded() {
        glassFish.close();

        LocalSocket.exec(PAYARA, Beans.AGENT, "start", PFILE_PATH.toString());

        isSaved(PAYARA, PFILE, WANTED);
        isSaved(PAYARA, "pfile_own", PAYARAS);
    }

    private static Path pfile(TestHome home, String name, int key, Daemon daemon, String... params) {
        List<String> all = new ArrayList<>(List.of(params));
        all.add("MONITOR_INTERVAL 1");
        return home.pfile(name, key, all, daemon.pent(600, 100, "continue"));
    }

    private static List<String> names(TestHome home) {
        return LocalSocket.read(home, Beans.AGENT, "Pchecks").getAsJsonArray().asList().stream()
                .map(row -> row.getAsJsonObject().get("name").getAsString())
                .sorted()
                .toList();
    }

    private static void isSaved(TestHome home, String pcheck, Daemon daemon) {
        String pent = Beans.pent(pcheck, daemon, 1);
        Wait.until(() -> assertThat(LocalSocket.read(home, pent, "ProcSts").getAsString())
                .isEqualTo("AVAIL"));
        long pid = LocalSocket.read(home, pent, "Pid").getAsLong();
        daemon.kill(pid);
        Wait.until(() -> {
            assertThat(LocalSocket.read(home, pent, "ProcSts").getAsString()).isEqualTo("AVAIL");
            assertThat(LocalSocket.read(home, pent, "Pid").getAsLong()).isNotEqualTo(pid);
        });
        assertThat(Daemons.pidsOf(daemon.program()))
                .containsExactly(LocalSocket.read(home, pent, "Pid").getAsLong());
    }
}
