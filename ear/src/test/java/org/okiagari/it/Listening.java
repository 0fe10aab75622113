package org.okiagari.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The TCP ports that a process listens on, by proc(5). */
final class Listening {
    private static final String LISTEN = "0A";

    private Listening() {}

    /** Returns the ports that are open to others than this host, as {@code address:port} in decimal. */
    static List<String> beyondLoopback(long pid) {
        Set<String> sockets = sockets(pid);
        return Stream.of("tcp", "tcp6")
                .flatMap(table -> lines(Path.of("/proc", Long.toString(pid), "net", table)))
                .map(line -> line.trim().split("\\s+"))
                .filter(words -> words.length > 9 && words[3].equals(LISTEN) && sockets.contains(words[9]))
                .map(words -> words[1])
                .filter(address -> !isLoopback(address))
                .map(address ->
                        address.replaceFirst(":.*", ":") + Integer.parseInt(address.replaceFirst(".*:", ""), 16))
                .toList();
    }

    /** The kernel prints an address in words of four bytes, the last byte first. */
    private static boolean isLoopback(String address) {
        return address.matches("[0-9A-F]{6}7F:.*")
                || address.startsWith("0000000000000000FFFF0000") && address.matches("[0-9A-F]{30}7F:.*")
                || address.startsWith("00000000000000000000000001000000:");
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream().skip(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> sockets(long pid) {
        try (Stream<Path> links = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return links.map(Listening::target)
                    .filter(target -> target.startsWith("socket:["))
                    .map(target -> target.replaceAll("\\D", ""))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return ""; // Closed in the meantime.
        }
    }
}
