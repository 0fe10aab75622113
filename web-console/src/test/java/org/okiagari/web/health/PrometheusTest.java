package org.okiagari.web.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.okiagari.api.PcheckRow;
import org.okiagari.web.StubMonitor;

class PrometheusTest {
    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final Agent agent = new Agent(server);
    private StubMonitor monitor;

    @BeforeEach
    void register() throws Exception {
        monitor = new StubMonitor(server);
    }

    @AfterEach
    void unregister() throws Exception {
        monitor.close();
    }

    @Test
    void everyLineIsOneOfTheFormat() {
        Pattern line = Pattern.compile(
                "# (HELP|TYPE) okiagari_\\w+ .+"
                        + "|okiagari_\\w+(\\{\\w+=\"([^\"\\\\\\n]|\\\\[\\\\n\"])*\"(,\\w+=\"([^\"\\\\\\n]|\\\\[\\\\n\"])*\")*})? -?[0-9.]+");

        assertThat(page().lines()).allMatch(text -> line.matcher(text).matches());
        assertThat(page()).endsWith("\n");
    }

    @Test
    void countsPentsByState() {
        assertThat(page())
                .contains("okiagari_pents{pcheck=\"pfile_1\",state=\"avail\"} 1\n")
                .contains("okiagari_pents{pcheck=\"pfile_1\",state=\"retry_over\"} 1\n")
                .contains("okiagari_pents{pcheck=\"pfile_1\",state=\"down\"} 0\n")
                .contains("okiagari_pent_up{pcheck=\"pfile_1\",pent=\"/usr/sbin/crond\",id=\"1\"} 1\n")
                .contains("okiagari_look_age_seconds 0.5\n")
                .contains("okiagari_event_queue_depth 3\n")
                .contains("okiagari_event_drops_total 4\n");
    }

    @Test
    void aNameThatAProcessChoseStaysInsideItsLabel() {
        assertThat(page())
                .contains("okiagari_pent_restarts{pcheck=\"pfile_1\",pent=\"a\\\"b\\\\c\\nd\\\\x1b[1m\",id=\"2\"} 3\n")
                .doesNotContain("\u001b");
    }

    @Test
    void isReadyWhileTheLookIsYoung() {
        monitor.lookAgeMillis = 40_000;
        assertThat(agent.isReady()).isTrue();

        monitor.lookAgeMillis = 40_001;
        assertThat(agent.isReady()).isFalse();

        monitor.lookAgeMillis = -1;
        assertThat(agent.isReady()).isFalse();
    }

    @Test
    void isReadyWithoutALookWhereNothingIsLookedAt() {
        monitor.lookAgeMillis = -1;
        monitor.pchecks = new PcheckRow[0];
        assertThat(agent.isReady()).isTrue();

        monitor.pchecks = new PcheckRow[] {new PcheckRow("pfile_1", "0x1", 1, "pcheck", "/p", "stop", 2, 0, 2)};
        assertThat(agent.isReady()).isTrue();
    }

    @Test
    void isNotReadyWithoutTheMonitor() {
        assertThat(new Agent(MBeanServerFactory.newMBeanServer()).isReady()).isFalse();
    }

    private String page() {
        return Prometheus.text(agent.bean().orElseThrow());
    }
}
