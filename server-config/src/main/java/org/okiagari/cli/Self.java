package org.okiagari.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.okiagari.api.json.JsonWriter;
import org.okiagari.api.text.Escaper;

/** {@code padmin self}: what the monitor measures of itself, with the names of the bean's attributes. */
final class Self {
    static final List<String> NAMES = List.of(
            "DetectionLatencyCount",
            "DetectionLatencyMedianMicros",
            "DetectionLatencyP99Micros",
            "DetectionLatencyMaxMicros",
            "RestartDurationCount",
            "RestartDurationMedianMillis",
            "RestartDurationP99Millis",
            "RestartDurationMaxMillis",
            "TickLengthCount",
            "TickLengthMedianMicros",
            "TickLengthP99Micros",
            "TickLengthMaxMicros",
            "MissedTicks",
            "LastLookAgeMillis",
            "ScanCount",
            "FailedScanCount",
            "LastScanCpuMicros",
            "ScanCpuMillis",
            "ProcessCount",
            "WatchedByEvent",
            "WatchedByPoll",
            "FellBackToPoll",
            "DescriptorsOpen",
            "DescriptorsLimit",
            "DescriptorsWatching",
            "MonitoringCpuMillis",
            "EventQueueDepth",
            "EventDrops",
            "StateLogBehind",
            "SyslogBacklog",
            "SyslogDrops");

    private static final int WIDTH = 28;

    private final Client client;
    private final Terminal terminal;

    Self(Client client, Terminal terminal) {
        this.client = client;
        this.terminal = terminal;
    }

    int print(boolean json) {
        Map<?, ?> all = client.attributes(Client.AGENT, NAMES);
        Map<String, @Nullable Object> ordered = new LinkedHashMap<>();
        NAMES.forEach(name -> ordered.put(name, all.get(name)));
        if (json) {
            terminal.println(JsonWriter.write(ordered));
        } else {
            ordered.forEach((name, value) ->
                    terminal.println(Columns.left(name, WIDTH) + " = " + Escaper.line(String.valueOf(value))));
        }
        return 0;
    }

    /** Returns the most telling figures on one line. */
    static String line(Client client) {
        Map<?, ?> all = client.attributes(Client.AGENT, NAMES);
        String fellBack = Pchecks.text(all, "FellBackToPoll");
        return "By event " + Pchecks.text(all, "WatchedByEvent")
                + ", by poll " + Pchecks.text(all, "WatchedByPoll")
                + (fellBack.equals("0") ? "" : " (" + fellBack + " fell back)")
                + "; deaths seen after " + span(all, "DetectionLatencyMedianMicros", 1_000)
                + ", restarts " + span(all, "RestartDurationMedianMillis", 1)
                + ", checks " + span(all, "TickLengthMedianMicros", 1_000)
                + " (" + Pchecks.text(all, "MissedTicks") + " missed)"
                + "; CPU " + span(all, "MonitoringCpuMillis", 1);
    }

    /** Returns a number of the server as ms, with the tenth where it is small; a dash for none. */
    private static String span(Map<?, ?> all, String name, int perMilli) {
        if (!(all.get(name) instanceof Number) || ((Number) all.get(name)).longValue() < 0) {
            return "-";
        }
        long tenths = ((Number) all.get(name)).longValue() * 10 / perMilli;
        return (tenths < 100 ? tenths / 10 + "." + tenths % 10 : tenths / 10) + " ms";
    }
}
