package org.okiagari.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.okiagari.api.Home;
import org.okiagari.api.health.LastKnown;
import org.okiagari.api.health.PcheckHealth;
import org.okiagari.api.health.SegmentWriter;
import org.okiagari.api.health.ServerProcess;

/** What padmin shows of a server that is stopped, hung or gone; a sleep(1) stands for the server's process. */
class UnansweredTest {
    private static final String PENT = "pname          = crond\npid            = 8033\nretry_count    = 0\n"
            + "proc_sts       = AVAIL\npent_id        = 1\n";
    private static final String PARAM = "MSG_CHECK_INTERVAL = 5\nALL_PROC_COUNT     = 2\n";

    @TempDir
    Path directory;

    private Path pfile;
    private Home home;
    private Console console;
    private Process process;
    private String list;

    @BeforeEach
    void aServerHasWrittenWhatItKnows() throws IOException {
        home = new Home(directory);
        console = new Console(home);
        pfile = Files.writeString(directory.resolve("pfile_cron"), "");
        process = new ProcessBuilder("sleep", "600").start();
        list = "ipckey   = 0x1f000501\nmypid    = " + process.pid() + "\nmyname   = pcheck\npfile    = " + pfile
                + "\nmessage  = start\n";
        Files.createDirectories(home.run());
        write(2_000);
    }

    @AfterEach
    void end() {
        process.destroyForcibly();
    }

    private void write(long ageMillis) throws IOException {
        PcheckHealth.Head head = new PcheckHealth.Head(
                LastKnown.bootId(), "pfile_cron", pfile.toString(), list, PARAM, "DETECT = event\nSETTLE = 1000\n");
        SegmentWriter.create(
                LastKnown.file(home.run(), "0x1f000501"),
                new ServerProcess(process.pid(), start(process)),
                0,
                new SegmentWriter.Payload(List.of(
                        PcheckHealth.bytes(head, 2),
                        PcheckHealth.bytes(PENT),
                        PcheckHealth.bytes(PENT.replace("crond", "123")))),
                uptimeMillis() - ageMillis,
                System.currentTimeMillis() - ageMillis);
    }

    private static long start(Process process) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19]);
    }

    private static long uptimeMillis() throws IOException {
        return (long) (1000
                * Double.parseDouble(Files.readString(Path.of("/proc/uptime")).split(" ")[0]));
    }

    private int show(String what, String... more) {
        String[] args = new String[4 + more.length];
        System.arraycopy(new String[] {"-f", pfile.toString(), "-c", what}, 0, args, 0, 4);
        System.arraycopy(more, 0, args, 4, more.length);
        return console.padmin(args);
    }

    private void kill() {
        process.destroyForcibly();
        Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> !process.isAlive());
    }

    /** A socket that a process has and does not serve any more: the kernel still lets others connect. */
    private ServerSocketChannel silentSocket() throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(home.socket()));
        return server;
    }

    @Test
    void showsWhatADeadServerKnewLast() {
        kill();

        assertThat(show("show pent")).isEqualTo(2);
        assertThat(console.out()).isEqualTo(PENT + "\n" + PENT.replace("crond", "123"));
        assertThat(console.err())
                .matches("padmin: the server \\(pid " + process.pid()
                        + "\\) is gone; this is the last known state, ([2-9]|\\d\\d)\\.\\d s old\n");
        assertThat(show("show param")).isEqualTo(2);
        assertThat(console.out()).isEqualTo(PARAM);
        assertThat(show("show pent", "-p", "2")).isEqualTo(2);
        assertThat(console.out()).isEqualTo(PENT.replace("crond", "123"));
        assertThat(show("show pent", "-p", "3")).isEqualTo(2);
        assertThat(console.err()).isEqualTo("padmin: no such PENT: 3 (this pcheck has 1 to 2)\n");
    }

    @Test
    void showsItAsJsonWithTheManualsFields() {
        kill();

        show("show pent", "--json", "-p", "2");
        assertThat(console.out())
                .isEqualTo("[{\"pcheck\":\"pfile_cron\",\"pname\":\"123\",\"pid\":8033,\"retryCount\":0,"
                        + "\"procSts\":\"AVAIL\",\"pentId\":1}]\n");
        show("show param", "--json");
        assertThat(console.out())
                .startsWith("{\"Ipckey\":\"0x1f000501\",\"Mypid\":" + process.pid() + ",\"Myname\":\"pcheck\",")
                .contains("\"AllProcCount\":2,\"Detect\":\"event\",", "\"Settle\":1000");
    }

    @Test
    void aDeadServerHasNothingToListAndOtherCommandsDoNotReachIt() {
        kill();

        assertThat(console.padmin("-l")).isZero();
        assertThat(console.out() + console.err()).isEmpty();
        assertThat(show("reload")).isEqualTo(2);
        assertThat(console.err()).startsWith("padmin: no server runs in ").hasLineCount(1);
    }

    @Test
    void whatIsNotKnownStaysUnreachable() {
        assertThat(console.padmin("-f", "/nowhere/p", "-c", "show pent")).isEqualTo(2);
        assertThat(console.err()).startsWith("padmin: no server runs in ").hasLineCount(1);
        assertThat(console.out()).isEmpty();
    }

    @Test
    void doesNotWaitForAStoppedServer() throws Exception {
        try (ServerSocketChannel silent = silentSocket()) {
            new ProcessBuilder("kill", "-STOP", Long.toString(process.pid()))
                    .start()
                    .waitFor();

            long begin = System.nanoTime();
            assertThat(show("show pent")).isEqualTo(2);
            assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin))
                    .isLessThan(10);
            assertThat(console.out()).startsWith(PENT);
            assertThat(console.err())
                    .contains(") is stopped; this is the last known state, ")
                    .hasLineCount(1);

            assertThat(console.padmin("-l")).isEqualTo(2);
            assertThat(console.out()).isEqualTo(list);
            assertThat(console.err()).contains(") is stopped; ").hasLineCount(1);
            assertThat(console.padmin("-l", "--json")).isEqualTo(2);
            assertThat(console.out())
                    .startsWith("[{\"name\":\"pfile_cron\",\"ipckey\":\"0x1f000501\",\"mypid\":" + process.pid())
                    .contains("\"allProcCount\":2");
            assertThat(silent.isOpen()).isTrue();
        }
    }

    @Test
    void noCommandWaitsForAStoppedServer() throws Exception {
        try (ServerSocketChannel silent = silentSocket()) {
            new ProcessBuilder("kill", "-STOP", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            String sentence = "the server (pid " + process.pid()
                    + ") is stopped; a command that it has got it may still do when it goes on\n";

            long begin = System.nanoTime();
            for (String verb : List.of("reload", "shutdown", "stop", "start", "dump")) {
                assertThat(show(verb)).as(verb).isEqualTo(2);
                assertThat(console.out()).isEmpty();
                assertThat(console.err()).isEqualTo("padmin: " + sentence);
            }
            assertThat(console.padmin("self")).isEqualTo(2);
            assertThat(console.err()).isEqualTo("padmin: " + sentence);
            assertThat(console.padmin("events")).isEqualTo(2);
            assertThat(console.pcheck("-k", pfile.toString(), "-y")).isEqualTo(2);
            assertThat(console.err()).isEqualTo("pcheck: " + sentence);
            assertThat(console.pcheck("-f", pfile.toString())).isEqualTo(2);
            assertThat(console.err()).isEqualTo("pcheck: " + sentence);
            assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin))
                    .isLessThan(90);
            assertThat(silent.isOpen()).isTrue();
        }
    }

    @Test
    void aServerWhoseHeartDoesNotBeatHangs() throws IOException {
        write(60_000);
        try (ServerSocketChannel silent = silentSocket()) {
            assertThat(show("show param")).isEqualTo(2);
            assertThat(console.out()).isEqualTo(PARAM);
            assertThat(console.err()).contains(") is alive but does not answer; this is the last known state, 6");
            assertThat(silent.isOpen()).isTrue();
        }
    }
}
