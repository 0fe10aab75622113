package org.okiagari.ejb;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.rmi.server.RMIServerSocketFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import javax.management.JMException;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXServiceURL;
import javax.management.remote.rmi.RMIConnectorServer;
import org.jspecify.annotations.Nullable;
import org.okiagari.api.Home;
import org.okiagari.linux.OsLayer;

/** What the app server gives: timers, the guard's second, start and end. With {@link #main} a JVM of its own. */
final class HandTimers implements TickTimers, HandTimersMXBean, AutoCloseable {
    private static final ObjectName NAME = name();

    private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(2, work -> {
        Thread thread = new Thread(work, "timers");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, Future<?>> armed = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> ticks = new ConcurrentHashMap<>();
    private volatile @Nullable Composition composition;

    private final MBeanServer server;

    private HandTimers(MBeanServer server) {
        this.server = server;
    }

    private static ObjectName name() {
        try {
            return new ObjectName("test:type=HandTimers");
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the timers of this or another JVM. */
    static HandTimersMXBean of(MBeanServerConnection beans) {
        return JMX.newMXBeanProxy(beans, NAME, HandTimersMXBean.class);
    }

    /** Starts the product. */
    static HandTimers start(Home home, MBeanServer server) {
        return start(home, server, OsLayer::open);
    }

    /** Starts it on another way into Linux. */
    static HandTimers start(Home home, MBeanServer server, Function<Path, OsLayer> linux) {
        HandTimers timers = new HandTimers(server);
        Composition started = new Composition(home, server, timers, linux);
        timers.composition = started;
        started.startPchecks();
        timers.executor.scheduleWithFixedDelay(started::watch, 0, 1, TimeUnit.SECONDS);
        try {
            server.registerMBean(timers, NAME);
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
        return timers;
    }

    /** Starts the product below a home, prints where its beans are, and ends when standard input does. */
    public static void main(String[] arguments) throws IOException {
        System.setProperty("java.rmi.server.hostname", "127.0.0.1");
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        try (HandTimers timers = start(new Home(Path.of(arguments[0])), server)) {
            RMIServerSocketFactory loopback = port -> new ServerSocket(port, 0, InetAddress.getByName("127.0.0.1"));
            JMXConnectorServer beans = JMXConnectorServerFactory.newJMXConnectorServer(
                    new JMXServiceURL("rmi", "127.0.0.1", 0),
                    Map.of(RMIConnectorServer.RMI_SERVER_SOCKET_FACTORY_ATTRIBUTE, loopback),
                    server);
            beans.start();
            System.out.println(beans.getAddress());
            while (System.in.read() >= 0) {
                // Whoever started this JVM holds the other end.
            }
        }
        System.exit(0);
    }

    @Override
    public void arm(String pcheck, Duration interval) {
        disarm(pcheck);
        armed.put(
                pcheck,
                executor.scheduleWithFixedDelay(
                        () -> tick(pcheck), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS));
    }

    @Override
    public void disarm(String pcheck) {
        Future<?> timer = armed.remove(pcheck);
        if (timer != null) {
            timer.cancel(false);
        }
    }

    @Override
    public void tick(String pcheck) {
        running().tick(pcheck);
        ticks.computeIfAbsent(pcheck, none -> new AtomicLong()).incrementAndGet();
    }

    @Override
    public long ticks(String pcheck) {
        return ticks.getOrDefault(pcheck, new AtomicLong()).get();
    }

    @Override
    public void close() {
        executor.shutdownNow();
        running().close();
        try {
            server.unregisterMBean(NAME);
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    private Composition running() {
        return Objects.requireNonNull(composition, "not started");
    }
}
