package org.okiagari.web.health;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.okiagari.api.AgentMXBean;
import org.okiagari.api.PcheckRow;
import org.okiagari.api.PentRow;

/** The monitor's state as Prometheus text, format 0.0.4. */
final class Prometheus {
    private static final List<String> STATES = List.of("WAIT", "AVAIL", "DOWN", "RESTART", "RETRY_OVER");

    private final StringBuilder text = new StringBuilder();

    private Prometheus() {}

    static String text(AgentMXBean agent) {
        Prometheus page = new Prometheus();
        page.agent(agent);
        page.pchecks(agent.getPchecks());
        page.pents(agent.getAllPents());
        return page.text.toString();
    }

    private void agent(AgentMXBean agent) {
        head("okiagari_info", "gauge", "Version of Okiagari and how deaths are seen.");
        line("okiagari_info", labels("version", agent.getVersion(), "detection", agent.getDetectionMode()), 1);
        single("okiagari_pchecks", "gauge", "Running pchecks.", agent.getPcheckCount());
        long age = agent.getLastLookAgeMillis();
        head(
                "okiagari_look_age_seconds",
                "gauge",
                "Age of the last complete look at the process table, -1 before the first.");
        line("okiagari_look_age_seconds", "", age < 0 ? -1 : age / 1000.0);
        single(
                "okiagari_missed_ticks_total",
                "counter",
                "Checks skipped because the one before still ran.",
                agent.getMissedTicks());
        single("okiagari_event_queue_depth", "gauge", "Events that wait to be written.", agent.getEventQueueDepth());
        single(
                "okiagari_event_drops_total",
                "counter",
                "Events lost because the queue was full.",
                agent.getEventDrops());
    }

    private void pchecks(PcheckRow[] rows) {
        head("okiagari_pcheck_monitoring", "gauge", "1 while the pcheck monitors, 0 while it is suspended.");
        for (PcheckRow row : rows) {
            line(
                    "okiagari_pcheck_monitoring",
                    labels("pcheck", row.name()),
                    row.message().equals("start") ? 1 : 0);
        }
        head("okiagari_pents_suspended", "gauge", "PENTs whose monitor_sts is off.");
        for (PcheckRow row : rows) {
            line("okiagari_pents_suspended", labels("pcheck", row.name()), row.monitorStopCount());
        }
    }

    private void pents(PentRow[] rows) {
        Map<String, Map<String, Integer>> counts = new LinkedHashMap<>();
        for (PentRow row : rows) {
            counts.computeIfAbsent(row.pcheck(), pcheck -> zeros()).merge(row.procSts(), 1, Integer::sum);
        }
        head("okiagari_pents", "gauge", "PENTs by state.");
        counts.forEach((pcheck, states) -> states.forEach((state, count) ->
                line("okiagari_pents", labels("pcheck", pcheck, "state", state.toLowerCase(Locale.ROOT)), count)));
        head("okiagari_pent_up", "gauge", "1 while the process of the PENT is there (AVAIL).");
        for (PentRow row : rows) {
            line("okiagari_pent_up", labels(row), row.procSts().equals("AVAIL") ? 1 : 0);
        }
        head("okiagari_pent_restarts", "gauge", "Restarts in the present GRACE window.");
        for (PentRow row : rows) {
            line("okiagari_pent_restarts", labels(row), row.restartCount());
        }
    }

    private static Map<String, Integer> zeros() {
        Map<String, Integer> zeros = new LinkedHashMap<>();
        STATES.forEach(state -> zeros.put(state, 0));
        return zeros;
    }

    private void single(String name, String type, String help, long value) {
        head(name, type, help);
        line(name, "", value);
    }

    private void head(String name, String type, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private void line(String name, String labels, long value) {
        text.append(name).append(labels).append(' ').append(value).append('\n');
    }

    private void line(String name, String labels, double value) {
        text.append(name).append(labels).append(' ').append(value).append('\n');
    }

    private static String labels(PentRow row) {
        return labels("pcheck", row.pcheck(), "pent", row.pname(), "id", Integer.toString(row.pentId()));
    }

    private static String labels(String... namesAndValues) {
        StringBuilder labels = new StringBuilder("{");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            labels.append(i == 0 ? "" : ",").append(namesAndValues[i]).append("=\"");
            labels.append(escape(namesAndValues[i + 1])).append('"');
        }
        return labels.append('}').toString();
    }

    /** A process chooses its own name: no line end and no quote of it may end the label. */
    private static String escape(String value) {
        StringBuilder escaped = new StringBuilder();
        value.codePoints().forEach(c -> {
            if (c == '\\' || c == '"') {
                escaped.append('\\').appendCodePoint(c);
            } else if (c == '\n') {
                escaped.append("\\n");
            } else if (Character.isISOControl(c)) {
                escaped.append(String.format("\\\\x%02x", c));
            } else {
                escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }
}
