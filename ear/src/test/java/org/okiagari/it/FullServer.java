package org.okiagari.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.management.remote.JMXConnector;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;

/**
 * A full Jakarta EE server as an operator runs it: installed once, with an instance of its own, on loopback, steered by its own
 * commands. Not an adapter of Arquillian: see ADR 0130.
 */
abstract class FullServer implements AutoCloseable {
    /** The option of the JVM that bounds its memory. */
    static final String HEAP = "-Xmx512m";

    /** What is held softly only is let go within a second, so that a collection shows what is held for good. */
    static final String FORGETFUL = "-XX:SoftRefLRUPolicyMSPerMB=1";

    /** A whole server on a crowded machine: seconds where it is quiet. */
    static final Duration START = Duration.ofMinutes(5);

    private static final Duration END = Duration.ofSeconds(90);

    private static final int LAST_LINES = 10;

    private final String name;
    private final TestHome home;
    private final Path instance;
    private final int port;
    private @Nullable RunningServer running;

    FullServer(String name, TestHome home, int port) {
        this.name = name;
        this.port = port;
        this.home = home;
        this.instance = home.path().resolveSibling(home.path().getFileName() + "-instance");
        TestHome.delete(instance);
        directory(instance);
    }

    /** Makes the instance: its directory, its ports, loopback, and what the server must be told about the application. */
    abstract void prepare();

    /** Returns the command that runs the server in the foreground. */
    abstract List<String> startCommand();

    /** Deploys the application by the server's own means and returns when it was taken. */
    abstract void deploy(Path ear);

    /** Undeploys it by the server's own means. */
    abstract void undeploy();

    /** Ends the server by its own means. */
    abstract void stopCommand();

    /** Connects to its beans in the way that the server's own documentation names. */
    abstract JMXConnector ownJmx() throws IOException;

    /** Returns how many ports its own JMX opens on every address, where it then serves this host alone: the JDK's local agent. */
    int localAgents() {
        return 0;
    }

    /** Waits until the server takes commands. */
    abstract void awaitManagement();

    /** Returns the words by which it says that it does not run on the JDK that it is run by; empty if it runs there. */
    String refusal() {
        return "";
    }

    /** Starts it where it does not run and returns the line by which it says so. */
    String refused() {
        assertThat(refusal()).as("what %s says on JDK %d", name, Jdk.feature()).isNotEmpty();
        launch();
        Wait.within(END)
                .alias(name + " says on JDK " + Jdk.feature() + ": " + refusal())
                .until(() -> saidRefusal().isPresent() || !pages().isAlive());
        return saidRefusal().orElseThrow(this::doesNotStart);
    }

    /** Starts it and waits for nothing. */
    RunningServer launch() {
        running = RunningServer.launch(startCommand(), port, home);
        return running;
    }

    /** Starts it and waits until it takes commands, not for the application. */
    RunningServer start() {
        RunningServer started = launch();
        try {
            awaitManagement();
        } catch (RuntimeException | AssertionError e) {
            close();
            throw e;
        }
        return started;
    }

    /** Ends it in order and waits until its JVM is gone. */
    void stop() {
        stopCommand();
        awaitEnd();
    }

    /** Kills its JVM by SIGKILL. */
    void kill() {
        findJvm().flatMap(ProcessHandle::of).ifPresent(ProcessHandle::destroyForcibly);
        awaitEnd();
    }

    /** Ends what is left of it. */
    @Override
    public void close() {
        findJvm().flatMap(ProcessHandle::of).ifPresent(ProcessHandle::destroyForcibly);
        if (running != null) {
            running.close();
        }
    }

    /** Returns the pid of its JVM, which a script of the server has started. */
    long jvm() {
        return Wait.value(this::findJvm);
    }

    /** Connects to its JVM by local attach. */
    JMXConnector attach() {
        return RunningServer.attach(jvm());
    }

    /** Returns its pages, once it was started. */
    RunningServer pages() {
        return Objects.requireNonNull(running);
    }

    String name() {
        return name;
    }

    TestHome home() {
        return home;
    }

    int port() {
        return port;
    }

    /** Returns the port that the server's own tools deploy by: that of the pages where it has no other. */
    int managementPort() {
        return port;
    }

    /** Tells a prepared instance to let tools deploy that are no commands of its own; most do so anyhow. */
    void openToTools() {}

    /** Returns the directory of the instance, outside of the home of Okiagari. */
    Path instance() {
        return instance;
    }

    /** Returns the directory that the server's archive was unpacked to. */
    Path installation() {
        try (Stream<Path> below = Files.list(Build.target().resolve("servers").resolve(name))) {
            return below.filter(Files::isDirectory)
                    .filter(path -> !path.getFileName().toString().equals("META-INF"))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns what every server's JVM is told. */
    List<String> properties() {
        return List.of(
                "-Dokiagari.home=" + home.path(), "-Dokiagari.locks=" + home.locks(), "-Djava.io.tmpdir=" + home.tmp());
    }

    /** Returns a command of the server with the JDK and other settings in its environment. */
    static List<String> command(List<String> environment, String... words) {
        List<String> command = new ArrayList<>(List.of("env", "-u", "OKIAGARI_HOME", "-u", "JAVA_OPTS"));
        command.add("JAVA_HOME=" + Jdk.home());
        command.addAll(environment);
        command.addAll(List.of(words));
        return command;
    }

    /** Runs a command of the server that must succeed. */
    static String run(List<String> environment, String... words) {
        return Run.ok(command(environment, words).toArray(String[]::new));
    }

    /** Waits until a command of the server succeeds. */
    void awaitCommand(List<String> environment, String... words) {
        List<String> command = command(environment, words);
        await().pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            Run run = Run.of(command);
            assertThat(run.status()).as(run.output()).isZero();
        });
    }

    /** Returns a wait for something of the server while it starts; in vain as soon as it has ended or has refused to run. */
    ConditionFactory await() {
        return Wait.within(START).failFast(this::assertItMayStart);
    }

    private void assertItMayStart() {
        if (saidRefusal().isPresent() || !pages().isAlive()) {
            throw doesNotStart();
        }
    }

    private AssertionError doesNotStart() {
        return new AssertionError(name + " does not start on JDK " + Jdk.feature() + ": "
                + saidRefusal().orElseGet(() -> lastLines(home.read("server.log"))));
    }

    private Optional<String> saidRefusal() {
        return refusal().isEmpty()
                ? Optional.empty()
                : home.read("server.log")
                        .lines()
                        .filter(line -> line.contains(refusal()))
                        .map(String::strip)
                        .findFirst();
    }

    private static String lastLines(String log) {
        List<String> lines = log.lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }

    /** Copies a directory of the installation, so that nothing is ever written there. */
    static void copy(Path from, Path to) {
        Run.ok("cp", "-r", from.toString(), to.toString());
    }

    static Path directory(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes a file of the instance; what is replaced must be there. */
    void edit(String file, String from, String to) {
        Path path = instance.resolve(file);
        try {
            String text = Files.readString(path);
            assertThat(text).contains(from);
            Files.writeString(path, text.replace(from, to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until its JVM is gone. */
    void awaitEnd() {
        Wait.within(END).untilAsserted(() -> assertThat(findJvm()).isEmpty());
        if (running != null) {
            running.close();
        }
    }

    private Optional<Long> findJvm() {
        String ours = "-Dokiagari.home=" + home.path();
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().command().orElse("").endsWith("/java"))
                .map(ProcessHandle::pid)
                .filter(pid -> arguments(pid).contains(ours))
                .findFirst();
    }

    private static List<String> arguments(long pid) {
        try {
            return List.of(Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"))
                    .split("\0"));
        } catch (IOException e) {
            return List.of();
        }
    }
}
