package org.okiagari.it;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.RuntimeMXBean;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What an application holds in a server. Numbers in names are taken out, so that equal things count as equal.
 *
 * @param beans the names of our beans
 * @param threads how many threads there are of each name
 * @param descriptors how many descriptors there are of each file, socket or other kind
 */
public record Footprint(Set<String> beans, SortedMap<String, Integer> threads, SortedMap<String, Integer> descriptors) {
    private static final int DEPTH = 100;

    /** Counts now. A collection comes first: what is only waiting for it is no leak. */
    public static Footprint of(Beans beans) throws IOException {
        var server = beans.server();
        ManagementFactory.newPlatformMXBeanProxy(server, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class)
                .gc();
        ThreadMXBean threads = ManagementFactory.newPlatformMXBeanProxy(
                server, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
        SortedMap<String, Integer> names = new TreeMap<>();
        for (var thread : threads.getThreadInfo(threads.getAllThreadIds(), DEPTH)) {
            if (thread != null && isOurs(thread)) {
                count(names, thread.getThreadName());
            }
        }
        long pid = ManagementFactory.newPlatformMXBeanProxy(
                        server, ManagementFactory.RUNTIME_MXBEAN_NAME, RuntimeMXBean.class)
                .getPid();
        return new Footprint(beans.names(), names, descriptors(pid));
    }

    /** Counts until two counts, some seconds apart, are the same: pools start their threads one by one. */
    public static Footprint atRest(Beans beans) throws IOException {
        List<Footprint> counts = new ArrayList<>(List.of(of(beans)));
        Wait.within(Duration.ofSeconds(120))
                .pollInterval(Duration.ofSeconds(5))
                .pollDelay(Duration.ofSeconds(5))
                .until(() -> {
                    Footprint now = of(beans);
                    counts.add(now);
                    return now.threads().equals(counts.get(counts.size() - 2).threads());
                });
        return counts.get(counts.size() - 1);
    }

    /** Returns what there is more of here than in another footprint: threads and descriptors. */
    public List<String> beyond(Footprint other) {
        List<String> more = new ArrayList<>(beyond(threads, other.threads));
        more.addAll(beyond(descriptors, other.descriptors));
        return more;
    }

    static List<String> beyond(Map<String, Integer> now, Map<String, Integer> before) {
        return now.entrySet().stream()
                .filter(entry -> entry.getValue() > allowed(entry.getKey(), before))
                .map(entry ->
                        entry.getKey() + ": " + before.getOrDefault(entry.getKey(), 0) + " -> " + entry.getValue())
                .toList();
    }

    /** The JDK's cache of jar URLs may hold one file that the server has replaced; it grows no further. */
    private static int allowed(String name, Map<String, Integer> before) {
        return Math.max(before.getOrDefault(name, 0), name.endsWith(".jar (deleted)") ? 1 : 0);
    }

    /** Counts the descriptors of a process by what they are. */
    static SortedMap<String, Integer> descriptors(long pid) throws IOException {
        SortedMap<String, Integer> kinds = new TreeMap<>();
        try (Stream<Path> links = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (Path link : links.toList()) {
                try {
                    count(kinds, Files.readSymbolicLink(link).toString());
                } catch (IOException e) {
                    // Closed in the meantime.
                }
            }
        }
        return kinds;
    }

    private static void count(Map<String, Integer> counts, String name) {
        counts.merge(name.replaceAll("\\d+", "N"), 1, Integer::sum);
    }

    /** Threads of the server's pools come and go by its own rule; some have no name and wait in the JDK's code only. */
    private static boolean isOurs(ThreadInfo thread) {
        String name = thread.getThreadName();
        boolean idle = Stream.of(thread.getStackTrace())
                .allMatch(frame -> frame.getClassName().matches("(java|jdk)\\..*"));
        return !(idle && name.startsWith("Thread-"))
                && !name.matches(
                        "(RMI|JMX|http-|admin-|Attach|Common-Cleaner|GC |C\\d|__ejb-|concurrent/__|payara-|pool-"
                                + "|Executor-Service|GF Domain|RunLevelController|ForkJoinPool|HttpClient|surefire|process reaper).*");
    }
}
