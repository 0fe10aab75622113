package org.okiagari.pcheck;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.okiagari.pfile.Param;
import org.okiagari.pfile.Pent;
import org.okiagari.pfile.Pfile;

/** What is the same PENT over a reload, and what a reload would change (CONTRACT section 4). */
final class Reload {
    private Reload() {}

    /** What makes a PENT the same over a reload and over the death of the saver; ordinals begin at 1. */
    record Identity(String pname, int ordinal) {}

    /** Returns the entries by what identifies them: pname and their ordinal among equal pnames; in order. */
    static <T> Map<Identity, T> byIdentity(List<T> entries, Function<T, Pent> pent) {
        Map<String, Integer> ordinals = new HashMap<>();
        Map<Identity, T> byIdentity = new LinkedHashMap<>();
        for (T entry : entries) {
            String pname = pent.apply(entry).pname();
            byIdentity.put(new Identity(pname, ordinals.merge(pname, 1, Integer::sum)), entry);
        }
        return byIdentity;
    }

    /** Returns what would change, one line each. */
    static List<String> differences(Param param, List<Pent> pents, Pfile pfile) {
        List<String> lines = new ArrayList<>();
        params(param, pfile.param(), lines);
        Map<Identity, Pent> before = byIdentity(pents, Function.identity());
        byIdentity(pfile.pents(), Function.identity()).forEach((identity, pent) -> {
            Pent old = before.remove(identity);
            if (old == null) {
                lines.add("PENT added: " + text(pent));
            } else if (!text(old).equals(text(pent))) {
                lines.add("PENT changed: " + text(old) + " -> " + text(pent));
            }
        });
        before.values().forEach(gone -> lines.add("PENT removed: " + text(gone)));
        return lines;
    }

    private static void params(Param old, Param now, List<String> lines) {
        changed("IPCKEY", old.ipckeyText(), now.ipckeyText(), lines);
        changed("MSG_CHECK_INTERVAL", seconds(old.msgCheckInterval()), seconds(now.msgCheckInterval()), lines);
        changed("MONITOR_INTERVAL", seconds(old.monitorInterval()), seconds(now.monitorInterval()), lines);
        changed("MONITOR_TRY_COUNT", "" + old.monitorTryCount(), "" + now.monitorTryCount(), lines);
        changed(
                "SHM_DUMP_FILE",
                old.shmDumpFile().orElse("none"),
                now.shmDumpFile().orElse("none"),
                lines);
        changed("DETECT", old.detect().name(), now.detect().name(), lines);
        changed("SCRIPT_TIMEOUT", seconds(old.scriptTimeout()), seconds(now.scriptTimeout()), lines);
        changed("SETTLE", settle(old), settle(now), lines);
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() + " s";
    }

    private static String settle(Param param) {
        return param.settle().map(settle -> settle.toMillis() + " ms").orElse("none");
    }

    private static void changed(String key, String old, String now, List<String> lines) {
        if (!old.equals(now)) {
            lines.add("PARAM changed: " + key + " " + old + " -> " + now);
        }
    }

    private static String text(Pent pent) {
        return pent.pname() + ":" + pent.command() + ":" + pent.grace().toSeconds() + ":" + pent.retry() + ":"
                + pent.actionText();
    }
}
