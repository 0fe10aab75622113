package org.okiagari.web.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.okiagari.api.PcheckRow;
import org.okiagari.api.PentRow;
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
    void keepsTheRulesThatPromtoolChecks() {
        assertThat(PrometheusRules.broken(page())).isEmpty();
    }

    @Test
    void writesHistogramsInSeconds() {
        assertThat(page())
                .contains("# TYPE okiagari_detection_seconds histogram\n")
                .contains("okiagari_detection_seconds_bucket{le=\"0.001\"} 3\n")
                .contains("okiagari_detection_seconds_bucket{le=\"2.5\"} 4\n")
                .contains("okiagari_detection_seconds_bucket{le=\"+Inf\"} 5\n")
                .contains("okiagari_detection_seconds_sum 7.000001\n")
                .contains("okiagari_detection_seconds_count 5\n");
    }

    @Test
    void writesWhatTheMonitorMeasuresOfItself() {
        assertThat(page())
                .contains("okiagari_monitoring_cpu_seconds_total 0.004\n")
                .contains("okiagari_scans_total 4\n")
                .contains("okiagari_last_scan_cpu_seconds 0.000004\n")
                .contains("okiagari_watched{by=\"event\"} 3\n")
                .contains("okiagari_fell_back_to_poll 3\n")
                .contains("okiagari_descriptors_limit 4\n")
                .contains("okiagari_pcheck_interval_seconds{pcheck=\"pfile_1\"} 10\n")
                .contains("okiagari_pcheck_look_age_seconds{pcheck=\"pfile_1\"} 0.5\n");
    }

    @Test
    void tenThousandPentsAreAPageThatPrometheusTakes() {
        PentRow[] many = new PentRow[10_000];
        for (int i = 0; i < many.length; i++) {
            many[i] = StubMonitor.pent("pfile_1", "/opt/daemons/bin/daemon_" + i, i + 1, "AVAIL", 0);
        }
        monitor.pents = many;

        long before = System.nanoTime();
        String page = page();
        long millis = (System.nanoTime() - before) / 1_000_000;

        assertThat(page.length()).isLessThan(2_500_000);
        // 250 to 530 ms were measured over HTTP beside 40 busy processes, nearly all for the rows.
        assertThat(millis).isLessThan(10_000);
        assertThat(PrometheusRules.broken(page)).isEmpty();
    }

    @Test
    void leavesOutTheSeriesOfEachPentWhereAskedTo() {
        String page = Prometheus.text(agent.bean().orElseThrow(), false);

        assertThat(page)
                .contains("okiagari_pents{")
                .doesNotContain("okiagari_pent_up")
                .doesNotContain("crond");
        assertThat(PrometheusRules.broken(page)).isEmpty();
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
    void isReadyWhileEachPcheckLooksInTime() {
        monitor.pchecks = new PcheckRow[] {
            StubMonitor.pcheck("pfile_1", "start", 40_000), StubMonitor.pcheck("pfile_2", "start", 0)
        };
        assertThat(agent.isReady()).isTrue();

        monitor.pchecks = new PcheckRow[] {
            StubMonitor.pcheck("pfile_1", "start", 40_001), StubMonitor.pcheck("pfile_2", "start", 0)
        };
        assertThat(agent.isReady()).isFalse();

        monitor.pchecks = new PcheckRow[] {StubMonitor.pcheck("pfile_1", "start", -1)};
        assertThat(agent.isReady()).isFalse();
    }

    @Test
    void isReadyWithoutALookWhereNothingIsLookedAt() {
        monitor.pchecks = new PcheckRow[0];
        assertThat(agent.isReady()).isTrue();

        monitor.pchecks = new PcheckRow[] {StubMonitor.pcheck("pfile_1", "stop", -1)};
        assertThat(agent.isReady()).isTrue();
    }

    @Test
    void isNotReadyWithoutTheMonitor() {
        assertThat(new Agent(MBeanServerFactory.newMBeanServer()).isReady()).isFalse();
    }

    private String page() {
        return Prometheus.text(agent.bean().orElseThrow(), true);
    }
}
