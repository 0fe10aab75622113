package org.okiagari.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.okiagari.check.LiveFiles;

/** The commands against a server that runs already, and how a server refuses to start. */
class ServerIT {
    private static Host host;
    private static Process server;

    @BeforeAll
    static void start() throws IOException {
        host = Host.make("server");
        server = host.serve();
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @Test
    void tellsItsAddressAndTheFirstPassword() throws IOException {
        String said = host.output(server, "out");

        assertThat(said)
                .startsWith("Okiagari is ready: http://127.0.0.1:" + host.port + "/okiagari/\nuser admin, password ");
        assertThat(said)
                .contains(Files.readString(host.home.resolve("run/initial-password"))
                        .strip());
        assertThat(host.output(server, "err")).isEmpty();
    }

    @Test
    void nothingOfItIsForOthersToWriteOrInAWorldWritablePlace() throws IOException {
        String pid = String.valueOf(host.serverPid());
        SortedMap<Path, Integer> modes = LiveFiles.modesBelow(host.home);
        assertThat(modes)
                .containsKey(host.home.resolve("conf/users"))
                .allSatisfy((file, mode) -> assertThat(file.startsWith(host.home.resolve("it")) ? 0 : mode & 022)
                        .as("%s has mode %o", file, mode)
                        .isZero());
        for (String secret : new String[] {"conf/users", "run/initial-password", "run/okiagari.sock"}) {
            assertThat(modes.getOrDefault(host.home.resolve(secret), 0) & 077)
                    .as(secret)
                    .isZero();
        }
        // The JVM's own performance data, by which JConsole finds it.
        assertThat(Files.readAllLines(Path.of("/proc", pid, "maps")))
                .filteredOn(line -> !line.contains(host.home.toString()))
                .noneMatch(line -> line.matches(".* /(tmp|var/tmp|dev/shm)/(?!hsperfdata_).*"));
    }

    @Test
    void noSecretIsOnItsCommandLineOrInItsEnvironment() throws IOException {
        String pid = String.valueOf(host.serverPid());
        String password =
                Files.readString(host.home.resolve("run/initial-password")).strip();

        for (String shown : new String[] {"cmdline", "environ"}) {
            assertThat(Files.readString(Path.of("/proc", pid, shown), StandardCharsets.ISO_8859_1))
                    .doesNotContainIgnoringCase("password")
                    .doesNotContain(password);
        }
    }

    @Test
    void commandsSteerAPcheck() throws IOException {
        try (SampleDaemon daemon = SampleDaemon.start(host.home, "steer", "0x1f0a0101", 100, "continue")) {
            Process pcheck = attach(daemon);
            String pfile = daemon.pfile.toString();

            assertThat(padmin(pfile, "stop", "-p", "1").code()).isZero();
            assertThat(padmin(pfile, "show pent").out()).contains("monitor_sts    = off");
            assertThat(padmin(pfile, "start", "-p", "1").code()).isZero();
            assertThat(padmin(pfile, "stop").code()).isZero();
            assertThat(host.run("padmin", "-l").out()).contains("message  = stop");
            assertThat(padmin(pfile, "start").code()).isZero();
            assertThat(padmin(pfile, "reload").code()).isZero();
            Host.soon().until(() -> padmin(pfile, "show pent").out().contains("AVAIL"));
            assertThat(padmin(pfile, "show", "param").out())
                    .contains("MONITOR_INTERVAL   = 1\n")
                    .contains("ALL_PROC_COUNT     = 1\n");
            Host.Result dump = padmin(pfile, "dump");
            assertThat(Path.of(dump.out().strip())).isNotEmptyFile();
            assertThat(host.run("padmin", "events", "-n", "50").out())
                    .contains("pcheck.reload")
                    .contains("pent.up");
            assertThat(host.run("padmin", "events", "--json").out()).contains("\"event\":\"pcheck.dump\"");

            String before = padmin(pfile, "show pent").out();
            Files.writeString(daemon.pfile, "IPCKEY\n");
            Host.Result bad = padmin(pfile, "reload");
            host.check()
                    .unchanged("the PENTs", before, padmin(pfile, "show pent").out());
            assertThat(bad.code()).isEqualTo(1);
            assertThat(bad.err()).startsWith("padmin: " + pfile + ":");

            assertThat(padmin(pfile, "shutdown").code()).isZero();
            assertThat(Host.exitCode(pcheck)).isZero();
            assertThat(server.isAlive()).isTrue();
        }
    }

    @Test
    void theActionExitEndsTheCommandWith1() throws IOException {
        try (SampleDaemon daemon = SampleDaemon.start(host.home, "exit", "0x1f0a0102", 0, "exit")) {
            Process pcheck = attach(daemon);

            daemon.kill();

            assertThat(Host.exitCode(pcheck)).isEqualTo(1);
            assertThat(server.isAlive()).isTrue();
        }
    }

    @Test
    void theRecoveryTestKillsAndTellsHowLongItTook() throws IOException {
        try (SampleDaemon daemon = SampleDaemon.start(host.home, "kill", "0x1f0a0103", 100, "continue")) {
            Process pcheck = attach(daemon);
            Host.soon()
                    .until(() ->
                            padmin(daemon.pfile.toString(), "show pent").out().contains("AVAIL"));

            Host.Result test = host.run("pcheck", "-k", daemon.pfile.toString(), "-y");

            assertThat(test.err()).isEmpty();
            assertThat(test.code()).isZero();
            assertThat(test.out()).startsWith(daemon.program + ": pid ").contains(" ms");
            Host.signal("INT", pcheck.pid());
            assertThat(Host.exitCode(pcheck)).isZero();
        }
    }

    @Test
    void refusesABadPfileWithEveryProblem() throws IOException {
        Path pfile = Files.writeString(
                host.home.resolve("conf/bin/p_bad"), "##### PARAM #####\nIPCKEY x\n##### PENT #####\na:b\n");

        Host.Result run = host.run("pcheck", "-f", pfile.toString());
        Host.Result check = host.run("pcheck", "-t", "-f", pfile.toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("pcheck: " + pfile + ":2: ").contains("pcheck: " + pfile + ":4: ");
        assertThat(check.code()).isEqualTo(1);
        assertThat(check.err()).isEqualTo(run.err());
    }

    @Test
    void aSecondServerOfTheHomeSaysWhoHasIt() {
        Host.Result second = host.run("okiagari-server", "-Dokiagari.port=0");

        assertThat(second.code()).isEqualTo(3);
        assertThat(second.err())
                .startsWith("okiagari-server: ")
                .contains("pid " + host.serverPid())
                .hasLineCount(1);
    }

    @Test
    void aPortInUseIsOneSentenceInTheServerAndInTheCommand() throws IOException {
        try (Host other = Host.make("port", host.port);
                SampleDaemon daemon = SampleDaemon.start(other.home, "port", "0x1f0a0104", 1, "continue")) {
            Host.Result start = other.run("okiagari-server");
            Host.Result pcheck = other.run("pcheck", "-f", daemon.pfile.toString());

            assertThat(start.code()).isEqualTo(2);
            assertThat(start.err()).contains("port " + host.port).hasLineCount(1);
            assertThat(pcheck.code()).isEqualTo(2);
            assertThat(pcheck.err()).contains("port " + host.port).contains("server.out");
        }
    }

    @Test
    void aHomeThatCannotBeWrittenIsOneSentence() {
        Host.Result result = host.run("okiagari-server", "-Dokiagari.home=/proc/nowhere");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .startsWith("okiagari-server: the home /proc/nowhere cannot be written")
                .hasLineCount(1);
    }

    /** The aim is five times java -version (bench/start-time.sh measures it); a busy machine is granted ten times that. */
    @Test
    void padminStartsQuickly() {
        // Another JVM of tests may be making it.
        Host.soon().until(() -> host.run("padmin", "--make-archive").code() == 0);
        String java = System.getProperty("java.home") + "/bin/java";
        long jvm = Long.MAX_VALUE;
        long padmin = Long.MAX_VALUE;
        for (int run = 0; run < 5; run++) {
            jvm = Math.min(jvm, nanos(() -> Host.run(List.of(java, "-version"))));
            padmin = Math.min(padmin, nanos(() -> host.run("padmin", "-l")));
        }

        assertThat(padmin).isLessThan(50 * jvm);
    }

    private static long nanos(Runnable work) {
        long begin = System.nanoTime();
        work.run();
        return System.nanoTime() - begin;
    }

    private static Process attach(SampleDaemon daemon) throws IOException {
        Process pcheck = host.start("pcheck", "-f", daemon.pfile.toString());
        Host.soon().until(() -> host.run("padmin", "-l").out().contains(daemon.pfile.toString()));
        return pcheck;
    }

    private static Host.Result padmin(String pfile, String... words) {
        String[] args = new String[words.length + 3];
        args[0] = "-f";
        args[1] = pfile;
        args[2] = "-c";
        System.arraycopy(words, 0, args, 3, words.length);
        return host.run("padmin", args);
    }
}
