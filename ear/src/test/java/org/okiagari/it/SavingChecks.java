package org.okiagari.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.Notification;
import javax.management.NotificationListener;
import javax.management.ObjectName;

/** What must hold on every server that runs the application: asked through its platform MBeanServer. */
public final class SavingChecks {
    private static final int INTERVAL_SECONDS = 2;
    /** The pcheck that is watched. */
    public static final String PCHECK = "pfile_shared";

    private final Daemon daemon;

    private SavingChecks(Daemon daemon) {
        this.daemon = daemon;
    }

    /** Prepares a home with one pfile and its daemon, which runs. */
    public static SavingChecks prepare(TestHome home, int key) {
        Daemon daemon = home.daemon("okiagari-shared");
        daemon.start();
        home.pfile(
                PCHECK, key, List.of("MONITOR_INTERVAL " + INTERVAL_SECONDS), daemon.pent(86_400, 1_000, "continue"));
        return new SavingChecks(daemon);
    }

    /** Waits until the beans are there and the daemon is watched. */
    public void awaitMonitoring(Beans beans) {
        Wait.within(Wait.START).untilAsserted(() -> {
            assertThat(beans.names()).contains("okiagari:type=Agent");
            assertThat(beans.text(pent(), "ProcSts")).isEqualTo("AVAIL");
        });
    }

    /** All three kinds of beans are there and agree with the process table. */
    public void beansTellWhatIsWatched(Beans beans) {
        long pid = daemon.pid();
        assertThat(beans.number(Beans.AGENT, "PcheckCount")).isOne();
        assertThat(beans.number(Beans.AGENT, "PentCount")).isOne();
        assertThat(beans.number(Beans.AGENT, "FailCount")).isZero();
        assertThat(beans.text(Beans.pcheck(PCHECK), "MonitorInterval")).isEqualTo("2");
        assertThat(beans.text(Beans.pcheck(PCHECK), "PentText")).contains("proc_sts       = AVAIL");
        assertThat(beans.text(pent(), "Pname")).isEqualTo(daemon.pname());
        assertThat(beans.number(pent(), "Pid")).isEqualTo(pid);
    }

    /** The timers go on: the last look is never older than a few intervals, and a new one comes. */
    public void timersTick(Beans beans) {
        long first = beans.number(Beans.AGENT, "LastLookAgeMillis");
        assertThat(first).isBetween(0L, 10_000L * INTERVAL_SECONDS);

        for (int look = 0; look < 3; look++) {
            Wait.untilFalls(() -> beans.number(Beans.AGENT, "LastLookAgeMillis"));
        }
    }

    /** A killed process comes back by its script, and the notifications tell so in order. */
    public void killedProcessIsSavedAndNotified(Beans beans) throws JMException, IOException {
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        NotificationListener listener =
                (Notification notification, Object handback) -> seen.add(notification.getType());
        ObjectName bean = new ObjectName(Beans.pcheck(PCHECK));
        beans.server().addNotificationListener(bean, listener, null, null);
        try {
            killedProcessIsSaved(beans);

            Wait.until(() -> assertThat(seen)
                    .containsSubsequence("okiagari.pent.down", "okiagari.pent.restart", "okiagari.pent.up"));
        } finally {
            beans.server().removeNotificationListener(bean, listener);
        }
    }

    /** A killed process comes back by its script. */
    public void killedProcessIsSaved(Beans beans) {
        long attempts = beans.number(pent(), "RestartCount");
        long pid = beans.number(pent(), "Pid");

        daemon.kill(pid);

        Wait.until(() -> {
            assertThat(beans.text(pent(), "ProcSts")).isEqualTo("AVAIL");
            assertThat(beans.number(pent(), "Pid")).isNotEqualTo(pid);
            assertThat(beans.number(pent(), "RestartCount")).isEqualTo(attempts + 1);
        });
        assertThat(Daemons.pidsOf(daemon.program())).containsExactly(beans.number(pent(), "Pid"));
    }

    /** Every bean, attribute, operation and parameter has a description and a name of its own. */
    public void everythingIsDescribed(Beans beans) throws JMException, IOException {
        for (String name : beans.names()) {
            var info = beans.server().getMBeanInfo(new ObjectName(name));
            assertThat(info.getDescription()).as(name).contains(" ");
            Stream.of(info.getAttributes())
                    .forEach(a -> assertThat(a.getDescription())
                            .as("%s %s", name, a.getName())
                            .isNotEqualTo(a.getName())
                            .contains(" "));
            Stream.of(info.getOperations()).forEach(o -> {
                assertThat(o.getDescription())
                        .as("%s %s", name, o.getName())
                        .isNotEqualTo(o.getName())
                        .contains(" ");
                Stream.of(o.getSignature())
                        .forEach(p -> assertThat(p.getName())
                                .as("%s %s", name, o.getName())
                                .doesNotMatch("p\\d+|arg\\d+"));
            });
        }
    }

    /** Ends monitoring in a server that somebody else ends later: else it would save what is ended. */
    public void shutDown(TestHome home) {
        LocalSocket.exec(home, Beans.pcheck(PCHECK), "shutdown");
        Wait.until(() -> assertThat(
                        LocalSocket.read(home, Beans.AGENT, "PcheckCount").getAsInt())
                .isZero());
    }

    /** Ends the daemons of this home. */
    public void end(TestHome home) {
        Daemons.killAllBelow(home.path());
    }

    /** Returns the process that is watched. */
    Daemon daemon() {
        return daemon;
    }

    /** Returns the name of its bean. */
    String pent() {
        return Beans.pent(PCHECK, daemon, 1);
    }
}
