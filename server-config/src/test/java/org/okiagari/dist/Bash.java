package org.okiagari.dist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** One bash that is told command after command, as in a terminal: what was set stays set. */
final class Bash implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final Path directory;
    private final Process process;
    private final Writer in;
    private int number;

    Bash(Path directory, Map<String, String> environment) throws IOException {
        this.directory = Files.createDirectories(directory);
        ProcessBuilder builder = new ProcessBuilder("bash")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("bash.log").toFile());
        builder.environment().putAll(environment);
        this.process = builder.start();
        this.in = process.outputWriter(StandardCharsets.UTF_8);
        tell("set -eu");
    }

    /** Runs commands to their end; returns what they printed, and fails where one of them did. */
    String run(String commands) throws IOException {
        Path output = start(commands, "");
        Path end = output.resolveSibling(output.getFileName() + ".end");
        tell("echo 0 >" + end);
        Awaitility.await().atMost(LIMIT).until(() -> Files.exists(end) || !process.isAlive());
        String printed = Files.readString(output);
        if (!process.isAlive()) {
            throw new AssertionError("One of these failed:\n" + commands + "\nand printed:\n" + printed);
        }
        return printed;
    }

    /** Begins commands that go on by themselves; returns the file of what they print. */
    Path start(String commands) throws IOException {
        return start(commands, " &");
    }

    /** Returns the processes below it that are alive. */
    Stream<ProcessHandle> children() {
        return process.descendants().filter(ProcessHandle::isAlive);
    }

    /** Ends the processes below it, and waits until they have gone. */
    void endChildren() {
        children().forEach(ProcessHandle::destroy);
        Awaitility.await()
                .atMost(Duration.ofSeconds(120))
                .until(() -> children().findAny().isEmpty());
    }

    private Path start(String commands, String how) throws IOException {
        number++;
        Path file = Files.writeString(directory.resolve(number + ".sh"), commands);
        Path output = Files.createFile(directory.resolve(number + ".out"));
        tell("source " + file + " >" + output + " 2>&1" + how);
        return output;
    }

    private void tell(String line) {
        try {
            in.write(line + "\n");
            in.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        children().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
