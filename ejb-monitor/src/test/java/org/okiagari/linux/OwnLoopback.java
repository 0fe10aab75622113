package org.okiagari.linux;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A loopback address of this JVM alone. A port of 127.0.0.1 that was free may be a neighbour's when a daemon takes it at last,
 * or when it is started again; these are not, for their numbers are none that the kernel gives away.
 */
public final class OwnLoopback {
    private static final AtomicInteger NEXT_PORT = new AtomicInteger(20_000);
    private static final int FIRST = 64;

    private OwnLoopback() {}

    /** Returns the address, of 127.64.0.0/10. */
    public static String address() {
        long pid = ProcessHandle.current().pid();
        return "127." + (FIRST + (pid >> 16 & 63)) + "." + (pid >> 8 & 255) + "." + (pid & 255);
    }

    /** Returns a port that nobody has had yet. */
    public static int nextPort() {
        return NEXT_PORT.getAndIncrement();
    }
}
