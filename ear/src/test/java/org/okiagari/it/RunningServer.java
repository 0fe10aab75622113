package org.okiagari.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.okiagari.check.FreePorts;

/** An application server as a process of its own, on loopback and a free port, with one home. */
public final class RunningServer implements AutoCloseable {
    /** The setting of Payara and GlassFish that binds the pages to loopback. */
    public static final String LOOPBACK =
            "configs.config.server-config.network-config.network-listeners.network-listener.http-listener.address=127.0.0.1";

    /** All of the heap from the start: else it grows within its bound, and hides what else grows. */
    static final String[] WHOLE_HEAP = {"-Xms256m", "-XX:+AlwaysPreTouch"};

    private static final int END_SECONDS = 120;

    private final Process process;
    private final int port;
    private final Path log;

    private RunningServer(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /** Which server runs which shape. */
    public enum Kind {
        /** Payara Micro with okiagari.war, as the product starts it. */
        PAYARA_MICRO,
        /** GlassFish Embedded with okiagari.ear. */
        GLASSFISH_EMBEDDED
    }

    /** Starts a server and waits until it says that it is ready. */
    public static RunningServer start(Kind kind, TestHome home, String... jvmOptions) {
        int port = FreePorts.one();
        return start(command(kind, home, port, List.of(jvmOptions)), port, home);
    }

    /** Starts Payara Micro by whatever runs its command line, a namespace for example, and waits until it says that it is ready. */
    static RunningServer start(TestHome home, UnaryOperator<List<String>> inside, String... jvmOptions) {
        int port = FreePorts.one();
        return start(inside.apply(command(Kind.PAYARA_MICRO, home, port, List.of(jvmOptions))), port, home);
    }

    /** Starts a command that is a server and waits until it says that it is ready; if it came without our EJBs, once more. */
    static RunningServer start(List<String> command, int port, TestHome home) {
        try {
            return started(command, port, home);
        } catch (RuntimeException e) {
            if (!hasLostItsEjbs(home)) {
                throw e;
            }
            System.out.println("Payara found no EJB in our application this time; the server is started again");
            try {
                Files.move(log(home), log(home).resolveSibling("server.log.1"), StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException io) {
                throw new UncheckedIOException(io);
            }
            return started(command, port, home);
        }
    }

    private static RunningServer started(List<String> command, int port, TestHome home) {
        RunningServer server = launch(command, port, home);
        server.awaitReady();
        return server;
    }

    private static Path log(TestHome home) {
        return home.path().resolve("server.log");
    }

    /**
     * Seen once in many starts of Payara Micro 6.2025.10: its scan of the classes comes back with nothing. The embedded server
     * of the distribution ends then, and systemd starts it again; here nobody does.
     */
    static boolean hasLostItsEjbs(TestHome home) {
        return hasLostItsEjbs(log(home));
    }

    private static boolean hasLostItsEjbs(Path log) {
        try {
            return Files.readString(log, StandardCharsets.ISO_8859_1)
                    .contains("DeploymentContext does not contain any EJB");
        } catch (IOException e) {
            return false;
        }
    }

    /** Starts a command that is a server and does not wait. */
    static RunningServer launch(List<String> command, int port, TestHome home) {
        home.check();
        Path log = log(home);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.path().toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().remove("OKIAGARI_HOME");
        try {
            return new RunningServer(builder.start(), port, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the command line of a server. */
    static List<String> command(Kind kind, TestHome home, int port, List<String> jvmOptions) {
        List<String> options =
                new ArrayList<>(List.of("-Dokiagari.home=" + home.path(), "-Dokiagari.locks=" + home.locks()));
        options.addAll(jvmOptions);
        return switch (kind) {
            case PAYARA_MICRO -> payaraMicro(home, port, options, Build.war());
            case GLASSFISH_EMBEDDED ->
                java(
                        home,
                        options,
                        List.of(
                                Build.glassFish().toString(),
                                "--port=" + port,
                                "set " + LOOPBACK,
                                Build.ear().toString()));
        };
    }

    /** Returns the command line of Payara Micro with applications, on a port of loopback. */
    static List<String> payaraMicro(TestHome home, int port, List<String> options, Path... applications) {
        List<String> words = new ArrayList<>(List.of(
                Build.payaraMicro().toString(),
                "--nohazelcast",
                "--disablephonehome",
                "--port",
                Integer.toString(port),
                "--prebootcommandfile",
                writePreboot(home).toString()));
        for (Path application : applications) {
            words.addAll(List.of("--deploy", application.toString()));
        }
        return java(home, options, words);
    }

    private static List<String> java(TestHome home, List<String> options, List<String> jarAndItsWords) {
        List<String> command = new ArrayList<>(List.of(
                Jdk.java(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-Djava.io.tmpdir=" + home.tmp()));
        command.addAll(options);
        command.add("-jar");
        command.addAll(jarAndItsWords);
        return command;
    }

    /** Writes the commands that Payara Micro runs before it opens a port. */
    public static Path writePreboot(TestHome home) {
        return home.write(home.path().resolve("preboot.txt"), "set " + LOOPBACK + "\n");
    }

    /** Waits until the health page says, in a word, that the server is ready; if it never does, the server is ended. */
    public void awaitReady() {
        try {
            Wait.within(Wait.START)
                    .failFast(
                            "the server ended or has no application, see " + log,
                            () -> !process.isAlive() || hasLostItsEjbs(log))
                    .untilAsserted(() -> {
                        HttpResponse<String> answer = get("/okiagari/health/ready");
                        assertThat(answer.statusCode()).as(log.toString()).isEqualTo(200);
                        assertThat(answer.body().strip()).isEqualTo("ready");
                    });
        } catch (RuntimeException e) {
            // What runs it in a namespace hands no signal on.
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            close();
            throw e;
        }
    }

    /** Waits until anything is answered on its port. */
    void awaitAnswer() {
        Wait.within(Wait.START).until(() -> get("/").statusCode() > 0);
    }

    /** Returns the answer to a plain GET without log-in. */
    public HttpResponse<String> get(String path) throws IOException {
        return send(HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofSeconds(60))
                .build());
    }

    /** Sends a request and returns the answer; redirects are not followed. */
    public static HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Returns the address of a path. */
    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** Returns the port of its pages. */
    public int port() {
        return port;
    }

    /** Tells whether the command that started it still runs. */
    boolean isAlive() {
        return process.isAlive();
    }

    /** Returns its pid. */
    public long pid() {
        return process.pid();
    }

    /** Returns the file of its output. */
    public Path log() {
        return log;
    }

    /** Connects to its platform MBeanServer by local attach, as JConsole does with a pid. */
    public JMXConnector attach() {
        return attach(pid());
    }

    /** Connects to the platform MBeanServer of a process by local attach. */
    @SuppressWarnings("BanJNDI") // The address comes from our own child, by the attach API.
    public static JMXConnector attach(long pid) {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                return JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new AssertionError(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** kill -9, and nobody else. */
    void kill() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends it by its pid, in order first. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Returns what the server printed so far. */
    public String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
