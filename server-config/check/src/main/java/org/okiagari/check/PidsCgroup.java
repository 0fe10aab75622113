package org.okiagari.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A cgroup with a limit of processes and threads. RLIMIT_NPROC would not do: it does not bind root. All that runs in it is
 * killed at the end.
 */
public final class PidsCgroup implements AutoCloseable {
    private static final String HERE =
            "okiagari-test-" + ProcessHandle.current().pid();

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(120);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Path directory;

    private PidsCgroup(Path directory) {
        this.directory = directory;
    }

    /** Makes one in whichever hierarchy has the controller, version 1 or 2; where none has, the test is skipped. */
    public static PidsCgroup make() {
        Needs.need("root".equals(System.getProperty("user.name")), "root");
        Optional<Path> made = mounted().flatMap(mount -> below(mount).stream()).findFirst();
        Needs.need(made.isPresent(), "a cgroup with the controller pids, that can be written");
        return new PidsCgroup(made.orElseThrow());
    }

    private static Stream<Path> mounted() {
        return read(Path.of("/proc/self/mounts"))
                .lines()
                .map(line -> line.split(" "))
                .filter(words -> words[2].equals("cgroup2")
                        || words[2].equals("cgroup")
                                && List.of(words[3].split(",")).contains("pids"))
                .map(words -> Path.of(words[1]));
    }

    private static Optional<Path> below(Path mount) {
        Path group = mount.resolve(HERE);
        try {
            Files.createDirectories(group);
            if (Files.isWritable(group.resolve("pids.max"))) {
                return Optional.of(group);
            }
            Files.delete(group);
        } catch (IOException e) {
            // This one is not for us.
        }
        return Optional.empty();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the command that runs another one inside. */
    public List<String> inside() {
        return List.of("sh", "-c", "echo $$ >'" + directory.resolve("cgroup.procs") + "' && exec \"$@\"", "sh");
    }

    /** Returns how many processes and threads are in it. */
    public long present() {
        return Long.parseLong(read(directory.resolve("pids.current")).strip());
    }

    /** Allows so many more than there are; fewer than there are is allowed too. */
    public void allowMore(long more) {
        limit(Long.toString(Math.max(0, present() + more)));
    }

    /** Allows any number. */
    public void free() {
        limit("max");
    }

    /** Tells whether it is full. */
    public boolean isFull() {
        String limit = read(directory.resolve("pids.max")).strip();
        return !limit.equals("max") && present() >= Long.parseLong(limit);
    }

    private void limit(String limit) {
        try {
            Files.writeString(directory.resolve("pids.max"), limit);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void killAll() {
        read(directory.resolve("cgroup.procs"))
                .lines()
                .map(Long::valueOf)
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() {
        free();
        long begin = System.nanoTime();
        while (present() > 0) {
            if (System.nanoTime() - begin > PATIENCE_NANOS) {
                throw new IllegalStateException("processes of " + directory + " do not end");
            }
            killAll();
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        try {
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
