package org.okiagari.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.okiagari.check.FreePorts;
import org.okiagari.check.Needs;

/** docs/clients.md does not lie: every command of it is run, in its order, against a real server with TLS. */
class ClientsPageIT {
    private static final Path PAGE = Path.of("../docs/clients.md");

    private static Host host;
    private static SampleDaemon daemon;
    private static ClientsPage page;
    private static Bash bash;

    /** What the commands before an expected output printed. */
    private static String printed = "";

    @BeforeAll
    static void start() throws IOException {
        host = Host.make("clients");
        int https = FreePorts.endingIn443();
        host.settings("SYSLOG = off\nHTTPS_PORT = " + https + "\n");
        host.serve();
        daemon = SampleDaemon.start(host.home, "web", "0x1f0a0901", 100, "continue");
        Path pfile = Files.copy(daemon.pfile, daemon.pfile.resolveSibling("pfile_web"));
        host.start("pcheck", "-f", pfile.toString());
        Host.soon()
                .until(() -> host.run("padmin", "-f", pfile.toString(), "-c", "show pent")
                        .out()
                        .contains("AVAIL"));
        page = ClientsPage.read(PAGE, names(https));
        bash = new Bash(host.home.resolve("page"), environment());
    }

    private static Map<String, String> names(int https) {
        return Map.of(
                "/var/opt/HA/PS", host.home.toString(),
                "=/opt/HA/PS/bin", "=" + Path.of(host.bin("padmin")).getParent(),
                ":/opt/HA/PS/lib",
                        ":" + Path.of(host.bin("padmin")).resolve("../../lib").normalize(),
                " /opt/HA/PS/lib",
                        " " + Path.of(host.bin("padmin")).resolve("../../lib").normalize(),
                ":8443", ":" + https,
                "//db7:", "//localhost:");
    }

    private static Map<String, String> environment() {
        String java = System.getProperty("java.home");
        return Map.of("OKIAGARI_JAVA", java, "PATH", java + "/bin:" + System.getenv("PATH"));
    }

    @AfterAll
    static void stop() {
        bash.close();
        daemon.close();
        host.close();
    }

    @TestFactory
    Stream<DynamicTest> everyCommandOfThePageDoesWhatThePageSays() {
        List<ClientsPage.Block> blocks = page.blocks();
        assertThat(blocks)
                .extracting(ClientsPage.Block::kind)
                .contains("sh", "sh window", "sh window visualvm", "text");
        return IntStream.range(0, blocks.size())
                .mapToObj(at -> DynamicTest.dynamicTest("line " + blocks.get(at).line(), () -> run(blocks.get(at))));
    }

    private static void run(ClientsPage.Block block) throws IOException {
        switch (block.kind()) {
            case "sh" -> printed = bash.run(block.text());
            case "text" -> assertThat(block.missingIn(printed)).as(printed).isEmpty();
            case "sh window" -> new Windows(host, daemon, bash).open(block.text());
            case "sh window visualvm" -> {
                Needs.wish(
                        Files.isExecutable(Path.of("/usr/bin/visualvm")),
                        "/usr/bin/visualvm (Debian package visualvm)");
                new Windows(host, daemon, bash).open(block.text());
            }
            default -> throw new AssertionError("nobody runs a block of the kind " + block.kind());
        }
        if (printed.contains("\"status\":")) {
            assertThat(printed).doesNotContainPattern("\"status\":(?!200)");
        }
    }
}
