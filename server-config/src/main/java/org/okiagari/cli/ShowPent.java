package org.okiagari.cli;

import java.util.List;
import java.util.Map;
import org.okiagari.api.json.JsonWriter;
import org.okiagari.api.text.Escaper;

/** {@code show pent}: the server's own text, or its rows as JSON; all PENTs or one. */
final class ShowPent {
    private final Client client;
    private final Terminal terminal;

    ShowPent(Client client, Terminal terminal) {
        this.client = client;
        this.terminal = terminal;
    }

    int print(String bean, int pentId, boolean json) {
        if (!json && pentId == 0) {
            printText(terminal, String.valueOf(client.read(bean, "PentText")));
            return 0;
        }
        List<Map<?, ?>> rows = client.rows(bean, "Pents");
        if (pentId == 0) {
            terminal.println(JsonWriter.write(rows));
            return 0;
        }
        if (pentId > rows.size()) {
            throw noSuchPent(pentId, rows.size());
        }
        Map<?, ?> row = rows.get(pentId - 1);
        if (json) {
            terminal.println(JsonWriter.write(List.of(row)));
        } else {
            printRow(row);
        }
        return 0;
    }

    static Failure noSuchPent(int pentId, int count) {
        return Failure.notThere("no such PENT: " + pentId + " (this pcheck has 1 to " + count + ")");
    }

    /** Prints a text of the server: its lines are ours, but names in it may come from outside. */
    static void printText(Terminal terminal, String text) {
        String safe = Escaper.block(text);
        terminal.print(safe.isEmpty() || safe.endsWith("\n") ? safe : safe + "\n");
    }

    private void printRow(Map<?, ?> row) {
        line("pname", Pchecks.text(row, "pname"));
        line("pid", Pchecks.text(row, "pid"));
        line("retry_count", Pchecks.text(row, "retryCount"));
        line("restart_count", Pchecks.text(row, "restartCount"));
        line("proc_sts", Pchecks.text(row, "procSts"));
        line("retry_over_act", Pchecks.text(row, "retryOverAct"));
        line("rerun_time", Pchecks.text(row, "rerunTime"));
        line("pent_id", Pchecks.text(row, "pentId"));
        line("monitor_sts", Pchecks.text(row, "monitorSts"));
    }

    private void line(String field, String value) {
        terminal.println(Columns.left(field, 14) + " = " + Escaper.line(value));
    }
}
