import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Okiagari as it is installed: the unpacked distribution with its embedded server, in a home of its own. */
final class Okiagari implements Tool {
    private static final String AGENT = "okiagari:type=Agent";

    private final Cell cell;
    private final Setup setup;
    private final Path tree;
    private final Path home;
    private long pid;
    private double loadMillis = Double.NaN;
    private double allUpMillis = Double.NaN;

    Okiagari(Cell cell, Setup setup, Path tree) {
        this.cell = cell;
        this.setup = setup;
        this.tree = tree;
        this.home = cell.dir.resolve("home");
    }

    @Override
    public void start() throws IOException {
        Path bin = Files.createDirectories(home.resolve("conf/bin"));
        for (Path path : List.of(home, home.resolve("conf"), bin)) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
        }
        Files.writeString(home.resolve("conf/psagent.conf"),
                "SYSLOG = off\nRESTART_PARALLEL = " + setup.restartParallel() + "\n");
        pid = cell.run("okiagari", "OKIAGARI_HOME=" + home + " OKIAGARI_OPTS='-Dokiagari.port=0 -Dokiagari.pfiles=none"
                + " -Dokiagari.locks=" + home.resolve("locks") + " " + System.getenv().getOrDefault("BENCH_JAVA_OPTS", "")
                + "' exec " + tree.resolve("bin/okiagari-server"));
        Path address = home.resolve("run/address");
        Tool.await("the server", 180, () -> {
            if (!cell.isAlive(pid)) {
                throw new IOException("the server ended: " + Files.readString(cell.dir.resolve("log/okiagari")));
            }
            return Files.exists(address);
        });
        if (setup.daemons() > 0) {
            load();
        }
    }

    /** Starts the pcheck; the times of its events tell when the last PENT came up. */
    private void load() throws IOException {
        Path pfile = home.resolve("conf/bin/pfile_bench");
        StringBuilder text = new StringBuilder("##### PARAM #####\nIPCKEY = 0x0bee%04x\n".formatted(pid & 0xffff)
                + "MONITOR_INTERVAL = " + (setup.missesOne() ? 1 : 10) + "\n##### PENT #####\n");
        if (setup.missesOne()) {
            text.append(cell.dir + "/bin/missing : - : 86400 : 3 : continue\n");
        }
        for (int i = 0; i < setup.daemons(); i++) {
            text.append(cell.daemon(i) + " : " + cell.stamp(setup.stampOptions(i), i) + " : 86400 : 100000 : continue\n");
        }
        Files.writeString(pfile, text);
        Instant begin = Instant.now();
        try (Door door = new Door(home)) {
            door.exec(AGENT, "start", pfile.toString());
        }
        loadMillis = Duration.between(begin, Instant.now()).toNanos() / 1e6;
        Tool.await("all PENTs up", 120, () -> ups().size() >= setup.daemons());
        allUpMillis = Duration.between(begin, ups().get(setup.daemons() - 1)).toNanos() / 1e6;
    }

    private List<Instant> ups() throws IOException {
        Path events = home.resolve("log/events.jsonl");
        if (!Files.exists(events)) {
            return List.of();
        }
        Pattern time = Pattern.compile("\"time\":\"([^\"]+)\"");
        return Files.readString(events).lines().filter(l -> l.contains("\"pent.up\"")).map(l -> {
            Matcher m = time.matcher(l);
            return m.find() ? OffsetDateTime.parse(m.group(1)).toInstant() : Instant.MAX;
        }).toList();
    }

    /** Time of the operation that starts the pcheck, ms. */
    double loadMillis() {
        return loadMillis;
    }

    /** From that operation's begin to the last PENT's Up, ms. */
    double allUpMillis() {
        return allUpMillis;
    }

    @Override
    public double ownCpuMillis() throws IOException {
        return agent("MonitoringCpuMillis");
    }

    double agent(String attribute) throws IOException {
        try (Door door = new Door(home)) {
            return door.number(AGENT, attribute);
        }
    }

    /** Returns the kB of live objects in the heap, after a full collection. */
    double liveHeapKb() throws IOException {
        Path log = cell.dir.resolve("log/histogram" + System.nanoTime());
        cell.run(log.getFileName().toString(), "jcmd " + pid + " GC.class_histogram; echo done");
        Tool.await("jcmd", 60, () -> Files.exists(log) && Files.readString(log).endsWith("done\n"));
        for (String line : Files.readAllLines(log)) {
            if (line.startsWith("Total")) {
                return Long.parseLong(line.strip().split("\\s+")[2]) / 1024.0;
            }
        }
        return Double.NaN;
    }
}
