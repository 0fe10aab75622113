package org.okiagari.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The processes that tests start, found by the path of their program, so that none is left behind. */
public final class Daemons {
    private Daemons() {}

    /** Returns the pids of all processes of a program, the oldest first. */
    public static List<Long> pidsOf(Path program) {
        return pids(exe -> exe.equals(program));
    }

    /** Kills every process whose program lies below a directory. */
    public static void killAllBelow(Path directory) {
        for (long pid : pids(exe -> exe.startsWith(directory))) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private static List<Long> pids(Predicate<Path> wanted) {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .map(path -> path.getFileName().toString())
                    .filter(name -> name.chars().allMatch(Character::isDigit))
                    .filter(name -> wanted.test(exe(name)))
                    .map(Long::valueOf)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path exe(String pid) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", pid, "exe"));
        } catch (IOException e) {
            return Path.of("");
        }
    }
}
