package org.okiagari.ejb;

import static java.util.stream.Collectors.joining;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.management.JMX;
import javax.management.MBeanServer;
import org.jspecify.annotations.Nullable;
import org.okiagari.api.AgentMXBean;
import org.okiagari.api.Home;
import org.okiagari.api.ObjectNames;
import org.okiagari.api.PcheckMXBean;
import org.okiagari.api.PentRow;
import org.okiagari.check.Checks;

/** The whole product without an app server, in a JVM that may be killed. It is asked by lines, and answers one line each. */
final class SaverJvm implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final PrintStream questions;

    private SaverJvm(Process process) {
        this.process = process;
        this.answers = process.inputReader();
        this.questions = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /** Starts it; its pchecks are those that start with the server. */
    static SaverJvm start(Path home, Path locks, String... prefix) throws IOException {
        Checks.of(home);
        Path log = home.resolveSibling(home.getFileName() + ".out");
        List<String> command = new ArrayList<>(List.of(prefix));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                Saver.NO_SHARED_FILE,
                "-Xshare:auto",
                "-Dokiagari.locks=" + locks,
                "-cp",
                System.getProperty("java.class.path"),
                SaverJvm.class.getName(),
                home.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        SaverJvm jvm = new SaverJvm(process);
        if (!"ready".equals(jvm.answers.readLine())) {
            throw new IllegalStateException("The JVM did not start: " + Files.readString(log));
        }
        return jvm;
    }

    /** Asks, and returns the answer. */
    String ask(String question) {
        questions.println(question);
        try {
            String answer = answers.readLine();
            if (answer == null || answer.startsWith("!")) {
                throw new IllegalStateException(question + ": " + answer);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns {@code proc_sts pid restart_count retry_count} of the only PENT. */
    String[] row() {
        return ask("row").split(" ");
    }

    boolean isUp() {
        return row()[0].equals("AVAIL");
    }

    /** Returns {@code proc_sts} of all PENTs. */
    List<String> states() {
        return List.of(ask("states").split(" "));
    }

    boolean areAllUp() {
        return states().stream().allMatch("AVAIL"::equals);
    }

    long pid() {
        return process.pid();
    }

    int restartCount() {
        return Integer.parseInt(row()[2]);
    }

    /** kill -9, and nobody else. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Ends it in order. */
    @Override
    public void close() throws IOException, InterruptedException {
        questions.close();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            kill();
        }
    }

    /** The JVM itself. */
    public static void main(String[] arguments) throws IOException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        Timers timers = new Timers();
        try (Composition composition = new Composition(new Home(Path.of(arguments[0])), server, timers);
                BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            timers.composition = composition;
            composition.startPchecks();
            timers.executor.scheduleWithFixedDelay(composition::watch, 0, 1, TimeUnit.SECONDS);
            System.out.println("ready");
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                System.out.println(answer(server, line.split(" ")));
            }
            timers.executor.shutdownNow();
        }
        System.exit(0);
    }

    private static String answer(MBeanServer server, String[] words) {
        try {
            AgentMXBean agent = JMX.newMXBeanProxy(server, ObjectNames.AGENT, AgentMXBean.class);
            switch (words[0]) {
                case "row" -> {
                    PentRow[] rows = agent.getAllPents();
                    PentRow row = rows[0];
                    return row.procSts() + " " + row.pid() + " " + row.restartCount() + " " + row.retryCount();
                }
                case "states" -> {
                    return Arrays.stream(agent.getAllPents())
                            .map(PentRow::procSts)
                            .collect(joining(" "));
                }
                case "start" -> agent.start(words[1]);
                case "stop" -> pcheck(server, words[1]).stop();
                case "resume" -> pcheck(server, words[1]).start();
                case "shutdown" -> pcheck(server, words[1]).shutdown();
                case "reload" -> pcheck(server, words[1]).reload();
                case "count" -> {
                    return Integer.toString(agent.getPcheckCount());
                }
                default -> throw new IllegalArgumentException(words[0]);
            }
            return "done";
        } catch (RuntimeException e) {
            return "!" + e;
        }
    }

    private static PcheckMXBean pcheck(MBeanServer server, String name) {
        return JMX.newMXBeanProxy(server, ObjectNames.pcheck(name), PcheckMXBean.class);
    }

    /** What an app server gives. */
    private static final class Timers implements TickTimers {
        private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(2, work -> {
            Thread thread = new Thread(work, "timers");
            thread.setDaemon(true);
            return thread;
        });
        private final Map<String, Future<?>> armed = new ConcurrentHashMap<>();
        private volatile @Nullable Composition composition;

        @Override
        public void arm(String pcheck, Duration interval) {
            disarm(pcheck);
            armed.put(
                    pcheck,
                    executor.scheduleWithFixedDelay(
                            () -> tick(pcheck), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS));
        }

        private void tick(String pcheck) {
            Composition present = composition;
            if (present != null) {
                present.tick(pcheck);
            }
        }

        @Override
        public void disarm(String pcheck) {
            Future<?> timer = armed.remove(pcheck);
            if (timer != null) {
                timer.cancel(false);
            }
        }
    }
}
