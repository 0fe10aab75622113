package org.okiagari.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.okiagari.check.Footprint;

/**
 * What a server takes of the machine (I-10).
 *
 * @param held what it holds; of its descriptors not the connections to its pages
 * @param heapKib heap in use
 */
record Consumption(Footprint held, long heapKib) {
    /** Grizzly makes a selector, two descriptors, when a client is slow; the timer service a thread. */
    private static final int POOLS = 8;

    private static final Pattern USED = Pattern.compile("total +\\d+K, used (\\d+)K");

    /** Counts now, after a collection. */
    static Consumption of(RunningServer server) {
        String pid = Long.toString(server.pid());
        String jcmd = System.getProperty("java.home") + "/bin/jcmd";
        Run.ok(jcmd, pid, "GC.run");
        Matcher used = USED.matcher(Run.ok(jcmd, pid, "GC.heap_info"));
        long heap = 0;
        while (used.find()) {
            heap += Long.parseLong(used.group(1));
        }
        Footprint all = Footprint.of(server.pid());
        return new Consumption(
                new Footprint(descriptors(server), all.threads(), all.children(), all.zombies(), all.rssKib()), heap);
    }

    /** Returns the same with what the server's own pools may take later: a leak takes something at each death. */
    Footprint heldWithPools() {
        return new Footprint(
                held.descriptors() + POOLS, held.threads() + POOLS, held.children(), held.zombies(), held.rssKib());
    }

    /** Tells whether it is as quiet as another one: what pools and children take, they give back after a while. */
    boolean isAtRest(Consumption other) {
        return held.children() + held.zombies() == 0
                && held.descriptors() <= other.heldWithPools().descriptors()
                && held.threads() <= other.heldWithPools().threads();
    }

    private static int descriptors(RunningServer server) {
        Set<String> connections = connections(server.port());
        try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(server.pid()), "fd"))) {
            return (int) open.map(Consumption::target)
                    .filter(target -> !connections.contains(target))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "closed meanwhile";
        }
    }

    /** What a client keeps open is the client's to close: proc(5), the state 0A is LISTEN. */
    private static Set<String> connections(int port) {
        Set<String> sockets = new HashSet<>();
        for (String table : List.of("tcp", "tcp6")) {
            for (String line : lines(Path.of("/proc/net", table))) {
                String[] fields = line.strip().split("\\s+");
                if (fields[1].endsWith(String.format(":%04X", port)) && !fields[3].equals("0A")) {
                    sockets.add("socket:[" + fields[9] + "]");
                }
            }
        }
        return sockets;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
