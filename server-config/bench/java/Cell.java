import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A mount and pid namespace with daemons, idle processes and one tool in it; closing it ends all of them. */
final class Cell implements AutoCloseable {
    final Kit kit;
    final Path dir;
    private final int slots;
    private final long opened = System.nanoTime();
    private final Process unshare;
    private final BufferedWriter in;
    private final BufferedReader out;

    Cell(Kit kit, int slots) throws IOException {
        this.kit = kit;
        this.slots = slots;
        this.dir = kit.nextCell();
        for (String name : List.of("bin", "pid", "log")) {
            Files.createDirectories(dir.resolve(name));
        }
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwx------"));
        for (int i = 0; i < slots; i++) {
            Files.createLink(daemon(i), kit.program("idle"));
        }
        Files.write(dir.resolve("board"), new byte[16 * slots]);
        unshare = new ProcessBuilder("unshare", "--mount", "--pid", "--fork", "--kill-child=KILL", "--mount-proc",
                        "--propagation", "private", kit.program("cell").toString(), dir.toString(),
                        String.valueOf(slots), kit.program("idle").toString())
                .redirectError(dir.resolve("log/cell").toFile())
                .start();
        in = unshare.outputWriter();
        out = unshare.inputReader();
        answer("(start)");
    }

    /** Seconds since it was opened. */
    double age() {
        return (System.nanoTime() - opened) / 1e9;
    }

    Path daemon(int slot) {
        return dir.resolve("bin/d%05d".formatted(slot));
    }

    /** The start command of a slot, as a tool is to run it. */
    String stamp(String options, int slot) {
        return kit.program("stamp") + " " + options + dir + " " + slot;
    }

    /** The cell's own /proc, seen from outside. */
    Path proc() throws IOException {
        String children = Files.readString(Path.of("/proc/" + unshare.pid() + "/task/" + unshare.pid() + "/children"));
        return Path.of("/proc/" + children.strip() + "/root/proc");
    }

    synchronized String ask(String line) throws IOException {
        in.write(line);
        in.newLine();
        in.flush();
        return answer(line);
    }

    private String answer(String line) throws IOException {
        String answer = out.readLine();
        if (answer == null) {
            throw new IOException("the cell has ended at \"" + line + "\": " + Files.readString(dir.resolve("log/cell")));
        }
        if (answer.startsWith("what?")) {
            throw new IOException("the cell does not know: " + line);
        }
        return answer;
    }

    /** Starts a shell command; "exec" in front makes the pid that of the program. */
    long run(String log, String command) throws IOException {
        return Long.parseLong(ask("run " + dir.resolve("log").resolve(log) + " " + command).split(" ")[1]);
    }

    /** Kills a daemon; returns the ns until its start command's first instruction, -1 if that did not come in time. */
    long kill(int slot, double seconds) throws IOException {
        String[] answer = ask("kill " + slot + " " + (long) (seconds * 1000)).split(" ");
        return answer[0].equals("ok") ? Long.parseLong(answer[1]) : -1;
    }

    /** Kills daemons at random times; returns the ms until their start commands, of those that came in time. */
    List<Double> spread(int count, double seconds, double limit) throws IOException {
        String answer = ask("spread 0 " + count + " " + (long) (seconds * 1000) + " " + (long) (limit * 1000));
        return Stream.of(answer.split(" ")).skip(1).map(ns -> Long.parseLong(ns) / 1e6).toList();
    }

    /** Returns how many start commands have run in all. */
    int starts() throws IOException {
        return Integer.parseInt(ask("starts 0 " + slots).split(" ")[1]);
    }

    boolean isAlive(long pid) throws IOException {
        return ask("check " + pid).equals("ok");
    }

    @Override
    public void close() throws IOException {
        in.close();
        try {
            if (!unshare.waitFor(30, TimeUnit.SECONDS)) {
                unshare.destroyForcibly();
            }
        } catch (InterruptedException e) {
            unshare.destroyForcibly();
            throw new IOException(e);
        }
        if (System.getenv("BENCH_KEEP") == null) {
            Processes.delete(dir);
        }
    }
}
