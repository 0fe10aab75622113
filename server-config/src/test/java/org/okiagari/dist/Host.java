package org.okiagari.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.okiagari.check.Checks;
import org.okiagari.check.FreePorts;
import org.okiagari.check.OkiagariCheck;

/** One home with the unpacked distribution: runs its commands as real processes and ends all of them, by pid. */
final class Host implements AutoCloseable {
    /** What one command did. */
    record Result(int code, String out, String err) {}

    /** By this exit code the server says that its application was not deployed (ADR 0185). */
    private static final int NOT_DEPLOYED = 4;

    final Path home;
    final int port;
    private final Path tree;
    private final List<Process> started = new ArrayList<>();
    private boolean passesPort = true;

    private Host(Path tree, Path home, int port) {
        this.tree = tree;
        this.home = home;
        this.port = port;
    }

    /** Makes an empty home below target/. */
    static Host make(String name) throws IOException {
        return make(name, FreePorts.one());
    }

    /** The same with a port that is known. */
    static Host make(String name, int port) throws IOException {
        Path tree = Distribution.tree();
        Path home = Distribution.base().resolve(name);
        run(List.of("rm", "-rf", home.toString()));
        Files.createDirectories(home.resolve("conf/bin"));
        for (Path directory : List.of(home, home.resolve("conf"), home.resolve("conf/bin"))) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        }
        Host host = new Host(tree, home, port);
        host.check();
        return host;
    }

    /** Returns the oracle that ends each test of this home, to state facts. */
    OkiagariCheck check() {
        return Checks.of(home);
    }

    /** Returns the path of a command of the distribution. */
    String bin(String command) {
        return tree.resolve("bin").resolve(command).toString();
    }

    Path log(String name) {
        return home.resolve("log").resolve(name);
    }

    /** Runs a command of the distribution to its end. */
    Result run(String command, String... args) {
        return runWith("", command, args);
    }

    /** The same with this on its standard input. */
    Result runWith(String input, String command, String... args) {
        try {
            Process process = start(command, args);
            try (OutputStream in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // It ended without reading it.
            }
            assertThat(process.waitFor(300, TimeUnit.SECONDS)).as(command).isTrue();
            return new Result(process.exitValue(), output(process, "out"), output(process, "err"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts a command of the distribution. */
    Process start(String command, String... args) throws IOException {
        List<String> line = new ArrayList<>(List.of(bin(command)));
        line.addAll(List.of(args));
        return start(command, line);
    }

    /** Starts the server without pfiles and waits until it serves; if it came without its application, once more. */
    Process serve() throws IOException {
        Process server = awaited(start("okiagari-server", "-Dokiagari.pfiles=none"));
        if (!server.isAlive() && server.exitValue() == NOT_DEPLOYED) {
            System.out.println("Payara did not deploy our application this time; the server is started again");
            server = awaited(start("okiagari-server", "-Dokiagari.pfiles=none"));
        }
        assertThat(server.isAlive())
                .as(output(server, "out") + output(server, "err"))
                .isTrue();
        return server;
    }

    private Process awaited(Process server) {
        soon().until(() -> Files.exists(home.resolve("run/address")) || !server.isAlive());
        return server;
    }

    /** Waits for what takes a start of a server at the most, on a crowded machine. */
    static ConditionFactory soon() {
        return Awaitility.await().atMost(Duration.ofSeconds(240)).pollInterval(Duration.ofMillis(500));
    }

    /** Starts a command of the distribution again each time it has ended, as systemd does; it says each exit code. */
    Process startForEver(String command) throws IOException {
        return start(command, List.of("sh", "-c", "while :; do \"$0\"; echo ended $?; sleep 1; done", bin(command)));
    }

    private Process start(String command, List<String> line) throws IOException {
        Path directory = Files.createDirectories(home.resolve("it"));
        String name = started.size() + "." + command;
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectOutput(directory.resolve(name + ".out").toFile())
                .redirectError(directory.resolve(name + ".err").toFile());
        builder.environment().put("OKIAGARI_HOME", home.toString());
        builder.environment().put("OKIAGARI_JAVA", System.getProperty("java.home"));
        builder.environment()
                .put(
                        "OKIAGARI_OPTS",
                        (passesPort ? "-Dokiagari.port=" + port + " " : "") + "-Dokiagari.locks="
                                + home.resolve("locks"));
        Process process = builder.start();
        started.add(process);
        return process;
    }

    /** Returns what a command has printed until now. */
    String output(Process process, String stream) throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("it"))) {
            String prefix = started.indexOf(process) + ".";
            Path file = files.filter(path -> path.getFileName().toString().startsWith(prefix)
                            && path.getFileName().toString().endsWith("." + stream))
                    .findFirst()
                    .orElseThrow();
            return Files.readString(file);
        }
    }

    /** Waits for the end of a command and returns its exit code. */
    static int exitCode(Process process) {
        soon().until(() -> !process.isAlive());
        return process.exitValue();
    }

    /** Returns the pid of the server of this home, 0 if none runs. */
    long serverPid() {
        try {
            long pid = Long.parseLong(
                    Files.readString(home.resolve("run/server.lock")).strip());
            String line = Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1);
            return line.contains("okiagari-server.jar") ? pid : 0;
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }

    /** Returns the arguments of a process as ps shows them. */
    static String arguments(long pid) throws IOException {
        return Files.readString(Path.of("/proc/" + pid + "/cmdline"))
                .replace('\0', ' ')
                .strip();
    }

    /** Returns the TCP addresses that a process listens on, from the kernel's tables (proc(5)). */
    static List<String> listening(long pid) throws IOException {
        Set<String> inodes = new HashSet<>();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            for (Path descriptor : descriptors.toList()) {
                inodes.add(target(descriptor));
            }
        }
        List<String> addresses = new ArrayList<>();
        for (String table : List.of("tcp", "tcp6")) {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/net/" + table))) {
                String[] fields = line.strip().split("\\s+");
                if (fields[3].equals("0A") && inodes.contains("socket:[" + fields[9] + "]")) {
                    addresses.add(address(fields[1]));
                }
            }
        }
        return addresses;
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "closed meanwhile";
        }
    }

    /** The last four bytes of the address, least significant first, and the port: both in hex. */
    private static String address(String hex) {
        int colon = hex.indexOf(':');
        String last = hex.substring(colon - 8, colon);
        String port = ":" + Integer.parseInt(hex.substring(colon + 1), 16);
        return last.equals("0100007F") ? "127.0.0.1" + port : hex.substring(0, colon) + port;
    }

    static void signal(String signal, long pid) {
        // 0 is no process that was found: kill(1) would take it for all of ours, the build's own too.
        assertThat(pid).as("the process that is sent %s", signal).isPositive();
        switch (signal) {
            case "STOP" -> Checks.standsStill();
            case "CONT" -> Checks.goesOn();
            case "KILL" -> Checks.dies(pid);
            default -> {
                // A program may handle it.
            }
        }
        run(List.of("kill", "-" + signal, String.valueOf(pid)));
    }

    /** Returns what a program prints. */
    static String run(List<String> line) {
        try {
            Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return output;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        long server = serverPid();
        for (Process process : started) {
            process.destroyForcibly();
        }
        if (server > 0) {
            signal("TERM", server);
            soon().until(() -> serverPid() == 0);
        }
    }

    /** From now on only psagent.conf says which ports are used. */
    void withoutPort() {
        passesPort = false;
    }

    /** Writes conf/psagent.conf. */
    void settings(String text) throws IOException {
        Path file = Files.writeString(home.resolve("conf/psagent.conf"), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
