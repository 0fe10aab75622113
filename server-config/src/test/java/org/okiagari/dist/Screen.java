package org.okiagari.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** A display that nobody looks at (Xvfb), and eyes and hands for the Java windows on it. */
final class Screen implements AutoCloseable {
    static final Path XVFB = Path.of("/usr/bin/Xvfb");

    private final Path directory;
    private final Process process;
    private final String display;
    private final Agent agent;
    private List<String> seen = List.of();
    private int looks;

    private Screen(Path directory, Process process, String display, Agent agent) {
        this.directory = directory;
        this.process = process;
        this.display = display;
        this.agent = agent;
    }

    /** Starts one with a number that is free. */
    static Screen open(Path directory) throws IOException {
        Files.createDirectories(directory);
        Process process = new ProcessBuilder(
                        XVFB.toString(), "-displayfd", "1", "-screen", "0", "1100x760x24", "-nolisten", "tcp")
                .redirectError(directory.resolve("xvfb.log").toFile())
                .start();
        BufferedReader said = process.inputReader(StandardCharsets.US_ASCII);
        String number = said.readLine();
        assertThat(number).as("the number of the display").matches("[0-9]+");
        return new Screen(
                directory, process, ":" + number, Agent.of(WindowAgent.class, directory.resolve("window-agent.jar")));
    }

    /** Returns what DISPLAY is set to. */
    String display() {
        return display;
    }

    /** Does something in the windows of a process; returns what they show then, a line each. */
    List<String> act(ProcessHandle process, String order) throws IOException {
        Path file = directory.resolve("look-" + display.substring(1) + "-" + looks++);
        Files.deleteIfExists(file);
        agent.load(process.pid(), file + "\n" + order);
        // The agent has ended when it is loaded, but for a window that just came between.
        await().until(() -> Files.exists(file));
        seen = Files.readAllLines(file);
        return seen;
    }

    /** Returns what the windows showed last. */
    String seen() {
        return String.join("\n", seen);
    }

    /** Does something until the windows show a line that begins so; a tree is filled while it is opened. */
    List<String> actUntil(ProcessHandle process, String order, String beginning) {
        return await().until(
                        () -> act(process, order),
                        lines -> lines.stream().anyMatch(line -> line.startsWith(beginning)));
    }

    static ConditionFactory await() {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(240))
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptionsMatching(e -> e instanceof IOException);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
