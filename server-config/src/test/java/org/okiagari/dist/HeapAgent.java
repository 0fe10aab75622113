package org.okiagari.dist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Loaded into a server by attach: takes its heap, for a while or for good. */
public final class HeapAgent {
    private static final int PIECE = 256 * 1024;

    private HeapAgent() {}

    /**
     * Begins, in a thread of its own.
     *
     * @param what {@code SECONDS FILE} = how long to allocate as fast as possible with half of the free heap in use, and
     *     which file to make then; {@code leak} = for ever, and nothing is given back
     */
    public static void agentmain(String what) {
        Thread thread = new Thread(() -> run(what), "heap-agent");
        thread.setDaemon(true);
        thread.start();
    }

    private static void run(String what) {
        if (what.equals("leak")) {
            List<byte[]> all = new ArrayList<>();
            while (!all.isEmpty() || all.add(new byte[PIECE])) {
                all.add(new byte[PIECE]);
            }
        }
        String[] words = what.split(" ");
        storm(TimeUnit.SECONDS.toNanos(Long.parseLong(words[0])));
        try {
            Files.createFile(Path.of(words[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void storm(long nanos) {
        Runtime runtime = Runtime.getRuntime();
        runtime.gc();
        long free = runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
        long kept = free / 2 / PIECE;
        Deque<byte[]> some = new ArrayDeque<>();
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < nanos) {
            some.add(new byte[PIECE]);
            if (some.size() > kept) {
                some.remove();
            }
        }
    }
}
