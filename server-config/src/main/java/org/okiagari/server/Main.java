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
        Settings asked = Settings.of(home.conf("psagent.conf"), System.getProperty("okiagari.port", ""));
        for (String warning : asked.warnings()) {
            System.err.println("okiagari-server: warning: " + warning);
        }
        Settings settings = new Settings(asked.address(), freePort(asked), asked.warnings());
        boolean firstStart = Files.notExists(home.conf("users"));
        boolean tellPassword = firstStart || Boolean.getBoolean("okiagari.tell.password");
        for (String name : new String[] {"TERM", "INT"}) {
            // An end that was asked for is no failure: exit code 0, where the JVM itself would say 128 + signal.
            Signal.handle(new Signal(name), signal -> System.exit(0));
        }
        LoggedStream.install();
        if (Boolean.getBoolean("okiagari.exit.when.idle")) {
            // From the beginning: a pcheck may come and go before HTTP answers.
            Thread idle = new Thread(this::endWhenIdle, "okiagari-idle");
            idle.setDaemon(true);
            idle.start();
        }
        start(new PayaraConfig(home, settings).write(war));
        String base = "http://" + host(settings.address()) + ":" + settings.port() + "/okiagari/";
        new Readiness(base, home.log("server.log")).await();
        greet(base, tellPassword);
        home.writeAddress(base);
        readyNanos = System.nanoTime();
        isReady = true;
    }

    /** Payara Micro would go on without its port, or on another: so it is tried before. Port 0 means any free one. */
    private static int freePort(Settings settings) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(settings.address(), settings.port()));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new Trouble(
                    Trouble.CANNOT_START,
                    "port " + settings.port() + " on " + settings.address().getHostAddress()
                            + " cannot be used (" + e.getMessage()
                            + "): HTTP_PORT in conf/psagent.conf or -Dokiagari.port names another");
        }
    }

    private static void start(String[] arguments) {
        try {
            PayaraMicro.main(arguments);
        } catch (Exception e) {
            throw new Trouble(Trouble.CANNOT_START, "Payara Micro did not start: " + e.getMessage());
        }
    }

    private void greet(String base, boolean tellPassword) {
        out.println("Okiagari is ready: " + base);
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

    private static String host(InetAddress address) {
        String text = address.getHostAddress();
        return text.indexOf(':') >= 0 ? "[" + text + "]" : text;
    }
}
