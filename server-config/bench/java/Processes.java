import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** CPU time and memory of a tool: of every process of a cell that is no daemon, no idle process and not the cell's own. */
final class Processes {
    /** CPU ns of each thread ("pid/tid"), and of children that were waited for ("pid"). */
    record Cpu(Map<String, Long> nanos, Map<String, String> names) {
        /** Returns the ms from then to now; a thread that ended meanwhile is lost, a new one counts whole. */
        static double millis(Cpu then, Cpu now) {
            return byThread(then, now).values().stream().mapToDouble(Double::doubleValue).sum();
        }

        /** Returns the ms of each name of threads. */
        static Map<String, Double> byThread(Cpu then, Cpu now) {
            Map<String, Double> sums = new HashMap<>();
            now.nanos.forEach((thread, nanos) -> {
                double ms = (nanos - then.nanos.getOrDefault(thread, 0L)) / 1e6;
                if (ms > 0) {
                    sums.merge(now.names.getOrDefault(thread, "?"), ms, Double::sum);
                }
            });
            return sums;
        }
    }

    /** Memory in kB. */
    record Memory(long rss, long pss) {}

    private final Path proc;
    private final List<String> pids;

    private Processes(Path proc, List<String> pids) {
        this.proc = proc;
        this.pids = pids;
    }

    static Processes ofTool(Cell cell) throws IOException {
        Path proc = cell.proc();
        List<String> found = new ArrayList<>();
        try (Stream<Path> entries = Files.list(proc)) {
            for (Path entry : entries.filter(p -> Character.isDigit(name(p).charAt(0))).toList()) {
                String exe = exe(entry);
                if (!exe.isEmpty() && !exe.startsWith(cell.dir + "/bin/") && !isKit(cell, exe)) {
                    found.add(name(entry));
                }
            }
        }
        return new Processes(proc, found);
    }

    private static boolean isKit(Cell cell, String exe) {
        return Stream.of("cell", "idle", "stamp").anyMatch(p -> exe.equals(cell.kit.program(p).toString()));
    }

    Cpu cpu() throws IOException {
        Map<String, Long> nanos = new HashMap<>();
        Map<String, String> names = new HashMap<>();
        for (String pid : pids) {
            try (Stream<Path> tasks = Files.list(proc.resolve(pid).resolve("task"))) {
                for (Path task : tasks.toList()) {
                    String thread = pid + "/" + name(task);
                    nanos.put(thread, Long.parseLong(Files.readString(task.resolve("schedstat")).split(" ")[0]));
                    names.put(thread, Files.readString(task.resolve("comm")).strip());
                }
                String stat = Files.readString(proc.resolve(pid).resolve("stat"));
                String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                nanos.put(pid, (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) * 10_000_000);
                names.put(pid, "(children)");
            } catch (IOException | UncheckedIOException e) {
                ended(pid, e);
            }
        }
        return new Cpu(nanos, names);
    }

    Memory memory() throws IOException {
        long rss = 0;
        long pss = 0;
        for (String pid : pids) {
            try {
                rss += Kit.status(proc.resolve(pid).resolve("status"), "VmRSS");
                pss += Kit.status(proc.resolve(pid).resolve("smaps_rollup"), "Pss");
            } catch (IOException e) {
                ended(pid, e);
            }
        }
        return new Memory(rss, pss);
    }

    /** A process or thread that has just ended has used what it used; one that lives must be readable. */
    private static void ended(String pid, Exception e) throws IOException {
        boolean isGone = e instanceof NoSuchFileException || String.valueOf(e.getMessage()).contains("No such process");
        if (!isGone) {
            throw new IOException("process " + pid + ": " + e.getMessage(), e);
        }
    }

    private static String exe(Path entry) {
        try {
            return Files.readSymbolicLink(entry.resolve("exe")).toString();
        } catch (IOException e) {
            return "";
        }
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }

    static void delete(Path dir) throws IOException {
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
