package org.okiagari.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.okiagari.api.json.JsonWriter;
import org.okiagari.api.text.Escaper;

/** {@code padmin top}: a live table of all PENTs; printed once where stdout is no terminal. */
final class Top {
    private static final int REFRESH_MILLIS = 2_000;
    private static final int KEY_MILLIS = 100;
    /** What the server says of a PENT whose pfile wants polling. */
    private static final String POLL_WANTED = "DETECT = poll";

    private final Client client;
    private final Terminal terminal;

    Top(Client client, Terminal terminal) {
        this.client = client;
        this.terminal = terminal;
    }

    int run(boolean json) {
        if (json) {
            terminal.println(JsonWriter.write(client.rows(Client.AGENT, "AllPents")));
            return 0;
        }
        if (!isTerminal(0) || !isTerminal(1)) {
            for (String line : table(Integer.MAX_VALUE)) {
                terminal.println(line);
            }
            return 0;
        }
        return live();
    }

    private int live() {
        Thread restore = new Thread(Top::restoreTerminal);
        Runtime.getRuntime().addShutdownHook(restore);
        stty("-icanon", "-echo", "min", "0", "time", "0");
        try {
            do {
                frame();
            } while (!quitPressed());
        } finally {
            restoreTerminal();
        }
        return 0;
    }

    private void frame() {
        terminal.print("\033[H");
        for (String line : table(rows())) {
            terminal.print(line + "\033[K\r\n");
        }
        terminal.print("\033[J");
        terminal.flush();
    }

    /** Returns the lines of one frame, at most {@code height}; what is not well comes first. */
    List<String> table(int height) {
        List<Map<?, ?>> rows = new ArrayList<>(client.rows(Client.AGENT, "AllPents"));
        long bad = rows.stream().filter(Top::isBad).count();
        rows.sort((a, b) -> Boolean.compare(isBad(b), isBad(a)));
        List<String> lines = new ArrayList<>();
        lines.add("Okiagari: " + rows.size() + " PENTs, " + bad + " not well (q ends)");
        lines.add(Self.line(client));
        lines.add(line(
                "PCHECK",
                "PNAME",
                "PID",
                "PROC_STS",
                "RETRY",
                "RESTART",
                "MONITOR",
                "WATCHED",
                "SEEN_MS",
                "RERUN_TIME"));
        for (Map<?, ?> row : rows) {
            if (lines.size() >= height - 1) {
                break;
            }
            lines.add(line(
                    Pchecks.text(row, "pcheck"),
                    Pchecks.text(row, "pname"),
                    Pchecks.text(row, "pid"),
                    Pchecks.text(row, "procSts"),
                    Pchecks.text(row, "retryCount"),
                    Pchecks.text(row, "restartCount"),
                    Pchecks.text(row, "monitorSts"),
                    watched(row),
                    seen(row),
                    Pchecks.text(row, "rerunTime") + because(row)));
        }
        return lines;
    }

    private static boolean isBad(Map<?, ?> row) {
        String status = Pchecks.text(row, "procSts");
        return status.equals("DOWN") || status.equals("RESTART") || status.equals("RETRY_OVER");
    }

    /** A mark for a PENT that should be watched by event. */
    private static String watched(Map<?, ?> row) {
        return Pchecks.text(row, "watchedBy") + (isFallenBack(row) ? "!" : "");
    }

    private static String because(Map<?, ?> row) {
        return isFallenBack(row) ? " (" + Escaper.line(Pchecks.text(row, "polledBecause")) + ")" : "";
    }

    private static boolean isFallenBack(Map<?, ?> row) {
        String because = Pchecks.text(row, "polledBecause");
        return !because.isEmpty() && !because.equals(POLL_WANTED);
    }

    private static String seen(Map<?, ?> row) {
        String millis = Pchecks.text(row, "lastDetectionMillis");
        return millis.equals("-1") ? "-" : millis;
    }

    private static String line(String... cells) {
        return (Columns.cut(Escaper.line(cells[0]), 16)
                        + " " + Columns.cut(Escaper.line(cells[1]), 24)
                        + " " + Columns.right(cells[2], 8)
                        + " " + Columns.cut(cells[3], 10)
                        + " " + Columns.right(cells[4], 5)
                        + " " + Columns.right(cells[5], 7)
                        + " " + Columns.cut(cells[6], 7)
                        + " " + Columns.left(cells[7], 7)
                        + " " + Columns.right(cells[8], 7)
                        + " " + cells[9])
                .stripTrailing();
    }

    private static boolean quitPressed() {
        try {
            for (int waited = 0; waited < REFRESH_MILLIS; waited += KEY_MILLIS) {
                while (System.in.available() > 0) {
                    int key = System.in.read();
                    if (key == 'q' || key == 'Q') {
                        return true;
                    }
                }
                Thread.sleep(KEY_MILLIS);
            }
            return false;
        } catch (IOException e) {
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Not System.console(): newer JDKs have one where there is no terminal, too. */
    private static boolean isTerminal(int descriptor) {
        try {
            String name = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return name.startsWith("/dev/pts/") || name.startsWith("/dev/tty") || name.equals("/dev/console");
        } catch (IOException e) {
            return false;
        }
    }

    private static int rows() {
        String size = sttyOutput("size");
        int blank = size.indexOf(' ');
        try {
            int told = blank > 0 ? Integer.parseInt(size.substring(0, blank)) : 0;
            return told > 0 ? Math.max(4, told) : 24; // a terminal that nobody told its size says 0
        } catch (NumberFormatException e) {
            return 24;
        }
    }

    private static void restoreTerminal() {
        stty("sane");
    }

    private static void stty(String... arguments) {
        sttyOutput(arguments);
    }

    private static String sttyOutput(String... arguments) {
        List<String> command = new ArrayList<>(List.of("stty"));
        command.addAll(List.of(arguments));
        try {
            Process stty = new ProcessBuilder(command)
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String output = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            stty.waitFor();
            return output.strip();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
