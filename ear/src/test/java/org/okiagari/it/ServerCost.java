package org.okiagari.it;

import java.io.IOException;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** What the application costs a server, as lines for docs/servers.md in target/servers/NAME-JDK.txt; nothing is asserted. */
final class ServerCost {
    private final FullServer server;
    private final String suffix;
    private final List<String> lines = new ArrayList<>();

    ServerCost(FullServer server, String suffix) {
        this.server = server;
        this.suffix = suffix;
    }

    /** Notes a line. */
    void note(String line) {
        lines.add(line);
    }

    /** Does something and notes how long it took. */
    void time(String what, Runnable work) {
        long start = System.nanoTime();
        work.run();
        lines.add(String.format(
                "%-28s %6.1f s",
                what, Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0));
    }

    /** Notes what the JVM holds after a collection. */
    void measure(String when, Beans beans) throws IOException {
        var connection = beans.server();
        MemoryMXBean memory = ManagementFactory.newPlatformMXBeanProxy(
                connection, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
        memory.gc();
        long heap = memory.getHeapMemoryUsage().getUsed() >> 20;
        int threads = ManagementFactory.newPlatformMXBeanProxy(
                        connection, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class)
                .getThreadCount();
        int classes = ManagementFactory.newPlatformMXBeanProxy(
                        connection, ManagementFactory.CLASS_LOADING_MXBEAN_NAME, ClassLoadingMXBean.class)
                .getLoadedClassCount();
        lines.add(String.format(
                "%-28s heap %4d MB, RSS %4d MB, threads %4d, classes %6d, deployments in memory %d",
                when, heap, rss(), threads, classes, Generations.of(beans)));
    }

    /** Writes the lines, with the server, the JDK and the time of the run. */
    void write() {
        String jdk = Jdk.home().getFileName().toString();
        lines.add(
                0,
                server.installation().getFileName() + ", " + jdk + ", "
                        + Instant.now().truncatedTo(ChronoUnit.MINUTES) + ", load "
                        + ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        String text = String.join("\n", lines) + "\n";
        System.out.print(text);
        server.home()
                .write(Build.target().resolve("servers").resolve(server.name() + "-" + jdk + suffix + ".txt"), text);
    }

    private long rss() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(server.jvm()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
                .findFirst()
                .orElse(0);
    }
}
