import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Monit, in the foreground, with a log of its own and no web server. */
record Monit(Cell cell, Tool.Setup setup, int cycle, boolean isMatching) implements Tool {
    @Override
    public void start() throws IOException {
        StringBuilder text = new StringBuilder("set daemon " + cycle + "\n");
        Path state = cell.dir.resolve("monit");
        text.append("set log %s.log\nset pidfile %s.pid\nset idfile %s.id\nset statefile %s.state\n"
                .replace("%s", state.toString()));
        for (int i = 0; i < setup.daemons(); i++) {
            text.append("check process d%05d ".formatted(i));
            text.append(isMatching ? "matching \"" + cell.daemon(i) + "\"" : "with pidfile " + pidFile(i));
            text.append("\n  start program = \"" + cell.stamp(setup.stampOptions(i), i) + "\" with timeout 60 seconds\n");
        }
        Path file = Files.writeString(cell.dir.resolve("monitrc"), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        cell.run("monit", "exec monit -I -c " + file);
        Path log = cell.dir.resolve("monit.log");
        Tool.await("Monit", 60, () -> Files.exists(log) && Files.readString(log).contains("started"));
        Kit.pause(Math.min(cycle, 3) * 2);
    }

    private Path pidFile(int slot) {
        return cell.dir.resolve("pid/%05d".formatted(slot));
    }
}
