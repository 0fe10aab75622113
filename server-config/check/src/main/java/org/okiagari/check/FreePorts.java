package org.okiagari.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * TCP ports of loopback that are free and stay so until the server of a test takes them: they are not among those that the
 * kernel gives to connections, and no other JVM of the same module's tests is given one while this JVM lives.
 */
public final class FreePorts {
    /** Chromium refuses to open some below. */
    private static final int FIRST = 11_000;
    /** Hundreds begin here, for servers that want many ports in a row; the kernel's own begin at 32,768. */
    private static final int HUNDREDS = 20_000;

    private static final int END = 32_000;
    private static final int HUNDRED = 100;
    private static final int TRIES = 1_000;
    /** Of each port one byte is locked. Never closed: a process that closes a file lets go of all its locks of it. */
    private static final FileChannel LOCKS = locks();

    private FreePorts() {}

    /** Returns a port. */
    public static int one() {
        return first(ignored -> random(FIRST, HUNDREDS), 1);
    }

    /** Returns the first of a hundred ports, which is a multiple of one hundred. */
    public static int hundred() {
        return first(ignored -> HUNDRED * random(HUNDREDS / HUNDRED, END / HUNDRED), HUNDRED);
    }

    /** Returns a port that ends in 443, by which some clients know that TLS is spoken there. */
    public static int endingIn443() {
        return first(ignored -> 1_000 * random(FIRST / 1_000, HUNDREDS / 1_000) + 443, 1);
    }

    private static int random(int from, int end) {
        return ThreadLocalRandom.current().nextInt(from, end);
    }

    private static int first(IntUnaryOperator choice, int count) {
        return IntStream.range(0, TRIES)
                .map(choice)
                .filter(port -> isOurs(port, count))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no port is free from " + FIRST + " to " + END));
    }

    private static synchronized boolean isOurs(int port, int count) {
        try {
            return IntStream.range(port, port + count).allMatch(FreePorts::isFree)
                    && LOCKS.tryLock(port, count, false) != null;
        } catch (OverlappingFileLockException e) {
            return false; // we have one of them already
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static FileChannel locks() {
        Path target = Path.of("target").toAbsolutePath();
        try {
            Files.createDirectories(target);
            return FileChannel.open(target.resolve("test-ports"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
