package org.okiagari.server;

import fish.payara.micro.PayaraMicro;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import sun.misc.Signal;

/** Starts the embedded server of a home and says where it is. */
public final class Main {
    private final PrintStream out;
    private final ServerHome home;
    private final Path war;
    private volatile long readyNanos;
    private volatile boolean isReady;

    /** For as long as the JVM lives, and with it the lock of its home. */
    @SuppressWarnings("unused")
    private static @Nullable Main running;

    private Main(PrintStream out, ServerHome home, Path war) {
        this.out = out;
        this.home = home;
        this.war = war;
    }

    /** Runs the server; the JVM ends by TERM, INT, or when it is no longer needed. */
    public static void main(String[] args) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        if (args.length > 0 && args[0].equals("--version")) {
            String version = Main.class.getPackage().getImplementationVersion();
            out.println("okiagari-server (Okiagari) " + (version == null ? "" : version));
            return;
        }
        Path root = Path.of(System.getProperty("okiagari.root", "/opt/HA/PS"));
        Path path = Path.of(System.getProperty("okiagari.home", "/var/opt/HA/PS"));
        try {
            running = new Main(out, new ServerHome(path), root.resolve("okiagari.war"));
            running.run();
        } catch (Trouble e) {
            err.println("okiagari-server: " + e.getMessage());
            err.flush();
            // halt: an application server that half started must not hold the JVM.
            Runtime.getRuntime().halt(e.code());
        }
    }

    private void run() {
        if (!Files.isReadable(war)) {
            throw new Trouble(Trouble.CANNOT_START, war + " is missing: unpack the distribution again");
        }
        home.prepare();
        home.lock();
        home.removeAddress();
        home.empty("tmp");
        home.empty("native");
        Listeners asked = Listeners.of(home.conf("psagent.conf"), System.getProperty("okiagari.port", ""));
        for (String warning : asked.warnings()) {
            System.err.println("okiagari-server: warning: " + warning);
        }
        refuseWithoutUsers(asked);
        List<String> said = new ArrayList<>();
        Optional<Tls> tls = asked.hasTls() ? Optional.of(Tls.prepare(home, asked, said)) : Optional.empty();
        said.forEach(warning -> System.err.println("okiagari-server: warning: " + warning));
        Listeners settings = asked.withPorts(
                asked.hasPlain() ? freePort(asked.plainAddress(), asked.port(), "HTTP_PORT") : Listeners.NONE,
                asked.hasTls() ? freePort(asked.address(), asked.httpsPort(), "HTTPS_PORT") : Listeners.NONE);
        boolean firstStart = Files.notExists(home.conf("users"));
        boolean tellPassword = firstStart || Boolean.getBoolean("okiagari.tell.password");
        for (String name : new String[] {"TERM", "INT"}) {
            // An end that was asked for is no failure: exit code 0, where the JVM itself would say 128 + signal.
            Signal.handle(new Signal(name), signal -> System.exit(0));
        }
        // A client that asks for one new handshake after the other costs us more than him.
        System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
        OrderedSuites.install();
        LoggedStream.install();
        if (Boolean.getBoolean("okiagari.exit.when.idle")) {
            // From the beginning: a pcheck may come and go before HTTP answers.
            Thread idle = new Thread(this::endWhenIdle, "okiagari-idle");
            idle.setDaemon(true);
            idle.start();
        }
        start(new PayaraConfig(home, settings, tls.map(Tls::store)).write(war));
        Addresses addresses = new Addresses(settings);
        new Readiness(addresses.probes(tls.map(Tls::key)), home.log("server.log")).await();
        greet(addresses, tls, tellPassword);
        home.writeAddress(addresses.urls());
        readyNanos = System.nanoTime();
        isReady = true;
    }

    /** A network that could log in as nobody yet has no use for this server, and could wait for the first user. */
    private void refuseWithoutUsers(Listeners asked) {
        if (!asked.address().isLoopbackAddress() && !home.hasUsers()) {
            throw new Trouble(
                    Trouble.SETTING,
                    "HTTP_ADDRESS = " + asked.address().getHostAddress() + " is refused without users: make one first"
                            + " (padmin user add <name> --role admin)");
        }
    }

    /** Payara Micro would go on without its port, or on another: so it is tried before. Port 0 means any free one. */
    private static int freePort(InetAddress address, int port, String key) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new Trouble(
                    Trouble.CANNOT_START,
                    "port " + port + " on " + address.getHostAddress() + " cannot be used (" + e.getMessage() + "): "
                            + key + " in conf/psagent.conf"
                            + (key.equals("HTTP_PORT") ? " or -Dokiagari.port" : "") + " names another");
        }
    }

    private static void start(String[] arguments) {
        try {
            PayaraMicro.main(arguments);
        } catch (Exception e) {
            throw new Trouble(Trouble.CANNOT_START, "Payara Micro did not start: " + e.getMessage());
        }
    }

    private void greet(Addresses addresses, Optional<Tls> tls, boolean tellPassword) {
        List<String> urls = addresses.urls();
        out.println("Okiagari is ready: " + urls.get(0));
        urls.stream().skip(1).forEach(url -> out.println("on this host also: " + url));
        tls.ifPresent(
                shown -> out.println("certificate (SHA-256): " + shown.key().fingerprint() + shown.where()));
        Path password = home.run("initial-password");
        if (tellPassword && Files.isReadable(password)) {
            try {
                out.println("user admin, password "
                        + Files.readString(password, StandardCharsets.UTF_8).strip() + " (kept in " + password + ")");
            } catch (IOException e) {
                out.println("user admin, password in " + password);
            }
        }
        out.flush();
    }

    private void endWhenIdle() {
        IdleWatch watch = new IdleWatch(IdleWatch::pcheckCount);
        while (!watch.isIdle(isReady ? System.nanoTime() - readyNanos : -1)) {
            Readiness.pause();
        }
        out.println("no pcheck is left: the server ends");
        out.flush();
        System.exit(0);
    }
}
