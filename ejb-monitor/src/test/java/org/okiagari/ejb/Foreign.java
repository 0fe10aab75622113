package org.okiagari.ejb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.okiagari.check.Checks;

/**
 * Daemons that are nobody's children, each a program file of its own below one directory. All are killed at the end: found by
 * their program, so that those that restart scripts started are among them.
 */
final class Foreign implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String DETACHED =
            "pid=$(setsid -f sh -c 'echo $$; exec \"$0\" \"$@\" </dev/null >/dev/null 2>&1' \"$@\"); echo $pid";

    /** Starts a program with a pid of our choice: the next one after what is written here. */
    static final String WITH_PID = String.join(
            "\n",
            "use POSIX qw(setsid);",
            "my ($pid, @command) = @ARGV;",
            "for my $try (1 .. 1000) {",
            "  open my $last, '>', '/proc/sys/kernel/ns_last_pid' or die $!;",
            "  print $last $pid - 1;",
            "  close $last or die $!;",
            "  my $child = fork;",
            "  unless ($child) {",
            "    exit if $$ != $pid;",
            "    setsid; open STDIN, '<', '/dev/null'; open STDOUT, '>', '/dev/null'; open STDERR, '>', '/dev/null';",
            "    exec @command;",
            "  }",
            "  exit 0 if $child == $pid;",
            "  waitpid $child, 0;",
            "}",
            "die 'the pid was never free';");

    private final Path directory;
    private final List<String> prefix;

    private Foreign(Path directory, List<String> prefix) {
        this.directory = directory;
        this.prefix = prefix;
        directory.toFile().mkdirs();
        copy("/bin/sleep", "sleep-template");
        copy("/usr/bin/perl", "perl-template");
    }

    /** Makes the directory for programs. */
    static Foreign below(Path directory) {
        return new Foreign(directory.resolve("programs"), List.of());
    }

    /** Makes the directory for programs that run in a namespace. */
    static Foreign below(Path directory, PidNamespace namespace) {
        return new Foreign(directory.resolve("programs"), namespace.inside());
    }

    /** Waits patiently and looks often. */
    static ConditionFactory await() {
        return Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10));
    }

    private void copy(String program, String name) {
        try {
            Path copy = directory.resolve(name);
            Files.copy(Path.of(program).toRealPath(), copy);
            Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path link(String name, String template) {
        try {
            return Files.createLink(directory.resolve(name), directory.resolve(template));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a program that is sleep(1) under another name. */
    Path sleeper(String name) {
        return link(name, "sleep-template");
    }

    /** Makes a program that is perl under a name that is no interpreter's. */
    Path scriptable(String name) {
        return link(name, "perl-template");
    }

    /** Starts a program in a session of its own, child of pid 1, and returns its pid when it is that program. */
    long start(Path program, String... arguments) {
        List<String> words = new ArrayList<>(List.of("sh", "-c", DETACHED, "sh", program.toString()));
        words.addAll(Arrays.asList(arguments));
        long pid = Long.parseLong(run(words.toArray(String[]::new)).strip());
        awaitProgram(pid, program);
        return pid;
    }

    /** Waits until a process runs this program. */
    void awaitProgram(long pid, Path program) {
        await().until(() -> isProgram(pid, program));
    }

    private boolean isProgram(long pid, Path program) {
        return prefix.isEmpty()
                ? exe(Long.toString(pid)).equals(Optional.of(program))
                : run("readlink", "/proc/" + pid + "/exe").strip().equals(program.toString());
    }

    /** Waits until a process handles a signal by itself: perl is there a moment before it does. */
    void awaitHandler(long pid, int signal) {
        await().until(() -> run("cat", "/proc/" + pid + "/status")
                .lines()
                .filter(line -> line.startsWith("SigCgt:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) >>> (signal - 1) & 1) == 1));
    }

    /** Starts many sleepers, each in a session of its own. */
    void startAll(List<String> programs) {
        List<String> words = new ArrayList<>(
                List.of("sh", "-c", "for p in \"$@\"; do setsid -f $p 1000000 </dev/null >/dev/null 2>&1; done", "sh"));
        words.addAll(programs);
        run(words.toArray(String[]::new));
    }

    /** Starts a sleeper with a pid that is free, in a namespace of its own. */
    void startWithPid(long pid, Path program) {
        run("perl", "-e", WITH_PID, Long.toString(pid), program.toString(), "1000000");
        awaitProgram(pid, program);
    }

    /** Lets a process die and another program take its pid while the monitor stands still (SIGSTOP). */
    void replace(long pid, long monitor, Path by) {
        signal("STOP", monitor);
        try {
            signal("KILL", pid);
            startWithPid(pid, by);
        } finally {
            signal("CONT", monitor);
        }
    }

    /** Sends a signal, by name or number, to processes. */
    void signal(String signal, long... pids) {
        List<String> words = new ArrayList<>(List.of("kill", "-" + signal));
        Arrays.stream(pids).mapToObj(Long::toString).forEach(words::add);
        tell(signal, pids);
        run(words.toArray(String[]::new));
    }

    /** The oracle is told what cannot be ignored; a stopped process may be the saver. */
    private static void tell(String signal, long... pids) {
        switch (signal) {
            case "KILL", "ABRT", "SEGV" -> Checks.dies(pids);
            case "STOP" -> Checks.standsStill();
            case "CONT" -> Checks.goesOn();
            default -> {
                // A program may handle it.
            }
        }
    }

    /** Runs a command beside the daemons, which must succeed, and returns its output. */
    String run(String... words) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(Arrays.asList(words));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", words) + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the pids of all that run a program, as they are in their own namespace. */
    List<Long> innerPidsOf(Path program) {
        return pidsOf(program).stream().flatMap(pid -> innerPid(pid).stream()).toList();
    }

    private static Optional<Long> innerPid(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith("NSpid:"))
                    .map(line -> Long.valueOf(line.substring(line.lastIndexOf('\t') + 1)))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty(); // It has ended meanwhile.
        }
    }

    /** Returns the pids of all that run a program, as seen from outside a namespace, the lowest first. */
    List<Long> pidsOf(Path program) {
        return pids(exe -> exe.equals(program));
    }

    private List<Long> pids(Predicate<Path> wanted) {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .map(path -> path.getFileName().toString())
                    .filter(name -> Character.isDigit(name.charAt(0)))
                    .filter(name -> exe(name).filter(wanted).isPresent())
                    .map(Long::valueOf)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> exe(String pid) {
        try {
            return Optional.of(Files.readSymbolicLink(Path.of("/proc", pid, "exe")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        for (long pid : pids(exe -> exe.startsWith(directory))) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
    }
}
