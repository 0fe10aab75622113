package org.okiagari.web.health;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.okiagari.api.AgentMXBean;
import org.okiagari.api.PcheckRow;
import org.okiagari.api.PentRow;
import org.okiagari.api.TimingRow;

/** The monitor's state, and what it measures of itself, for Prometheus. */
final class Prometheus {
    private static final String COUNTER = "counter";
    private static final String GAUGE = "gauge";
    private static final List<String> STATES = List.of("WAIT", "AVAIL", "DOWN", "RESTART", "RETRY_OVER");

    private final Exposition page = new Exposition();
    private final AgentMXBean agent;

    private Prometheus(AgentMXBean agent) {
        this.agent = agent;
    }

    /**
     * Returns the page.
     *
     * @param eachPent whether there are series for each PENT, not only for each pcheck
     */
    static String text(AgentMXBean agent, boolean eachPent) {
        Prometheus prometheus = new Prometheus(agent);
        prometheus.agent();
        prometheus.timings();
        prometheus.looks();
        prometheus.watching();
        prometheus.pchecks(agent.getPchecks());
        prometheus.pents(agent.getAllPents(), eachPent);
        return prometheus.page.toString();
    }

    private void agent() {
        page.head("okiagari_info", GAUGE, "Version of Okiagari and how deaths are seen.");
        page.sample(
                "okiagari_info",
                Exposition.labels("version", agent.getVersion(), "detection", agent.getDetectionMode()),
                1);
        page.single("okiagari_pchecks", GAUGE, "Running pchecks.", agent.getPcheckCount());
        page.single("okiagari_event_queue_depth", GAUGE, "Events that wait to be written.", agent.getEventQueueDepth());
        page.single(
                "okiagari_event_drops_total",
                COUNTER,
                "Events lost because the queue was full.",
                agent.getEventDrops());
        page.single(
                "okiagari_state_log_behind_total",
                COUNTER,
                "How often a state or an attempt could not be saved, or not in time.",
                agent.getStateLogBehind());
        page.single("okiagari_syslog_backlog", GAUGE, "Lines that wait for syslog.", agent.getSyslogBacklog());
        page.single(
                "okiagari_syslog_drops_total",
                COUNTER,
                "Lines that syslog did not get because too many waited.",
                agent.getSyslogDrops());
        page.single(
                "okiagari_monitoring_cpu_seconds_total",
                COUNTER,
                "CPU time of all monitoring.",
                Exposition.secondsOfMillis(agent.getMonitoringCpuMillis()));
    }

    private void timings() {
        for (TimingRow row : agent.getTimings()) {
            page.histogram(
                    "okiagari_" + row.name() + "_seconds",
                    help(row.name()),
                    row.boundsMicros(),
                    row.counts(),
                    row.sumMicros());
        }
    }

    private static String help(String name) {
        return switch (name) {
            case "detection" -> "Age of deaths when they were acted on.";
            case "restart" -> "From a death seen to Up, where a script ran between.";
            case "tick" -> "Length of a check of one pcheck.";
            default -> "Durations.";
        };
    }

    private void looks() {
        page.single(
                "okiagari_look_age_seconds",
                GAUGE,
                "Age of the last check that saw all it had to see, of the pcheck that is furthest behind its interval.",
                Exposition.secondsOfMillis(agent.getLastLookAgeMillis()));
        page.single(
                "okiagari_missed_ticks_total",
                COUNTER,
                "Checks skipped because the one before still ran.",
                agent.getMissedTicks());
        page.single("okiagari_scans_total", COUNTER, "Looks at the process table.", agent.getScanCount());
        page.single(
                "okiagari_scan_failures_total",
                COUNTER,
                "Looks at the process table that failed.",
                agent.getFailedScanCount());
        page.single(
                "okiagari_scan_cpu_seconds_total",
                COUNTER,
                "CPU time of looks at the process table, part of that of monitoring.",
                Exposition.secondsOfMillis(agent.getScanCpuMillis()));
        page.single(
                "okiagari_last_scan_cpu_seconds",
                GAUGE,
                "CPU time of the last look at the process table.",
                Exposition.seconds(agent.getLastScanCpuMicros()));
        page.single("okiagari_processes", GAUGE, "Processes that the last look saw.", agent.getProcessCount());
    }

    private void watching() {
        page.head("okiagari_watched", GAUGE, "PENTs in AVAIL by how their death is seen.");
        page.sample("okiagari_watched", Exposition.labels("by", "event"), agent.getWatchedByEvent());
        page.sample("okiagari_watched", Exposition.labels("by", "poll"), agent.getWatchedByPoll());
        page.single(
                "okiagari_fell_back_to_poll",
                GAUGE,
                "PENTs that only the checks look at although DETECT is event.",
                agent.getFellBackToPoll());
        page.single(
                "okiagari_descriptors_open",
                GAUGE,
                "Open file descriptors of the server, -1 if unknown.",
                agent.getDescriptorsOpen());
        page.single(
                "okiagari_descriptors_limit",
                GAUGE,
                "File descriptors the server may open, -1 if unknown.",
                agent.getDescriptorsLimit());
        page.single(
                "okiagari_descriptors_watching",
                GAUGE,
                "File descriptors held to watch processes.",
                agent.getDescriptorsWatching());
    }

    private void pchecks(PcheckRow[] rows) {
        page.head("okiagari_pcheck_monitoring", GAUGE, "1 while the pcheck monitors, 0 while it is suspended.");
        for (PcheckRow row : rows) {
            page.sample("okiagari_pcheck_monitoring", labels(row), row.message().equals("start") ? 1 : 0);
        }
        page.head("okiagari_pcheck_interval_seconds", GAUGE, "MONITOR_INTERVAL.");
        for (PcheckRow row : rows) {
            page.sample("okiagari_pcheck_interval_seconds", labels(row), row.monitorInterval());
        }
        page.head(
                "okiagari_pcheck_look_age_seconds",
                GAUGE,
                "Age of the pcheck's last check that saw all it had to see, -1 before the first.");
        for (PcheckRow row : rows) {
            page.sample(
                    "okiagari_pcheck_look_age_seconds",
                    labels(row),
                    Exposition.secondsOfMillis(row.lastLookAgeMillis()));
        }
        page.head("okiagari_pents_suspended", GAUGE, "PENTs whose monitor_sts is off.");
        for (PcheckRow row : rows) {
            page.sample("okiagari_pents_suspended", labels(row), row.monitorStopCount());
        }
    }

    private void pents(PentRow[] rows, boolean each) {
        Map<String, Map<String, Integer>> counts = new LinkedHashMap<>();
        for (PentRow row : rows) {
            counts.computeIfAbsent(row.pcheck(), pcheck -> zeros()).merge(row.procSts(), 1, Integer::sum);
        }
        page.head("okiagari_pents", GAUGE, "PENTs by state.");
        counts.forEach((pcheck, states) -> states.forEach((state, count) -> page.sample(
                "okiagari_pents",
                Exposition.labels("pcheck", pcheck, "state", state.toLowerCase(Locale.ROOT)),
                count)));
        if (each) {
            eachPent(rows);
        }
    }

    private void eachPent(PentRow[] rows) {
        page.head("okiagari_pent_up", GAUGE, "1 while the process of the PENT is there (AVAIL).");
        for (PentRow row : rows) {
            page.sample("okiagari_pent_up", labels(row), row.procSts().equals("AVAIL") ? 1 : 0);
        }
        page.head("okiagari_pent_restarts", GAUGE, "Restarts in the present GRACE window.");
        for (PentRow row : rows) {
            page.sample("okiagari_pent_restarts", labels(row), row.restartCount());
        }
    }

    private static Map<String, Integer> zeros() {
        Map<String, Integer> zeros = new LinkedHashMap<>();
        STATES.forEach(state -> zeros.put(state, 0));
        return zeros;
    }

    private static String labels(PcheckRow row) {
        return Exposition.labels("pcheck", row.name());
    }

    private static String labels(PentRow row) {
        return Exposition.labels("pcheck", row.pcheck(), "pent", row.pname(), "id", Integer.toString(row.pentId()));
    }
}
