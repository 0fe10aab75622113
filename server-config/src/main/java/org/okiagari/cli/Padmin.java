package org.okiagari.cli;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.okiagari.api.Home;
import org.okiagari.api.ObjectNames;
import org.okiagari.api.json.JsonWriter;
import org.okiagari.api.text.Escaper;

/** The command {@code padmin}. */
public final class Padmin {
    private static final long STARTING_NANOS = 20_000_000_000L;
    private static final List<String> PARAMS = List.of(
            "Ipckey",
            "Mypid",
            "Myname",
            "Message",
            "MsgCheckInterval",
            "MonitorInterval",
            "MonitorTryCount",
            "ShmDumpFile",
            "Pfile",
            "MessageBox",
            "MonitorStopCount",
            "FailProcCount",
            "AllProcCount",
            "Detect",
            "ScriptTimeout",
            "Settle");

    private final PadminOptions options;
    private final Home home;
    private final Terminal terminal;

    Padmin(PadminOptions options, Home home, Terminal terminal) {
        this.options = options;
        this.home = home;
        this.terminal = terminal;
    }

    /** Runs the command and ends the JVM with its exit code. */
    public static void main(String[] args) {
        Terminal terminal = Terminal.system("padmin");
        int code = run(args, Home.find(), terminal);
        terminal.flush();
        System.exit(code);
    }

    static int run(String[] args, Home home, Terminal terminal) {
        try {
            return new Padmin(PadminOptions.parse(args), home, terminal).run();
        } catch (Failure e) {
            return terminal.fail(Unanswered.explained(e, home));
        }
    }

    private int run() {
        switch (options.verb()) {
            case "help":
                terminal.print(Help.padmin(options.topic()));
                return 0;
            case "version":
                terminal.println("padmin (Okiagari) " + Help.version());
                return 0;
            case "list":
                return list();
            case "show param":
            case "show pent":
                return show();
            case "user":
                return new UserCommand(home, terminal, passwords()).run(options.user(), options.role(), options.json());
            case "events":
                return new Events(() -> connect(SocketDoor.READING), terminal, options.json()).print(options);
            default:
                try (Client client = connect(SocketDoor.ACTING)) {
                    return serve(client);
                }
        }
    }

    /** Only where one is asked for: a terminal that cannot be used is no fault of a list. */
    private Passwords passwords() {
        String what = options.user().get(0);
        return what.equals("add") || what.equals("passwd")
                ? Passwords.system()
                : new Passwords(InputStream.nullInputStream(), null);
    }

    /** A server of this host that does not answer has left what it knew last. */
    private int show() {
        try (Client client = connectToShow()) {
            String pcheck = pcheck(client);
            return options.verb().equals("show param")
                    ? showParam(client, pcheck)
                    : new ShowPent(client, terminal).print(pcheck, options.pentId(), options.json());
        } catch (Failure e) {
            if (e.isVanished() && options.remote() == null) {
                return new Unanswered(home, terminal, options.json()).show(options, PARAMS, e);
            }
            throw e;
        }
    }

    /** A server that starts monitors before it answers: it is waited for while its heart beats. */
    private Client connectToShow() {
        long begin = System.nanoTime();
        while (true) {
            try {
                return connect(SocketDoor.READING);
            } catch (Failure e) {
                boolean isStarting = e.isVanished()
                        && !e.isUnanswered()
                        && System.nanoTime() - begin < STARTING_NANOS
                        && Patience.isBeating(home);
                if (options.remote() != null || !isStarting) {
                    throw e;
                }
                EmbeddedServer.pause();
            }
        }
    }

    private int serve(Client client) {
        switch (options.verb()) {
            case "top":
                return new Top(client, terminal).run(options.json());
            case "self":
                return new Self(client, terminal).print(options.json());
            case "dump":
                String path = String.valueOf(client.exec(pcheck(client), "dump"));
                terminal.println(options.json() ? JsonWriter.write(path) : Escaper.line(path));
                return 0;
            default:
                client.exec(target(client, pcheck(client)), options.verb());
                return 0;
        }
    }

    private Client connect(long patienceMillis) {
        Remote remote = options.remote();
        if (remote == null) {
            return new Client(SocketDoor.open(home, patienceMillis), "padmin");
        }
        if (remote.isInTheClear()) {
            terminal.error("warning: the password travels unencrypted to "
                    + remote.uri().getHost());
        }
        return new Client(HttpDoor.open(remote), "padmin");
    }

    /** With no server on this host there is nothing to list, and that is no error. */
    private int list() {
        List<Map<?, ?>> rows;
        try (Client client = connect(SocketDoor.READING)) {
            rows = client.rows(Client.AGENT, "Pchecks");
        } catch (Failure e) {
            if (e.isUnanswered()) {
                return new Unanswered(home, terminal, options.json()).list(e);
            }
            if (!e.isVanished() || options.remote() != null) {
                throw e;
            }
            rows = List.of();
        }
        if (options.json()) {
            terminal.println(JsonWriter.write(rows));
        } else {
            listText(rows);
        }
        return 0;
    }

    private void listText(List<Map<?, ?>> rows) {
        boolean first = true;
        for (Map<?, ?> row : rows) {
            if (!first) {
                terminal.println("");
            }
            first = false;
            for (String field : List.of("ipckey", "mypid", "myname", "pfile", "message")) {
                terminal.println(Columns.left(field, 8) + " = " + Escaper.line(Pchecks.text(row, field)));
            }
        }
    }

    private int showParam(Client client, String bean) {
        if (!options.json()) {
            ShowPent.printText(terminal, String.valueOf(client.read(bean, "ParamText")));
            return 0;
        }
        Map<?, ?> all = client.attributes(bean, PARAMS);
        Map<String, @Nullable Object> ordered = new LinkedHashMap<>();
        for (String name : PARAMS) {
            ordered.put(name, all.get(name));
        }
        terminal.println(JsonWriter.write(ordered));
        return 0;
    }

    private String pcheck(Client client) {
        return options.remote() == null
                ? Pchecks.local(client, options.pfile())
                : Pchecks.remote(client, options.pfile());
    }

    /** Returns the bean that stop and start go to: one PENT's where -p names one. */
    private String target(Client client, String pcheck) {
        if (options.pentId() == 0) {
            return pcheck;
        }
        List<String> ids = new ArrayList<>();
        for (Map<?, ?> row : client.rows(pcheck, "Pents")) {
            String id = Pchecks.text(row, "pentId");
            if (id.equals(String.valueOf(options.pentId()))) {
                return ObjectNames.pent(Pchecks.text(row, "pcheck"), Pchecks.text(row, "pname"), options.pentId())
                        .toString();
            }
            ids.add(id);
        }
        throw ShowPent.noSuchPent(options.pentId(), ids.size());
    }
}
