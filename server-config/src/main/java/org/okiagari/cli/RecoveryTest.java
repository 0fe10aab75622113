package org.okiagari.cli;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.okiagari.api.Home;
import org.okiagari.api.text.Escaper;

/** {@code pcheck -k}: kills what a pcheck watches and prints how long each process took to come back. */
final class RecoveryTest {
    private final Home home;
    private final Terminal terminal;

    RecoveryTest(Home home, Terminal terminal) {
        this.home = home;
        this.terminal = terminal;
    }

    int run(PcheckOptions options) {
        long patience = SocketDoor.ACTING + TimeUnit.SECONDS.toMillis(options.timeoutSeconds());
        try (Client client = new Client(SocketDoor.open(home, patience), "pcheck")) {
            String bean = Pchecks.local(client, options.pfile());
            if (!options.yes()) {
                confirm(client, bean);
            }
            return print(client.exec(bean, "recoveryTest", options.timeoutSeconds()));
        }
    }

    private void confirm(Client client, String bean) {
        List<String> names = new ArrayList<>();
        for (Map<?, ?> row : client.rows(bean, "Pents")) {
            if (Pchecks.text(row, "procSts").equals("AVAIL")) {
                names.add(Escaper.line(Pchecks.text(row, "pname")) + " (pid " + Pchecks.text(row, "pid") + ")");
            }
        }
        terminal.print("This kills (SIGKILL) those of these that have a restart command: " + String.join(", ", names)
                + "\nGo on? [y/N] ");
        terminal.flush();
        String answer = readLine().strip();
        if (!answer.equalsIgnoreCase("y") && !answer.equalsIgnoreCase("yes")) {
            throw Failure.refused("nothing was killed");
        }
    }

    private int print(@Nullable Object answer) {
        boolean allBack = true;
        for (Map<?, ?> row : Client.asRows(answer)) {
            String pname = Escaper.line(Pchecks.text(row, "pname"));
            String killed = Pchecks.text(row, "killedPid");
            String millis = Pchecks.text(row, "recoveryMillis");
            String outcome = Escaper.line(Pchecks.text(row, "outcome"));
            if (killed.equals("0")) {
                terminal.println(pname + ": " + outcome);
            } else if (millis.startsWith("-")) {
                allBack = false;
                terminal.println(pname + ": pid " + killed + " killed, " + outcome);
            } else {
                terminal.println(pname + ": pid " + killed + " killed, recovered in " + millis + " ms, pid "
                        + Pchecks.text(row, "newPid"));
            }
        }
        if (!allBack) {
            throw Failure.refused("not all processes came back");
        }
        return 0;
    }

    private static String readLine() {
        byte[] line = new byte[80];
        try {
            int length = System.in.read(line);
            return length <= 0 ? "" : new String(line, 0, length, Charset.defaultCharset());
        } catch (IOException e) {
            return "";
        }
    }
}
