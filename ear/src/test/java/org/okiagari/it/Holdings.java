package org.okiagari.it;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What of ours is in a server's JVM, whatever the server is.
 *
 * @param threads the names of threads that are ours or run our code
 * @param descriptors what open descriptors below our home or locks, and pidfds, point to
 */
record Holdings(List<String> threads, List<String> descriptors) {
    private static final int DEPTH = 200;

    /** Looks now. */
    static Holdings of(Beans beans, long jvm, TestHome home) throws IOException {
        ThreadMXBean threads = ManagementFactory.newPlatformMXBeanProxy(
                beans.server(), ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
        List<String> ours = Stream.of(threads.getThreadInfo(threads.getAllThreadIds(), DEPTH))
                .filter(thread -> thread != null && isOurs(thread))
                .map(ThreadInfo::getThreadName)
                .toList();
        return new Holdings(ours, descriptors(jvm, home));
    }

    private static boolean isOurs(ThreadInfo thread) {
        return thread.getThreadName().startsWith("okiagari")
                || Stream.of(thread.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().startsWith("org.okiagari."));
    }

    private static List<String> descriptors(long jvm, TestHome home) throws IOException {
        try (Stream<Path> links = Files.list(Path.of("/proc", Long.toString(jvm), "fd"))) {
            return links.map(Holdings::target)
                    // JNR's own jars stay open once per JVM: ADR 0071.
                    .filter(to -> !isBelow(to, home.path().resolve("run/native")))
                    .filter(to -> to.contains("pidfd")
                            || isBelow(to, home.path().resolve("conf"))
                            || isBelow(to, home.path().resolve("log"))
                            || isBelow(to, home.path().resolve("state"))
                            || isBelow(to, home.path().resolve("run"))
                            || isBelow(to, home.locks()))
                    .toList();
        }
    }

    private static boolean isBelow(String target, Path directory) {
        return target.startsWith(directory + "/");
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return ""; // Closed in the meantime.
        }
    }
}
