package org.okiagari.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.okiagari.api.Caller;
import org.okiagari.api.ObjectNames;

/** Beans that are told to do something: who it was, what comes of it, what is refused. */
class BeanCommandsTest extends RegisteredBeans {
    @Test
    void commandsAreLoggedInTheNameOfTheirCaller() throws Exception {
        house.start(PFILE, CROND);

        new Caller(Caller.Door.LOCAL, "uid=0", "local", 8821).call(() -> {
            pcheck("pfile_os").stop();
            return true;
        });
        pcheck("pfile_os").start();

        assertThat(house.log())
                .contains("padmin[8821]: Command execute. [stop] pfile=/conf/bin/pfile_os")
                .anyMatch(
                        line -> line.matches("okiagari\\[\\d+]: Command execute. \\[start] pfile=/conf/bin/pfile_os"));
        pent("/usr/sbin/crond", 1).stop();
        assertThat(pcheck("pfile_os").getMonitorStopCount()).isEqualTo(1);
        assertThat(pent("/usr/sbin/crond", 1).getMonitorSts()).isEqualTo("off");
    }

    @Test
    void everySteeringOperationIsAnAuditEventWithWhoAndFromWhere() throws Exception {
        house.start(PFILE, CROND);

        new Caller(Caller.Door.HTTP, "ops", "192.0.2.7", 0).call(() -> {
            pcheck("pfile_os").stop();
            pent("/usr/sbin/crond", 1).start();
            assertThatThrownBy(() -> agent().start("no/path")).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> agent().start("")).isInstanceOf(IllegalArgumentException.class);
            agent().audit("p\nq", "log-in", "refused", "\u001b[1m");
            return true;
        });
        pcheck("pfile_os").reload();
        new Caller(Caller.Door.LOCAL, "uid=0", "local", 77).call(() -> {
            pcheck("pfile_os").shutdown();
            return true;
        });

        assertThat(audits)
                .containsExactly(
                        "pfile_os  stop done ops 192.0.2.7 -",
                        "pfile_os /usr/sbin/crond start done ops 192.0.2.7 -",
                        "path  start refused ops 192.0.2.7 Over HTTP name the base name of a file in /conf/bin, not a path",
                        "  start refused ops 192.0.2.7 Name a pfile",
                        "p\\x0aq  log-in refused ops 192.0.2.7 \\x1b[1m",
                        "pfile_os  reload done jmx local -",
                        "pfile_os  shutdown done uid=0 local -");
    }

    @Test
    void aReloadExchangesTheBeansOfChangedPentsOnly() {
        house.start(PFILE, CROND, SSHD);
        house.write(PFILE, CROND, "/usr/sbin/rpcbind:-:0:0:continue", "/usr/sbin/ntpd:-:0:0:continue");

        pcheck("pfile_os").reload();

        assertThat(names())
                .containsExactlyInAnyOrder(
                        ObjectNames.AGENT,
                        ObjectNames.pcheck("pfile_os"),
                        ObjectNames.pent("pfile_os", "/usr/sbin/crond", 1),
                        ObjectNames.pent("pfile_os", "/usr/sbin/rpcbind", 2),
                        ObjectNames.pent("pfile_os", "/usr/sbin/ntpd", 3));
    }

    @Test
    void refusalsAreSentencesOfTheRightKind() {
        house.start(PFILE, CROND);
        house.write(PFILE, "crond:x:1:many:continue", "sshd:x:1:1:never");

        assertThatThrownBy(() -> pcheck("pfile_os").reload())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("many")
                .hasMessageContaining("\n")
                .hasMessageContaining("never");
        assertThatThrownBy(() -> agent().start("/conf/bin/missing"))
                .isInstanceOfAny(IllegalArgumentException.class, IllegalStateException.class)
                .hasMessageContaining("/conf/bin/missing");
        assertThatThrownBy(() -> agent().events(0, 10_001))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("max must be 1 to 10000");
        assertThatThrownBy(() -> pent("/usr/sbin/crond", 1).scriptOutput(0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> pcheck("pfile_os").recoveryTest(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
