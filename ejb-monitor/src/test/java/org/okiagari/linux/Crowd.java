package org.okiagari.linux;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.okiagari.pcheck.ProcessTable.Look;
import org.okiagari.pcheck.ScriptRunner;
import org.okiagari.pcheck.WatchedProcess;
import org.okiagari.pcheck.WatchedProcess.Life;
import org.okiagari.saver.ProcessId;
import org.okiagari.saver.ScriptOutcome;

/** A server of its own that watches a crowd; it does what is told on its standard input, and answers each line by one. */
final class Crowd {
    private static final long PATIENCE_SECONDS = 30;

    private final Path directory;
    private final OsLayer layer;
    private final ScriptRunner scripts;
    private final List<ProcessId> started = new ArrayList<>();
    private final List<WatchedProcess> watched = new ArrayList<>();
    private final AtomicInteger told = new AtomicInteger();
    private final List<FileInputStream> flood = new ArrayList<>();

    private Crowd(Path directory) {
        this.directory = directory;
        this.layer = OsLayer.open(Path.of("target", "native").toAbsolutePath());
        this.scripts = layer.scripts(Map.of(), 027, ScriptGate.OPEN);
    }

    public static void main(String[] args) throws Exception {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        Crowd crowd = null;
        String order;
        while ((order = orders.readLine()) != null) {
            if (crowd == null) {
                crowd = new Crowd(Path.of(args[0]));
                crowd.rehearse();
                System.out.println("opened");
            } else {
                System.out.println(crowd.answer(order.split(" ")));
            }
        }
        System.exit(0);
    }

    /** What a server does in its first minute: afterwards no class must be loaded. */
    private void rehearse() throws Exception {
        wait(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(t -> t.getName().endsWith("rehearsal")));
        script();
        start(1);
        watch();
        kill();
        watched.forEach(WatchedProcess::close);
        watched.clear();
        told.set(0);
        look();
    }

    private String answer(String[] order) throws Exception {
        return switch (order[0]) {
            case "used" -> Long.toString(new File("/proc/self/fd").list().length);
            case "start" -> start(Integer.parseInt(order[1]));
            case "watch" -> watch();
            case "byEvent" -> Integer.toString(byEvent());
            case "alive" ->
                Long.toString(
                        watched.stream().filter(w -> w.life() == Life.ALIVE).count());
            case "until" -> until(order[1]);
            case "script" -> script();
            case "look" -> look();
            case "flood" -> flood();
            case "kill" -> kill();
            default -> throw new IllegalArgumentException(order[0]);
        };
    }

    private String start(int count) throws IOException {
        // Its parent reaps them at once; it costs us no descriptor but one.
        Process crowd = new ProcessBuilder(
                        "sh",
                        "-c",
                        "i=0; while [ $i -lt " + count + " ]; do sleep 600 & echo $!; i=$((i+1)); done; wait")
                .redirectInput(new File("/dev/null"))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader pids = crowd.inputReader(UTF_8)) {
            for (int i = 0; i < count; i++) {
                started.add(Children.id(Long.parseLong(pids.readLine())));
            }
        }
        return "started";
    }

    private String watch() {
        started.forEach(id -> watched.add(layer.table().watch(id, told::incrementAndGet)));
        started.clear();
        return "watched";
    }

    /** The beans' way of counting and the layer's must be one. */
    private int byEvent() {
        int said =
                (int) watched.stream().filter(WatchedProcess::isWatchedByEvent).count();
        OsLayer.Descriptors counted = layer.descriptors();
        if (counted.byEvent() != said || counted.polled() != watched.size() - said) {
            throw new IllegalStateException(said + " of " + watched.size() + ", but " + counted);
        }
        return said;
    }

    private String until(String condition) throws InterruptedException {
        int sought = Integer.parseInt(condition.substring("byEvent=".length()));
        boolean isLess = condition.contains("<");
        return wait(() -> isLess ? byEvent() < sought : byEvent() == sought) ? "yes" : "no: " + byEvent();
    }

    private boolean wait(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            // A check of ours, every 20 ms
            watched.forEach(WatchedProcess::life);
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return true;
    }

    private String script() throws InterruptedException {
        BlockingQueue<ScriptOutcome> outcomes = new LinkedBlockingQueue<>();
        scripts.start(
                new ScriptRunner.Command("true", Map.of(), directory.resolve("log"), Duration.ofSeconds(30)),
                outcomes::add);
        return String.valueOf(outcomes.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }

    private String look() {
        Look look = layer.table().look(Duration.ZERO);
        return look instanceof Look.Failed failed ? "failed: " + failed.why() : "complete";
    }

    private String flood() {
        try {
            for (; ; ) {
                flood.add(new FileInputStream("/dev/null"));
            }
        } catch (IOException e) {
            return "flooded";
        }
    }

    private String kill() throws InterruptedException {
        long killed = watched.stream().filter(WatchedProcess::kill).count();
        wait(() -> watched.stream().allMatch(w -> w.life() == Life.GONE));
        long byEvent = watched.stream().filter(WatchedProcess::isWatchedByEvent).count();
        wait(() -> told.get() >= byEvent);
        long gone = watched.stream().filter(w -> w.life() == Life.GONE).count();
        return killed + " killed, " + (gone == watched.size() ? "all" : gone) + " gone, who is watched by event told "
                + (told.get() == byEvent ? "once" : told.get() + " times, not " + byEvent);
    }
}
