package org.okiagari.cli;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXServiceURL;
import javax.net.ssl.SSLContext;
import org.okiagari.api.Home;

/** The command {@code okiagari-jconsole}: JConsole, connected to the server of this home or to one over HTTPS. */
public final class JConsoleCommand {
    static final String NAME = "okiagari-jconsole";

    private final Home home;
    private final Terminal terminal;

    JConsoleCommand(Home home, Terminal terminal) {
        this.home = home;
        this.terminal = terminal;
    }

    /** Opens the window, which lives on; ends the JVM only where there is none. */
    public static void main(String[] args) {
        Terminal terminal = Terminal.system(NAME);
        try {
            new JConsoleCommand(Home.find(), terminal).run(JConsoleOptions.parse(args));
        } catch (Failure e) {
            System.exit(terminal.fail(e));
        } finally {
            terminal.flush();
        }
    }

    void run(JConsoleOptions options) {
        switch (options.verb()) {
            case "help" -> terminal.print(Help.jconsole());
            case "version" -> terminal.println(NAME + " (Okiagari) " + Help.version());
            default -> {
                Remote remote = options.remote();
                String address = remote == null ? attach() : logIn(withCertificate(remote));
                terminal.println("JConsole opens " + address);
                terminal.flush();
                open(address);
            }
        }
    }

    /** By pid, as its owner or root: no password, and notifications too. */
    private String attach() {
        long pid;
        try (Client client = new Client(SocketDoor.open(home, SocketDoor.READING), "padmin")) {
            pid = Long.parseLong(String.valueOf(client.read(Client.AGENT, "Pid")));
        }
        try {
            VirtualMachine machine = VirtualMachine.attach(String.valueOf(pid));
            try {
                return JConsoleProvider.lead(new JMXServiceURL(machine.startLocalManagementAgent()), Map.of());
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException | IOException e) {
            throw Failure.notThere("the server's process " + pid + " takes no JMX client: " + e.getMessage());
        }
    }

    /** This host's own server shows the certificate that lies in its home. */
    private Remote withCertificate(Remote remote) {
        Path own = home.conf().resolve("tls/cert.pem");
        boolean isOwn = remote.caCert() == null && remote.isThisHost() && Files.isReadable(own);
        return isOwn ? new Remote(remote.uri(), remote.user(), remote.passwordFile(), own) : remote;
    }

    /** Asks once before the window opens: JConsole would only say that it cannot connect. */
    private String logIn(Remote remote) {
        if (remote.isInTheClear()) {
            terminal.error("warning: the password travels unencrypted to "
                    + remote.uri().getHost());
        }
        Path file = remote.passwordFile();
        String password = file == null ? Passwords.system().known(remote.user()) : HttpDoor.password(file);
        try (Client client = new Client(HttpDoor.open(remote, password), "padmin")) {
            client.read(Client.AGENT, "Version");
        }
        Path caCert = remote.caCert();
        if (caCert != null) {
            SSLContext.setDefault(HttpDoor.trusting(caCert));
        }
        Map<String, Object> environment = new HashMap<>();
        environment.put(JMXConnector.CREDENTIALS, new String[] {remote.user(), password});
        URI uri = remote.uri();
        boolean isSecure = uri.getScheme().equals("https");
        if (isSecure) {
            environment.put(JConsoleProvider.SECURELY, "true");
        }
        int port = uri.getPort() > 0 ? uri.getPort() : isSecure ? 443 : 80;
        try {
            return JConsoleProvider.lead(
                    new JMXServiceURL("jolokia", uri.getHost(), port, uri.getRawPath()), environment);
        } catch (MalformedURLException e) {
            throw Failure.usage("--url is no address for JMX: " + uri);
        }
    }

    /** Called by reflection, since it is no API; the launcher opens its package to us. */
    private static void open(String address) {
        if (GraphicsEnvironment.isHeadless()) {
            throw Failure.notThere("JConsole has no display: DISPLAY names none, or this Java has no windows"
                    + " (Debian: openjdk-17-jre beside openjdk-17-jdk)");
        }
        try {
            Class.forName("sun.tools.jconsole.JConsole")
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) new String[] {address});
        } catch (InvocationTargetException e) {
            throw Failure.refused("JConsole did not start: " + e.getCause());
        } catch (ReflectiveOperationException e) {
            throw Failure.notThere("this Java has no JConsole (" + e + "): a JDK is needed");
        }
    }
}
